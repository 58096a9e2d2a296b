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
    }
}

/// The status of `path`, or nil where nothing is. The corresponding C function is `fstatat`.
package func fileStatus(_ path: String, followingLinks: Bool = true) throws(SystemCallError) -> FileStatus? {
    try fileStatus(path, at: AT_FDCWD, followingLinks: followingLinks)
}

/// The status of `path` below the directory `directory`, or nil where nothing is.
package func fileStatus(
    _ path: String, at directory: Int32, followingLinks: Bool = true
) throws(SystemCallError) -> FileStatus? {
    var buffer = stat()
    do throws(SystemCallError) {
        try checked("fstatat", path) { fstatat(directory, path, &buffer, followingLinks ? 0 : AT_SYMLINK_NOFOLLOW) }
    } catch  where error.number == ENOENT || error.number == ENOTDIR {
        return nil
    }
    return FileStatus(buffer)
}
