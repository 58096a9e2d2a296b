import Posix
package import Timekeeping

/// From which generation to which the public link is to be turned.
package struct Rollback: Sendable, Hashable {
    package let left: GenerationName
    package let target: GenerationName
}

extension Generations {
    /// - Parameter name: the generation to serve; the one before the live one where it is nil.
    /// - Throws: `noPredecessor`, `noSuchGeneration`.
    package func rollback(to name: GenerationName? = nil) throws(PublishingError) -> Rollback {
        if let name, !names.contains(name) { throw .noSuchGeneration(name) }
        guard let live, let target = name ?? predecessor else { throw .noPredecessor }
        return Rollback(left: live, target: target)
    }
}

extension MirrorRoot {
    /// Serves another generation, and holds what was left: it is not published again until `resume`. The publication lock is
    /// held; no sync is waited for.
    ///
    /// The hold is durable before the link is turned. Going to the newest generation lifts every hold.
    ///
    /// - Parameters:
    ///   - leaving: the signed texts of the generation that is left.
    ///   - returning: those of the generation that is served again.
    /// - Throws: `noSuchGeneration`, `publicIsNoLink`, `publicLeadsElsewhere`, `markerMissing`, `systemCall`.
    package func rollBack(
        _ rollback: Rollback, leaving: [PublishedRelease], returning: [PublishedRelease], at now: Instant,
        _ effects: FileEffects = .system
    ) throws(PublishingError) {
        let generations = try Generations(of: self)
        guard generations.names.contains(rollback.target) else { throw .noSuchGeneration(rollback.target) }
        let isNewest = rollback.target == generations.newest
        try updateMarker(effects) { marker in
            let left = Set(marker.hold?.releases ?? []).union(leaving)
            let differing = left.subtracting(returning)
            let held = differing.isEmpty ? left : differing
            marker.previous = nil
            marker.hold = isNewest ? nil : Hold(generation: rollback.left, since: now, releases: held)
        }
        try setPublic(rollback.target, effects)
    }

    /// Lifts the hold: what was rolled back from may be published again, and `recover` publishes it when it is the newest
    /// generation. The publication lock is held.
    ///
    /// - Returns: what was held; nil when nothing was.
    /// - Throws: `markerMissing`, `markerUnreadable`, `systemCall`.
    package func resume(_ effects: FileEffects = .system) throws(PublishingError) -> Hold? {
        guard let hold = try readMarker()?.hold else { return nil }
        try updateMarker(effects) { $0.hold = nil }
        return hold
    }
}
