import Glibc
import Posix

/// What a directory holds, by name, in the order of their bytes; names that are not UTF-8 are left out, for no Release can list
/// them.
func directoryNames(_ path: String, below tree: ArchiveTree) throws(SystemCallError) -> [String] {
    let number = try checked("openat", path) {
        openat(tree.root.number, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard let stream = fdopendir(number) else {
        let failure = SystemCallError("fdopendir", path)
        close(number)
        throw failure
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
        errno = 0
        guard let entry = readdir(stream) else {
            if errno != 0 { throw SystemCallError("readdir", path) }
            return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
        let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 19
        let name = UnsafeRawPointer(entry).advanced(by: offset)
        let bytes = UnsafeRawBufferPointer(start: name, count: strlen(name.assumingMemoryBound(to: CChar.self)))
        guard let text = String(validating: bytes, as: UTF8.self), text != ".", text != ".." else { continue }
        names.append(text)
    }
}
