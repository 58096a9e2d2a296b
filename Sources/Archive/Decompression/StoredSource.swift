import ArchiveModel
import Digests
import Posix

/// The stored side: reads the file in chunks and hashes them.
struct StoredSource: ~Copyable {
    private var hasher: StreamHasher
    private let buffer: UnsafeMutableRawBufferPointer
    private let limit: Int64?
    /// What has been read so far.
    private(set) var byteCount: Int64 = 0
    private(set) var isAtEnd = false
    /// What has been read and not yet been taken.
    var rest = UnsafeRawBufferPointer(start: nil, count: 0)

    init(
        _ algorithms: [HashAlgorithm], buffer: UnsafeMutableRawBufferPointer, limit: Int64?
    ) throws(IndexReadError) {
        do throws(DigestError) { hasher = try StreamHasher(algorithms) } catch { throw .digest(error) }
        self.buffer = buffer
        self.limit = limit
    }

    /// Where the next byte to be taken lies in the file.
    var offset: Int64 { byteCount - Int64(rest.count) }

    /// Reads the next chunk once `rest` is used up. It is full unless the file ends, so that a magic is never cut.
    mutating func refill(_ file: borrowing Descriptor) throws(IndexReadError) {
        guard rest.isEmpty, !isAtEnd else { return }
        var count = 0
        while count < buffer.count {
            let more = try Self.read(file, UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
            if more == 0 {
                isAtEnd = true
                break
            }
            count += more
        }
        rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        hasher.update(rest)
        byteCount += Int64(count)
        if let limit, byteCount > limit { throw .storedTooLarge(limit: limit) }
    }

    /// Hashes the file to its end.
    mutating func drain(_ file: borrowing Descriptor) throws(IndexReadError) {
        while !isAtEnd {
            rest = UnsafeRawBufferPointer(start: nil, count: 0)
            try refill(file)
        }
    }

    consuming func finish() throws(IndexReadError) -> FileDigests {
        let byteCount = byteCount
        do throws(DigestError) {
            return FileDigests(byteCount: byteCount, digests: try hasher.finish())
        } catch {
            throw .digest(error)
        }
    }

    private static func read(
        _ file: borrowing Descriptor, _ buffer: UnsafeMutableRawBufferPointer
    ) throws(IndexReadError) -> Int {
        do throws(SystemCallError) { return try file.read(into: buffer) } catch { throw .system(error) }
    }
}
