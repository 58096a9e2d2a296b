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
    let found = try readNames(of: stream, path) { String(validatingCString: $0) }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// The same; nil where permissions forbid it, of which the survey of the tree tells.
func readableNames(_ path: String, below tree: ArchiveTree) throws(SystemCallError) -> [String]? {
    try permitted { () throws(SystemCallError) in try directoryNames(path, below: tree) }
}

/// What `body` returns; nil where permissions forbid it.
func permitted<Result>(_ body: () throws(SystemCallError) -> Result) throws(SystemCallError) -> Result? {
    do throws(SystemCallError) { return try body() } catch  where error.number == EACCES { return nil }
}
