import CBzip2

/// libbz2. The state lies behind a pointer of its own: the library refuses a `bz_stream` that was moved.
struct Bzip2Decoder: StreamDecoder, ~Copyable {
    private let stream: UnsafeMutablePointer<bz_stream>

    init() throws(DecoderFailure) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: bz_stream())
        if BZ2_bzDecompressInit(stream, 0, 0) != BZ_OK { throw .outOfMemory }
    }

    deinit {
        BZ2_bzDecompressEnd(stream)
        stream.deallocate()
    }

    static func canBegin(with byte: UInt8) -> Bool { byte == 0x42 }

    mutating func restart() -> DecoderFailure? {
        BZ2_bzDecompressEnd(stream)
        stream.pointee = bz_stream()
        return BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK ? nil : .outOfMemory
    }

    mutating func step(
        _ input: inout UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, inputEnds: Bool
    ) -> DecoderStep {
        stream.pointee.next_in = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(
            to: CChar.self)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        stream.pointee.avail_out = UInt32(output.count)
        let result = BZ2_bzDecompress(stream)
        input.drop(input.count - Int(stream.pointee.avail_in))
        let produced = output.count - Int(stream.pointee.avail_out)
        switch result {
        case BZ_OK: return .produced(produced)
        case BZ_STREAM_END: return .memberEnds(produced)
        case BZ_MEM_ERROR: return .failed(.outOfMemory)
        case BZ_DATA_ERROR_MAGIC: return .failed(.corrupted("not in the bzip2 format"))
        case BZ_DATA_ERROR: return .failed(.corrupted("data error"))
        default: return .failed(.corrupted("libbz2 \(result)"))
        }
    }
}
