package import Glibc

/// The bytes of the file `path`.
///
/// - Throws: `SystemCallError`; EFBIG when it holds more than `limit` bytes.
package func readFile(_ path: String, limit: Int) throws(SystemCallError) -> [UInt8] {
    let file = try Descriptor.open(path, O_RDONLY)
    do throws(SystemCallError) { return try file.readAll(limit: limit) } catch {
        throw SystemCallError(error.call, path, number: error.number)
    }
}

/// Writes `bytes` to `path` so that a crash leaves either the old content or the new one: a temporary file beside it, fsync,
/// rename, fsync of the directory. The temporary file is `.<name>.tmp`; an older one is overwritten.
package func replaceFile(_ path: String, with bytes: [UInt8], mode: mode_t = 0o644) throws(SystemCallError) {
    let (directory, name) = splitPath(path)
    let temporary = "\(directory)/.\(name).tmp"
    try removeFile(temporary)
    do throws(SystemCallError) {
        try newFile(temporary, with: bytes, mode: mode).sync()
    } catch { throw SystemCallError(error.call, path, number: error.number) }
    try renameFile(temporary, to: path)
    try syncDirectory(directory)
}

/// Writes `bytes` to `path`, where nothing may stand yet; it is not durable before it is synced.
///
/// - Throws: `SystemCallError`; EEXIST where something stands.
package func createFile(_ path: String, with bytes: [UInt8], mode: mode_t = 0o644) throws(SystemCallError) {
    do throws(SystemCallError) { _ = try newFile(path, with: bytes, mode: mode) } catch {
        throw SystemCallError(error.call, path, number: error.number)
    }
}

private func newFile(_ path: String, with bytes: [UInt8], mode: mode_t) throws(SystemCallError) -> Descriptor {
    let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
    try file.write(bytes)
    return file
}

/// The directory and the last part of `path`; the directory is `.` where there is none.
package func splitPath(_ path: String) -> (directory: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let directory = slash == path.startIndex ? "/" : String(path[..<slash])
    return (directory, String(path[path.index(after: slash)...]))
}

/// `name` in `directory`: what `splitPath` takes apart, so that `.` adds nothing.
package func joinPath(_ directory: String, _ name: String) -> String {
    directory == "." ? name : "\(directory)/\(name)"
}

/// Makes what was created, renamed or removed in `path` durable. The corresponding C function is `fsync`.
package func syncDirectory(_ path: String) throws(SystemCallError) {
    try Descriptor.open(path, O_RDONLY | O_DIRECTORY).sync()
}

/// Removes a file or a symlink; content when it is not there. The corresponding C function is `unlink`.
package func removeFile(_ path: String) throws(SystemCallError) {
    do throws(SystemCallError) { try checked("unlink", path) { unlink(path) } } catch  where error.number == ENOENT {}
}

/// The corresponding C function is `rename`.
package func renameFile(_ path: String, to newPath: String) throws(SystemCallError) {
    try checked("rename", path) { rename(path, newPath) }
}

/// Makes a hard link. The corresponding C function is `link`.
package func linkFile(_ path: String, to newPath: String) throws(SystemCallError) {
    try checked("link", newPath) { link(path, newPath) }
}

/// Creates `path` and what lacks above it; content when it is a directory already. The corresponding C function is `mkdir`.
package func createDirectories(_ path: String, mode: mode_t = 0o755) throws(SystemCallError) {
    if let status = try fileStatus(path) {
        if status.kind == .directory { return }
        throw SystemCallError("mkdir", path, number: ENOTDIR)
    }
    let (parent, _) = splitPath(path)
    if parent != path { try createDirectories(parent, mode: mode) }
    do throws(SystemCallError) { try checked("mkdir", path) { mkdir(path, mode) } } catch  where error.number == EEXIST
    {}
}

/// The target of a symlink as it stands, or nil where there is no symlink. The corresponding C function is `readlink`.
package func symbolicLinkTarget(_ path: String, at directory: Int32 = AT_FDCWD) throws(SystemCallError) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX) + 1)
    let capacity = buffer.count
    do throws(SystemCallError) {
        let count = try checked("readlinkat", path) {
            buffer.withUnsafeMutableBufferPointer { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    characters.baseAddress.map { readlinkat(directory, path, $0, capacity) } ?? -1
                }
            }
        }
        return String(decoding: buffer[..<count], as: UTF8.self)
    } catch  where error.number == ENOENT || error.number == EINVAL || error.number == ENOTDIR {
        return nil
    }
}

/// Makes `path` a symlink to `target`, in place of any symlink that stands there, by one rename: no reader ever misses it.
package func replaceSymbolicLink(_ path: String, target: String) throws(SystemCallError) {
    let (directory, name) = splitPath(path)
    let temporary = "\(directory)/.\(name).new"
    try removeFile(temporary)
    try checked("symlink", temporary) { symlink(target, temporary) }
    try renameFile(temporary, to: path)
    try syncDirectory(directory)
}

/// `path` without symlinks, dot segments or doubled slashes, or nil where nothing is. The corresponding C function is `realpath`.
package func realPath(_ path: String) throws(SystemCallError) -> String? {
    guard let resolved = realpath(path, nil) else {
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw SystemCallError("realpath", path)
    }
    defer { free(resolved) }
    return String(cString: resolved)
}
