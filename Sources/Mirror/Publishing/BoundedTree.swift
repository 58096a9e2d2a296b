import Glibc
import Posix

/// A directory tree in which files are reached by relative paths that never lead out of it.
///
/// Symlinks between directories of the tree are followed (`dists/stable` to `dists/bookworm`); one that leads out is refused.
/// Nobody else changes the tree meanwhile: the sync lock is held, and no rsync of an earlier sync lives.
struct BoundedTree {
    /// Without symlinks.
    let path: String

    /// - Throws: `stagingMissing` when there is no directory at `path`.
    init(_ path: String) throws(PublishingError) {
        guard let resolved = try lifting({ () throws(SystemCallError) in try realPath(path) }) else {
            throw .stagingMissing(path: path)
        }
        self.path = resolved
    }

    /// The absolute path of `relative`, whose directory holds no symlink; its last part is not resolved.
    ///
    /// - Returns: nil when its directory is not there.
    /// - Throws: `unsafePath` for a path that is not relative and canonical, or that leads out of the tree.
    func resolve(_ relative: String) throws(PublishingError) -> String? {
        guard Self.isCanonical(relative) else { throw .unsafePath(relative) }
        let (directory, name) = splitPath("\(path)/\(relative)")
        let resolved = try lifting { () throws(SystemCallError) in
            // The dot makes it an error that something other than a directory stands there.
            do throws(SystemCallError) { return try realPath("\(directory)/.") } catch  where error.number == ELOOP {
                return "/"
            }
        }
        guard let resolved else { return nil }
        guard contains(resolved) else { throw .unsafePath(relative) }
        return "\(resolved)/\(name)"
    }

    /// As `resolve`, and makes the directories that lack.
    ///
    /// - Returns: nil when something that is no directory stands in the way.
    func resolveCreating(_ relative: String, _ effects: FileEffects) throws(PublishingError) -> String? {
        if let found = try resolve(relative) { return found }
        let (directory, name) = splitPath(relative)
        guard let parent = directory == "." ? path : try resolveCreating(directory, effects) else { return nil }
        do throws(SystemCallError) { try effects.attempt(.makeDirectory(parent)) } catch {
            if error.number == EEXIST { return nil }
            throw .systemCall(error)
        }
        return "\(parent)/\(name)"
    }

    private func contains(_ resolved: String) -> Bool { resolved == path || resolved.hasPrefix("\(path)/") }

    private static func isCanonical(_ relative: String) -> Bool {
        !relative.utf8.contains(0)
            && relative.split(separator: "/", omittingEmptySubsequences: false)
                .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }
}
