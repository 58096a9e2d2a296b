import Glibc
import Posix

/// Where a staging tree came from.
package enum StagingOrigin: Sendable, Hashable {
    /// It stood there: left by an interrupted sync, kept after an invalid one, or made ready after the last publication.
    case kept
    /// A generation that was no longer needed was renamed to it.
    case reused(GenerationName)
    case created
}

extension MirrorRoot {
    /// Makes sure that there is a staging tree: the one that stands there, else the oldest generation that is no longer needed,
    /// else an empty one. Quick; the publication lock is held, so that no rollback goes to a generation while it is renamed.
    ///
    /// - Parameters:
    ///   - count: `Keep-Generations`.
    ///   - pinned: generations that are never reused.
    /// - Throws: `stagingIsNoDirectory`, `publicIsNoLink`, `publicLeadsElsewhere`, `systemCall`.
    package func claimStaging(
        keeping count: Int, pinned: Set<GenerationName>, _ effects: FileEffects = .system
    ) throws(PublishingError) -> StagingOrigin {
        // Read first: a public link that is none is an error before anything is transferred.
        let generations = try Generations(of: self)
        if let status = try lifting({ () throws(SystemCallError) in try fileStatus(staging, followingLinks: false) }) {
            guard status.kind == .directory else { throw .stagingIsNoDirectory(path: staging) }
            return .kept
        }
        try removeStamp(effects)
        guard let oldest = generations.surplus(keeping: count, pinned: pinned).first else {
            try effects.perform(.createDirectory(staging))
            return .created
        }
        try effects.perform(.rename(path(of: oldest), to: staging))
        return .reused(oldest)
    }

    /// The generation of whose every file staging holds a hard link; nil when that is not known.
    func stampedGeneration() throws(PublishingError) -> GenerationName? {
        try lifting { () throws(SystemCallError) in try symbolicLinkTarget(stagingStamp) }.flatMap {
            GenerationName($0)
        }
    }

    /// Whether staging is known to hold a hard link to each file of the live generation, and nothing else.
    package func isStagingLinked() throws(PublishingError) -> Bool {
        guard let stamped = try stampedGeneration() else { return false }
        return try Generations(of: self).live == stamped
    }

    func writeStamp(_ generation: GenerationName, _ effects: FileEffects) throws(PublishingError) {
        try effects.perform(.removeFile(stagingStamp))
        try effects.perform(.symbolicLink(stagingStamp, target: generation.description))
    }

    /// Durable, or a crash would bring back the stamp of a tree from which rsync has deleted since.
    func removeStamp(_ effects: FileEffects) throws(PublishingError) {
        guard try lifting({ () throws(SystemCallError) in try symbolicLinkTarget(stagingStamp) }) != nil else { return }
        try effects.perform(.removeFile(stagingStamp))
        try effects.perform(.syncDirectory(path))
    }
}
