package import Glibc

/// What stat(2) tells of a file.
package struct FileStatus: Sendable, Hashable {
    package enum Kind: Sendable { case regular, directory, symbolicLink, other }

    package let kind: Kind
    /// The permission bits, 0 to 0o7777.
    package let permissions: mode_t
    package let device: UInt64
    package let inode: UInt64
    package let linkCount: UInt64
    package let byteCount: Int64
    /// What the file occupies, which for a sparse file is less than `byteCount`.
    package let allocatedByteCount: Int64
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    package let modificationTime: Int64
    package let owner: uid_t
    /// Nanoseconds since 1970-01-01T00:00:00Z; nil where the file system does not record it, or where only stat(2) was asked.
    package let birthTime: Int64?

    package init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            case S_IFLNK: .symbolicLink
            default: .other
            }
        permissions = status.st_mode & 0o7777
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        linkCount = UInt64(status.st_nlink)
        byteCount = Int64(status.st_size)
        allocatedByteCount = Int64(status.st_blocks) * 512
        modificationTime = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
        owner = status.st_uid
        birthTime = nil
    }

    /// What statx(2) tells of a file, when it was asked for STATX_BASIC_STATS and STATX_BTIME.
    package init(_ status: statx) {
        kind =
            switch mode_t(status.stx_mode) & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            case S_IFLNK: .symbolicLink
            default: .other
            }
        permissions = mode_t(status.stx_mode) & 0o7777
        device = deviceNumber(status.stx_dev_major, status.stx_dev_minor)
        inode = status.stx_ino
        linkCount = UInt64(status.stx_nlink)
        byteCount = Int64(clamping: status.stx_size)
        allocatedByteCount = Int64(clamping: status.stx_blocks) &* 512
        modificationTime = Self.nanoseconds(status.stx_mtime)
        owner = status.stx_uid
        birthTime = status.stx_mask & UInt32(STATX_BTIME) != 0 ? Self.nanoseconds(status.stx_btime) : nil
    }

    private static func nanoseconds(_ time: statx_timestamp) -> Int64 {
        time.tv_sec &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

/// The status of `path`, or nil where nothing is. The corresponding C function is `statx`.
package func fileStatus(_ path: String, followingLinks: Bool = true) throws(SystemCallError) -> FileStatus? {
    try fileStatus(path, at: AT_FDCWD, followingLinks: followingLinks)
}

/// The status of `path` below the directory `directory`, or nil where nothing is.
package func fileStatus(
    _ path: String, at directory: Int32, followingLinks: Bool = true
) throws(SystemCallError) -> FileStatus? {
    var buffer = statx()
    let flags = followingLinks ? 0 : AT_SYMLINK_NOFOLLOW
    do throws(SystemCallError) {
        try checked("statx", path) {
            statx(directory, path, flags, UInt32(STATX_BASIC_STATS) | UInt32(STATX_BTIME), &buffer)
        }
    } catch  where error.number == ENOENT || error.number == ENOTDIR {
        return nil
    }
    return FileStatus(buffer)
}
