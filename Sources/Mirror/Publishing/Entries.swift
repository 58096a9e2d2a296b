import Glibc
import Posix

/// The names in the directory `path` that are UTF-8, in no order; none where there is no directory.
func entryNames(_ path: String) throws(SystemCallError) -> [String] {
    guard let stream = opendir(path) else {
        if errno == ENOENT { return [] }
        throw SystemCallError("opendir", path)
    }
    return try readNames(of: stream, path) { String(validatingCString: $0) }
}
