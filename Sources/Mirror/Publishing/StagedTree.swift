import Glibc
import Posix

/// The staging tree between its claim and its end: publication, or being kept for the next sync.
///
/// Whoever has one holds the sync lock. A staged tree that just goes out of scope is kept.
package struct StagedTree: ~Copyable {
    package let root: MirrorRoot
    let effects: FileEffects
    let tree: BoundedTree

    /// The staging tree as it stands.
    ///
    /// - Throws: `stagingMissing`, `systemCall`.
    package init(_ root: MirrorRoot, _ effects: FileEffects = .system) throws(PublishingError) {
        self.root = root
        self.effects = effects
        tree = try BoundedTree(root.staging)
    }

    package var path: String { root.staging }

    /// Unlinks these paths, whatever they are; content with those that are not there. A symlink is removed, never followed.
    ///
    /// - Returns: those that were there.
    /// - Throws: `unsafePath`, `systemCall`.
    @discardableResult
    package borrowing func takeOut(_ paths: some Sequence<String>) throws(PublishingError) -> [String] {
        var removed: [String] = []
        for path in paths {
            guard let file = try tree.resolve(path) else { continue }
            let status = try lifting { () throws(SystemCallError) in try fileStatus(file, followingLinks: false) }
            guard let status else { continue }
            try effects.perform(status.kind == .directory ? .removeTree(file) : .removeFile(file))
            removed.append(path)
        }
        return removed
    }

    /// Hard-links the live generation's file `path` into staging, in place of what stands there.
    ///
    /// - Returns: false when the live generation has no regular file there, or when a file stands where a directory is needed.
    /// - Throws: `unsafePath`, `linkRefused`, `systemCall`.
    package borrowing func linkFromLive(_ path: String) throws(PublishingError) -> Bool {
        guard let live = try Generations(of: root).live else { return false }
        guard let source = try Self.regularFile(path, in: BoundedTree(root.path(of: live))),
            let target = try tree.resolveCreating(path, effects)
        else { return false }
        try effects.perform(.removeFile(target))
        try effects.link(source, to: target)
        return true
    }

    /// Gives the staged file `path` a second name, where nothing stands at `copy` yet.
    ///
    /// - Returns: false when there is no regular file at `path`, or when something stands at `copy` or in its way.
    /// - Throws: `unsafePath`, `linkRefused`, `systemCall`.
    package borrowing func linkCopy(of path: String, at copy: String) throws(PublishingError) -> Bool {
        guard let source = try Self.regularFile(path, in: tree),
            let target = try tree.resolveCreating(copy, effects)
        else { return false }
        let status = try lifting { () throws(SystemCallError) in try fileStatus(target, followingLinks: false) }
        guard status == nil else { return false }
        try effects.link(source, to: target)
        return true
    }

    /// The resolved path of a regular file; nil where there is none.
    static func regularFile(_ path: String, in tree: BoundedTree) throws(PublishingError) -> String? {
        guard let file = try tree.resolve(path) else { return nil }
        let status = try lifting { () throws(SystemCallError) in try fileStatus(file, followingLinks: false) }
        return status?.kind == .regular ? file : nil
    }
}

extension FileEffects {
    /// Makes the hard link; the reason of a refusal is found out.
    ///
    /// - Throws: `linkRefused`, `systemCall`.
    func link(_ source: String, to target: String) throws(PublishingError) {
        do throws(SystemCallError) { try attempt(.link(source, to: target)) } catch {
            if let refusal = LinkRefusal(error, of: source) { throw .linkRefused(refusal) }
            throw .systemCall(error)
        }
    }
}
