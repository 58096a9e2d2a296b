import Posix
package import Timekeeping

extension StagedTree {
    /// Makes staging the generation that is served. The publication lock is held. The caller has validated it.
    ///
    /// At each moment the public link leads to a complete generation. When it fails, what was renamed into `generations/` is
    /// published by `MirrorRoot.recover` at the next start, and what was not is still the staging tree.
    ///
    /// - Parameters:
    ///   - releases: the signed texts in staging.
    ///   - known: the newest generation that the store knows of: names are never used twice, even if the clock is set back
    ///     after generations were dropped.
    /// - Throws: `held` when these releases were rolled back from: staging stays. `markerMissing`, `clockOutOfRange`, `systemCall`.
    package consuming func publish(
        _ releases: [PublishedRelease], at now: Instant, laterThan known: GenerationName? = nil
    ) throws(PublishingError) -> GenerationName {
        guard let marker = try root.readMarker() else { throw .markerMissing(path: root.marker) }
        if let hold = marker.hold, hold.blocks(releases) { throw .held(hold) }
        let name = try Generations(of: root).nextName(at: now, laterThan: known)
        try root.removeStamp(effects)
        try effects.perform(.syncFileSystem(root.path))
        try effects.perform(.rename(root.staging, to: root.path(of: name)))
        try effects.perform(.syncDirectory(root.generations))
        try effects.perform(.syncDirectory(root.path))
        try root.serve(name, effects)
        return name
    }
}

extension MirrorRoot {
    /// Lets the public link lead to `generation`, by one rename, durable.
    ///
    /// - Throws: `publicIsNoLink`, `publicLeadsElsewhere`, `systemCall`.
    package func setPublic(_ generation: GenerationName, _ effects: FileEffects) throws(PublishingError) {
        // An error where a directory stands; rename(2) would only say EISDIR.
        _ = try publicTarget()
        try effects.perform(.removeFile(temporaryPublicLink))
        try effects.perform(.symbolicLink(temporaryPublicLink, target: linkTarget(of: generation)))
        try effects.perform(.rename(temporaryPublicLink, to: publicLink))
        try effects.perform(.syncDirectory(splitPath(publicLink).directory))
    }

    /// Serves the newest generation. A hold ends with it, but not before the generation has its name: without the hold, recovery
    /// would publish what was rolled back from.
    func serve(_ newest: GenerationName, _ effects: FileEffects) throws(PublishingError) {
        let live = try Generations(of: self).live
        try updateMarker(effects) { marker in
            marker.hold = nil
            marker.previous = live
        }
        try setPublic(newest, effects)
    }

    /// Writes everything that the file system of Root holds back. The corresponding C function is `syncfs`.
    package func syncFileSystem(_ effects: FileEffects = .system) throws(PublishingError) {
        try effects.perform(.syncFileSystem(path))
    }
}
