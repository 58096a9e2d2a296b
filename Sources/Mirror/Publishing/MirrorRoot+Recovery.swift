import Posix

extension MirrorRoot {
    /// Mends at the start of a sync what a kill or a failure left of the last publication. Quick; the publication lock is held.
    ///
    /// Only valid trees are ever renamed into `generations/`, so the newest one is published where that was not done, unless the
    /// mirror is held. Leftover temporary names are removed.
    ///
    /// - Returns: the generation that was published now.
    /// - Throws: `publicIsNoLink`, `publicLeadsElsewhere`, `markerMissing`, `markerUnreadable`, `systemCall`.
    package func recover(_ effects: FileEffects = .system) throws(PublishingError) -> GenerationName? {
        for path in [temporaryPublicLink, temporary, "\(path)/..mirrorward.tmp"] {
            guard try lifting({ () throws(SystemCallError) in try fileStatus(path, followingLinks: false) }) != nil
            else { continue }
            try effects.perform(.removeFile(path))
        }
        guard let unpublished = try Generations(of: self).unpublished, try readMarker()?.hold == nil else { return nil }
        try serve(unpublished, effects)
        return unpublished
    }
}
