import Posix
import Publishing

/// How files whose bytes are not trusted are fetched again: rsync keeps and links files by size and time, so they get another time.
extension SyncRun {
    /// Gives the file at `path` below `tree` another time, and so in each tree that shares it; its content stays. Only where it
    /// still is the file `inode`.
    func markStale(_ path: String, inode: UInt64, in tree: String) throws(SystemCallError) {
        let file = "\(tree)/\(path)"
        guard let status = try regularFile(file), status.inode == inode else { return }
        try setModificationTime(file, seconds: status.modificationTime / 1_000_000_000 == 1 ? 2 : 1)
    }

    /// Marks those of these files that staging shares with the live generation: once they are out of staging, neither `--link-dest`
    /// nor a prepared staging tree may bring them back.
    func disownShared(_ paths: [String], with live: GenerationName) throws(Failure) {
        let tree = root.path(of: live)
        try Failure.ofSystem { () throws(SystemCallError) in
            for path in paths {
                guard let own = try regularFile("\(root.staging)/\(path)") else { continue }
                try markStale(path, inode: own.inode, in: tree)
            }
        }
    }

    /// Lets the next transfer fetch these files again, of which only a warning tells.
    ///
    /// One that was fetched again and came with the same bytes is what the upstream serves: live's file takes its place, so that it
    /// makes no generation of its own.
    ///
    /// - Returns: whether a file of staging gave way to live's.
    func refetch(_ paths: [String], _ staged: borrowing StagedTree, _ live: GenerationName) throws(Failure) -> Bool {
        var gaveBack = false
        for path in paths {
            let seconds = try Failure.ofSystem { () throws(SystemCallError) in try refetch(path, live) }
            guard let seconds else { continue }
            try publishing { () throws(PublishingError) in _ = try staged.linkFromLive(path) }
            try Failure.ofSystem { () throws(SystemCallError) in
                try setModificationTime("\(root.path(of: live))/\(path)", seconds: seconds)
            }
            gaveBack = true
        }
        return gaveBack
    }

    /// - Returns: the time that live's file has at the upstream, where that has the same bytes.
    private func refetch(_ path: String, _ live: GenerationName) throws(SystemCallError) -> Int? {
        let (file, servedFile) = ("\(root.staging)/\(path)", "\(root.path(of: live))/\(path)")
        guard let own = try regularFile(file), let served = try regularFile(servedFile) else { return nil }
        if own.inode == served.inode {
            try markStale(path, inode: served.inode, in: root.path(of: live))
            return nil
        }
        let wasMarked = (1...2).contains(served.modificationTime / 1_000_000_000)
        guard wasMarked, own.byteCount == served.byteCount, own.byteCount <= Self.comparedByteLimit else { return nil }
        let isSame =
            try readFile(file, limit: Self.comparedByteLimit) == readFile(servedFile, limit: Self.comparedByteLimit)
        return isSame ? Int(own.modificationTime / 1_000_000_000) : nil
    }

    /// Far above any Release file (apt takes 10,000,000 bytes).
    private static let comparedByteLimit = 16 << 20

    private func regularFile(_ path: String) throws(SystemCallError) -> FileStatus? {
        let status = try fileStatus(path, followingLinks: false)
        return status?.kind == .regular ? status : nil
    }
}
