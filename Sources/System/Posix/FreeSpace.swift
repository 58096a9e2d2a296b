import Glibc

/// What is left on a file system for a user without privileges.
package struct FreeSpace: Sendable, Hashable {
    package let freeByteCount: UInt64
    package let totalByteCount: UInt64
    /// Nil where the file system makes inodes as it needs them (btrfs, zfs).
    package let freeInodeCount: UInt64?
}

/// The space left where `path` lies. The corresponding C function is `statvfs`.
package func freeSpace(_ path: String) throws(SystemCallError) -> FreeSpace {
    var status = statvfs()
    try checked("statvfs", path) { statvfs(path, &status) }
    let unit = UInt64(status.f_frsize)
    return FreeSpace(
        freeByteCount: UInt64(status.f_bavail).multipliedReportingOverflow(by: unit).partialValue,
        totalByteCount: UInt64(status.f_blocks).multipliedReportingOverflow(by: unit).partialValue,
        freeInodeCount: status.f_files == 0 ? nil : UInt64(status.f_favail))
}
