import Posix

/// Less space than a sync may begin with.
package struct DiskShortage: Error, Sendable, Hashable {
    package let path: String
    package let freeByteCount: UInt64
    /// `Minimum-Free`.
    package let wantedByteCount: UInt64
    /// Nil where the file system makes inodes as it needs them.
    package let freeInodeCount: UInt64?
    package let wantedInodeCount: UInt64
}

extension MirrorRoot {
    /// - Parameters:
    ///   - byteCount: `Minimum-Free`.
    ///   - inodeCount: how many new files and directories are expected at least; a tree of hard links needs an inode for each
    ///     directory.
    /// - Throws: `diskShortage`, `systemCall` from statvfs(3).
    package func requireFree(byteCount: UInt64, inodeCount: UInt64 = 0) throws(PublishingError) {
        let space = try lifting { () throws(SystemCallError) in try freeSpace(path) }
        if space.freeByteCount >= byteCount, space.freeInodeCount.map({ $0 >= inodeCount }) ?? true { return }
        throw .diskShortage(
            DiskShortage(
                path: path, freeByteCount: space.freeByteCount, wantedByteCount: byteCount,
                freeInodeCount: space.freeInodeCount, wantedInodeCount: inodeCount))
    }
}
