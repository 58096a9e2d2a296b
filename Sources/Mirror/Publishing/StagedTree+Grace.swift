import Posix
package import Timekeeping

/// A file that clients of an earlier generation may still ask for.
package struct GraceFile: Sendable, Hashable {
    /// Relative to the archive's root.
    package let path: String
    package let keepUntil: Instant

    package init(path: String, keepUntil: Instant) {
        self.path = path
        self.keepUntil = keepUntil
    }
}

/// What became of each grace file.
package struct GraceResult: Sendable, Hashable {
    /// Hard-linked into staging, which lacked it. They are to be recorded.
    package internal(set) var linked: [GraceFile] = []
    /// Staging has something at the path: it wins. They are to be recorded too, for a later update may remove them.
    package internal(set) var present: [GraceFile] = []
    /// No generation that was asked holds it any more, or a file stands where a directory of its path is needed.
    package internal(set) var lost: [GraceFile] = []

    package init() {}
}

extension StagedTree {
    /// Hard-links each file into staging where staging has nothing at its path.
    ///
    /// - Parameter generations: where to look for it, in this order.
    /// - Throws: `unsafePath`, `linkRefused`, `systemCall`.
    package borrowing func keepGrace(
        _ files: some Sequence<GraceFile>, from generations: [GenerationName]
    ) throws(PublishingError) -> GraceResult {
        var sources: [BoundedTree] = []
        for generation in generations { sources.append(try BoundedTree(root.path(of: generation))) }
        var result = GraceResult()
        for file in files {
            if try isPresent(file.path) {
                result.present.append(file)
            } else if try link(file.path, fromFirstOf: sources) {
                result.linked.append(file)
            } else {
                result.lost.append(file)
            }
        }
        return result
    }

    private borrowing func isPresent(_ path: String) throws(PublishingError) -> Bool {
        guard let file = try tree.resolve(path) else { return false }
        return try lifting { () throws(SystemCallError) in try fileStatus(file, followingLinks: false) } != nil
    }

    private borrowing func link(
        _ path: String, fromFirstOf sources: [BoundedTree]
    ) throws(PublishingError) -> Bool {
        for source in sources {
            guard let file = try Self.regularFile(path, in: source) else { continue }
            guard let target = try tree.resolveCreating(path, effects) else { return false }
            try effects.link(file, to: target)
            return true
        }
        return false
    }
}
