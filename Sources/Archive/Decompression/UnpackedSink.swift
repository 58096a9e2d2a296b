import ArchiveModel
import Digests

/// The unpacked side: collects what comes out, hashes it and hands it on when the buffer is full.
struct UnpackedSink: ~Copyable {
    private var hasher: StreamHasher
    private let buffer: UnsafeMutableRawBufferPointer
    private let limits: IndexLimits
    private var filled = 0
    private(set) var byteCount: Int64 = 0
    /// What came out of the first member, once a second begins.
    private(set) var firstMemberByteCount: Int64?

    init(
        _ algorithms: [HashAlgorithm], buffer: UnsafeMutableRawBufferPointer, limits: IndexLimits
    ) throws(IndexReadError) {
        do throws(DigestError) { hasher = try StreamHasher(algorithms) } catch { throw .digest(error) }
        self.buffer = buffer
        self.limits = limits
    }

    /// Where a decoder may write; never empty after `flushIfFull`.
    var free: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]) }

    /// Counts what a decoder wrote to `free`; the fault, if it is too much.
    mutating func add(_ count: Int, stored: Int64) -> DecodingFault? {
        filled += count
        byteCount += Int64(count)
        return limits.fault(stored: stored, unpacked: byteCount)
    }

    mutating func noteFurtherMember() { firstMemberByteCount = firstMemberByteCount ?? byteCount }

    mutating func flushIfFull(_ receive: (UnsafeRawBufferPointer) -> Bool) throws(IndexReadError) {
        if filled == buffer.count { try flush(receive) }
    }

    mutating func flush(_ receive: (UnsafeRawBufferPointer) -> Bool) throws(IndexReadError) {
        guard filled > 0 else { return }
        let chunk = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
        hasher.update(chunk)
        filled = 0
        guard receive(chunk) else { throw .cancelled }
    }

    consuming func finish() throws(IndexReadError) -> FileDigests {
        let byteCount = byteCount
        do throws(DigestError) {
            return FileDigests(byteCount: byteCount, digests: try hasher.finish())
        } catch {
            throw .digest(error)
        }
    }
}
