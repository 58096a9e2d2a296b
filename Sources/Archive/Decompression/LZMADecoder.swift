import CLZMA

/// What liblzma's two decoders share.
struct LZMAStream: ~Copyable {
    private let stream: UnsafeMutablePointer<lzma_stream>

    init() {
        stream = .allocate(capacity: 1)
        // All zero is LZMA_STREAM_INIT.
        stream.initialize(to: lzma_stream())
    }

    deinit {
        lzma_end(stream)
        stream.deallocate()
    }

    /// liblzma frees what an earlier decoder of the same stream holds.
    func begin(_ initialize: (UnsafeMutablePointer<lzma_stream>, UInt64) -> lzma_ret) -> DecoderFailure? {
        let result = initialize(stream, UInt64(IndexLimits.decoderByteCount))
        return result == LZMA_OK ? nil : Self.failure(result)
    }

    func step(
        _ input: inout UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, inputEnds: Bool
    ) -> DecoderStep {
        stream.pointee.next_in = UnsafePointer(input.mutableBytes)
        stream.pointee.avail_in = input.count
        stream.pointee.next_out = output.bytes
        stream.pointee.avail_out = output.count
        let result = lzma_code(stream, inputEnds ? LZMA_FINISH : LZMA_RUN)
        input.drop(input.count - stream.pointee.avail_in)
        let produced = output.count - stream.pointee.avail_out
        switch result {
        case LZMA_OK, LZMA_BUF_ERROR: return .produced(produced)
        case LZMA_STREAM_END: return .memberEnds(produced)
        default: return .failed(Self.failure(result))
        }
    }

    private static func failure(_ result: lzma_ret) -> DecoderFailure {
        switch result {
        case LZMA_MEM_ERROR: .outOfMemory
        case LZMA_MEMLIMIT_ERROR: .needsTooMuchMemory
        case LZMA_FORMAT_ERROR: .corrupted("not in the xz format")
        case LZMA_OPTIONS_ERROR: .corrupted("unsupported options")
        case LZMA_DATA_ERROR: .corrupted("data error")
        default: .corrupted("liblzma \(result.rawValue)")
        }
    }
}

/// liblzma, the .xz format.
struct XZDecoder: StreamDecoder, ~Copyable {
    private let stream = LZMAStream()

    init() throws(DecoderFailure) {
        if let failure = restart() { throw failure }
    }

    static func canBegin(with byte: UInt8) -> Bool { byte == 0xFD }

    /// Stream padding (the .xz file format, section 2.2).
    static var paddingUnit: Int { 4 }

    mutating func restart() -> DecoderFailure? {
        stream.begin { lzma_stream_decoder($0, $1, 0) }
    }

    mutating func step(
        _ input: inout UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, inputEnds: Bool
    ) -> DecoderStep {
        stream.step(&input, output, inputEnds: inputEnds)
    }
}

/// liblzma, the older .lzma format, which has one stream and no checksum.
struct LZMAAloneDecoder: StreamDecoder, ~Copyable {
    private let stream = LZMAStream()

    init() throws(DecoderFailure) {
        if let failure = restart() { throw failure }
    }

    static func canBegin(with byte: UInt8) -> Bool { false }

    mutating func restart() -> DecoderFailure? {
        stream.begin { lzma_alone_decoder($0, $1) }
    }

    mutating func step(
        _ input: inout UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, inputEnds: Bool
    ) -> DecoderStep {
        stream.step(&input, output, inputEnds: inputEnds)
    }
}
