import Glibc
import Posix

/// What statx(2) tells of a pool file.
struct PoolFileStatus {
    let identity: FileIdentity
    let kind: FileStatus.Kind
    let isWorldReadable: Bool
}

/// The status of what `path` below `directory` leads to, with its birth time; nil where nothing is.
///
/// - Throws: `SystemCallError` for anything but a missing file or a symlink that leads nowhere.
func poolFileStatus(_ path: UnsafePointer<CChar>, at directory: Int32) throws(SystemCallError) -> PoolFileStatus? {
    do throws(SystemCallError) {
        return PoolFileStatus(try callStatx(directory, path, flags: 0))
    } catch  where [ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG].contains(error.number) {
        return nil
    }
}

/// The identity of an open file.
func fileIdentity(of file: borrowing Descriptor) throws(SystemCallError) -> FileIdentity {
    // A literal "" in place of this crashes the optimizer of Swift 6.3.1 (ConstantCapturePropagation).
    let emptyPath: [CChar] = [0]
    return PoolFileStatus(try callStatx(file.number, emptyPath, flags: AT_EMPTY_PATH)).identity
}

private func callStatx(
    _ directory: Int32, _ path: UnsafePointer<CChar>, flags: Int32
) throws(SystemCallError) -> statx {
    var buffer = statx()
    let mask = UInt32(STATX_TYPE | STATX_MODE | STATX_INO | STATX_SIZE | STATX_MTIME | STATX_BTIME)
    try checked("statx", String(cString: path)) { statx(directory, path, flags, mask, &buffer) }
    return buffer
}

extension PoolFileStatus {
    fileprivate init(_ status: statx) {
        let hasBirthTime = status.stx_mask & UInt32(STATX_BTIME) != 0
        self.init(
            identity: FileIdentity(
                inode: status.stx_ino, birthTime: hasBirthTime ? nanoseconds(status.stx_btime) : nil,
                byteCount: Int64(clamping: status.stx_size), modificationTime: nanoseconds(status.stx_mtime)),
            kind: fileKind(of: mode_t(status.stx_mode)), isWorldReadable: status.stx_mode & 0o004 != 0)
    }
}

private func nanoseconds(_ time: statx_timestamp) -> Int64 {
    time.tv_sec &* 1_000_000_000 &+ Int64(time.tv_nsec)
}

private func fileKind(of mode: mode_t) -> FileStatus.Kind {
    switch mode & S_IFMT {
    case S_IFREG: .regular
    case S_IFDIR: .directory
    case S_IFLNK: .symbolicLink
    default: .other
    }
}
