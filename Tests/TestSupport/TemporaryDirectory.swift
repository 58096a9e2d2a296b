import Glibc
package import Posix

/// A directory of a test's own below TMPDIR, or /tmp, removed with all that is in it when it goes out of scope.
package struct TemporaryDirectory: ~Copyable {
    package let path: String

    /// - Throws: `SystemCallError` from mkdtemp(3).
    package init() throws(SystemCallError) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/mirrorward-test.XXXXXX".utf8CString)
        guard template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) != nil else {
            throw SystemCallError("mkdtemp")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        let flags = Int32(FTW_DEPTH | FTW_PHYS)
        _ = nftw(path, { name, _, _, _ in name.map { Glibc.remove($0) } ?? 0 }, 16, flags)
    }

    /// Writes `text` to the file `name`, creating the directories above it.
    package func write(_ text: String, to name: String) throws(SystemCallError) {
        let file = "\(path)/\(name)"
        try createDirectories(splitPath(file).directory)
        try replaceFile(file, with: Array(text.utf8))
    }
}
