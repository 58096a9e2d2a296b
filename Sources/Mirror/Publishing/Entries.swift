import Glibc
import Posix

/// The names in the directory `path` that are UTF-8, in no order; none where there is no directory.
func entryNames(_ path: String) throws(SystemCallError) -> [String] {
    guard let stream = opendir(path) else {
        if errno == ENOENT { return [] }
        throw SystemCallError("opendir", path)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
        errno = 0
        guard let entry = readdir(stream) else {
            if errno != 0 { throw SystemCallError("readdir", path) }
            return names
        }
        let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 19
        let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
        guard let text = String(validatingCString: name), text != ".", text != ".." else { continue }
        names.append(text)
    }
}
