package import Glibc

/// An open file, closed when it goes out of scope.
package struct Descriptor: ~Copyable {
    package let number: Int32

    /// Takes over `number`.
    package init(owning number: Int32) {
        self.number = number
    }

    deinit {
        Glibc.close(number)
    }

    /// Gives the number away, for someone else to close.
    consuming func leave() -> Int32 {
        let number = number
        discard self
        return number
    }

    /// Opens `path`; O_CLOEXEC is always set. The corresponding C function is `open`.
    package static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o644) throws(SystemCallError) -> Descriptor
    {
        Descriptor(owning: try checked("open", path) { Glibc.open(path, flags | O_CLOEXEC, mode) })
    }

    /// Opens `path` below this directory; O_CLOEXEC is always set. The corresponding C function is `openat`.
    package func open(_ path: String, _ flags: Int32, mode: mode_t = 0o644) throws(SystemCallError) -> Descriptor {
        Descriptor(owning: try checked("openat", path) { Glibc.openat(number, path, flags | O_CLOEXEC, mode) })
    }

    /// Reads once; 0 at the end of the file. The corresponding C function is `read`.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemCallError) -> Int {
        try checked("read") { Glibc.read(number, buffer.baseAddress, buffer.count) }
    }

    /// Writes everything, however many calls it takes. The corresponding C function is `write`.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemCallError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = try checked("write") { Glibc.write(number, rest.baseAddress, rest.count) }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    package func write(_ text: String) throws(SystemCallError) {
        try write(Array(text.utf8))
    }

    package func write(_ bytes: [UInt8]) throws(SystemCallError) {
        var failure: SystemCallError?
        bytes.withUnsafeBytes { buffer in
            do throws(SystemCallError) { try write(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// The corresponding C function is `fsync`.
    package func sync() throws(SystemCallError) {
        try checked("fsync") { fsync(number) }
    }

    /// Writes everything that its file system holds back. The corresponding C function is `syncfs`.
    package func syncFileSystem() throws(SystemCallError) {
        try checked("syncfs") { syncfs(number) }
    }

    /// The corresponding C function is `fstat`.
    package func status() throws(SystemCallError) -> FileStatus {
        var buffer = stat()
        try checked("fstat") { fstat(number, &buffer) }
        return FileStatus(buffer)
    }

    /// All that is left to read.
    ///
    /// - Throws: `SystemCallError`; EFBIG when there is more than `limit` bytes.
    package func readAll(limit: Int) throws(SystemCallError) -> [UInt8] {
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            var failure: SystemCallError?
            let count = chunk.withUnsafeMutableBytes { buffer in
                do throws(SystemCallError) { return try read(into: buffer) } catch { failure = error }
                return 0
            }
            if let failure { throw failure }
            if count == 0 { return result }
            if result.count + count > limit { throw SystemCallError("read", number: EFBIG) }
            result += chunk[..<count]
        }
    }
}
