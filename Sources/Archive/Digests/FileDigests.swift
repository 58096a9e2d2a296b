package import ArchiveModel
import Glibc
package import Posix

/// What a file holds, by its length and digests.
package struct FileDigests: Sendable, Hashable {
    package let byteCount: Int64
    package let digests: [Digest]

    package init(byteCount: Int64, digests: [Digest]) {
        self.byteCount = byteCount
        self.digests = digests
    }

    package subscript(algorithm: HashAlgorithm) -> Digest? {
        digests.first { $0.algorithm == algorithm }
    }
}

/// Reads what is left of an open file, once, and computes its digests.
///
/// - Parameters:
///   - byteLimit: the most bytes that it may hold; a file that grows while it is read must end somewhere.
///   - isCancelled: asked every 256 KiB.
/// - Throws: `DigestError`.
package func fileDigests(
    of file: borrowing Descriptor, _ algorithms: [HashAlgorithm] = [.sha256], byteLimit: Int64 = .max,
    isCancelled: () -> Bool = { false }
) throws(DigestError) -> FileDigests {
    var hasher = try StreamHasher(algorithms)
    // Only a hint: a file system that ignores it reads a little slower.
    _ = posix_fadvise(file.number, 0, 0, POSIX_FADV_SEQUENTIAL)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
    defer { buffer.deallocate() }
    var byteCount: Int64 = 0
    while true {
        if isCancelled() { throw .cancelled }
        let count = try read(file, into: buffer)
        if count == 0 { break }
        byteCount += Int64(count)
        if byteCount > byteLimit { throw .tooLarge(limit: byteLimit) }
        hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    return FileDigests(byteCount: byteCount, digests: try hasher.finish())
}

private func read(
    _ file: borrowing Descriptor, into buffer: UnsafeMutableRawBufferPointer
) throws(DigestError) -> Int {
    do throws(SystemCallError) { return try file.read(into: buffer) } catch { throw .system(error) }
}
