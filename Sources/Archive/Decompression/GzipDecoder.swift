import CZlib

/// zlib(3). The state lies behind a pointer of its own: zlib refuses a `z_stream` that was moved.
struct GzipDecoder: StreamDecoder, ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>

    init() throws(DecoderFailure) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window, and 16 for the gzip format and no other.
        let result = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        if result != Z_OK { throw .outOfMemory }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    static func canBegin(with byte: UInt8) -> Bool { byte == 0x1F }

    mutating func restart() -> DecoderFailure? {
        inflateReset(stream) == Z_OK ? nil : .corrupted("inflateReset")
    }

    mutating func step(
        _ input: inout UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, inputEnds: Bool
    ) -> DecoderStep {
        stream.pointee.next_in = input.mutableBytes
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.bytes
        stream.pointee.avail_out = UInt32(output.count)
        let result = inflate(stream, Z_NO_FLUSH)
        input.drop(input.count - Int(stream.pointee.avail_in))
        let produced = output.count - Int(stream.pointee.avail_out)
        switch result {
        case Z_OK, Z_BUF_ERROR: return .produced(produced)
        case Z_STREAM_END: return .memberEnds(produced)
        case Z_MEM_ERROR: return .failed(.outOfMemory)
        default: return .failed(.corrupted(stream.pointee.msg.map { String(cString: $0) } ?? "zlib \(result)"))
        }
    }
}
