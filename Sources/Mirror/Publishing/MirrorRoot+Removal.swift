import Posix

extension MirrorRoot {
    private static let removedPrefix = ".removing-"

    /// Takes a generation out of the list by one rename; `removeRetired` then gives its space back. Quick; the publication lock
    /// is held.
    ///
    /// - Throws: `noSuchGeneration`; `generationInUse` for the live one and for pinned ones; `systemCall`.
    package func retire(
        _ name: GenerationName, pinned: Set<GenerationName>, _ effects: FileEffects = .system
    ) throws(PublishingError) {
        let generations = try Generations(of: self)
        guard generations.names.contains(name) else { throw .noSuchGeneration(name) }
        if name == generations.live { throw .generationInUse(name, .live) }
        if pinned.contains(name) { throw .generationInUse(name, .pinned) }
        try effects.perform(.rename(path(of: name), to: "\(self.generations)/\(Self.removedPrefix)\(name)"))
    }

    /// Retires every generation beyond `Keep-Generations`; to be called when staging stands, or it would take the one that could
    /// be reused.
    ///
    /// - Returns: those that were retired.
    package func retireSurplus(
        keeping count: Int, pinned: Set<GenerationName>, _ effects: FileEffects = .system
    ) throws(PublishingError) -> [GenerationName] {
        let surplus = try Generations(of: self).surplus(keeping: count, pinned: pinned)
        for name in surplus { try retire(name, pinned: pinned, effects) }
        return surplus
    }

    /// Removes what was retired, also by a process that was killed meanwhile. Some ten seconds for 63,000 files; no lock is
    /// needed.
    package func removeRetired(_ effects: FileEffects = .system) throws(PublishingError) {
        let names = try lifting { () throws(SystemCallError) in try entryNames(generations) }
        for name in names where name.hasPrefix(Self.removedPrefix) {
            try effects.perform(.removeTree("\(generations)/\(name)"))
        }
    }
}
