import Glibc

/// The names in the directory `path`, unsorted, without `.` and `..`; bytes that are not UTF-8 are replaced.
///
/// The corresponding C functions are `opendir` and `readdir`.
package func directoryNames(_ path: String) throws(SystemCallError) -> [String] {
    guard let stream = opendir(path) else { throw SystemCallError("opendir", path) }
    return try readNames(of: stream, path) { String(cString: $0) }
}

/// The names in an open directory as `decode` gives them, unsorted, without `.`, `..` and those for which it gives nil; closes the
/// directory. `path` is for the error alone.
///
/// The corresponding C functions are `readdir` and `closedir`.
package func readNames(
    of stream: OpaquePointer, _ path: String, _ decode: (UnsafePointer<CChar>) -> String?
) throws(SystemCallError) -> [String] {
    defer { closedir(stream) }
    var names: [String] = []
    while true {
        errno = 0
        guard let entry = readdir(stream) else {
            if errno != 0 { throw SystemCallError("readdir", path) }
            return names
        }
        let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 19
        let name = decode(UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self))
        if let name, name != ".", name != ".." { names.append(name) }
    }
}
