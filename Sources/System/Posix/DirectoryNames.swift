import Glibc

/// The names in the directory `path`, unsorted, without `.` and `..`; bytes that are not UTF-8 are replaced.
///
/// The corresponding C functions are `opendir` and `readdir`.
package func directoryNames(_ path: String) throws(SystemCallError) -> [String] {
    guard let stream = opendir(path) else { throw SystemCallError("opendir", path) }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
        errno = 0
        guard let entry = readdir(stream) else {
            if errno != 0 { throw SystemCallError("readdir", path) }
            return names
        }
        let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 19
        let name = String(cString: UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self))
        if name != ".", name != ".." { names.append(name) }
    }
}
