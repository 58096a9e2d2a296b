import Posix

extension MirrorRoot {
    /// The generations that hold the file `inode` at `path`, the live one included.
    ///
    /// - Throws: `unsafePath`, `systemCall`.
    package func generations(holding inode: UInt64, at path: String) throws(PublishingError) -> [GenerationName] {
        var holders: [GenerationName] = []
        for name in try Generations(of: self).names where try file(path, of: name, is: inode) != nil {
            holders.append(name)
        }
        return holders
    }

    /// Puts a link to the live generation's file at `path` in the place of the file `inode` in each generation that holds that
    /// there, by one rename each. The publication lock is held, and the caller has verified that live's file is what the other
    /// one was.
    ///
    /// - Throws: `unsafePath`, `linkRefused`, `systemCall`; the generations that are left hold what they held.
    package func mend(
        _ path: String, inode: UInt64, _ effects: FileEffects = .system
    ) throws(PublishingError) {
        let generations = try Generations(of: self)
        guard let live = generations.live,
            let good = try StagedTree.regularFile(path, in: BoundedTree(self.path(of: live)))
        else { return }
        for name in generations.names where name != live {
            guard let rotten = try file(path, of: name, is: inode) else { continue }
            try effects.perform(.removeFile(temporary))
            try effects.perform(.link(good, to: temporary))
            try effects.perform(.rename(temporary, to: rotten))
            try effects.perform(.syncDirectory(splitPath(rotten).directory))
        }
    }

    /// The absolute path of that file, where it is the one with this inode.
    private func file(
        _ path: String, of generation: GenerationName, is inode: UInt64
    ) throws(PublishingError) -> String? {
        guard let file = try StagedTree.regularFile(path, in: BoundedTree(self.path(of: generation))) else {
            return nil
        }
        let status = try lifting { () throws(SystemCallError) in try fileStatus(file, followingLinks: false) }
        return status?.inode == inode ? file : nil
    }
}
