import CZstd

/// libzstd. Its window is at most 128 MiB by the library's own default (ZSTD_WINDOWLOG_LIMIT_DEFAULT).
struct ZstdDecoder: StreamDecoder, ~Copyable {
    private let stream: OpaquePointer

    init() throws(DecoderFailure) {
        guard let stream = ZSTD_createDStream() else { throw .outOfMemory }
        self.stream = stream
    }

    deinit {
        ZSTD_freeDStream(stream)
    }

    /// A frame, or a skippable frame, whose first byte is 0x50 to 0x5F (RFC 8878, section 3.1).
    static func canBegin(with byte: UInt8) -> Bool { byte == 0x28 || byte & 0xF0 == 0x50 }

    mutating func restart() -> DecoderFailure? {
        ZSTD_DCtx_reset(stream, ZSTD_reset_session_only)
        return nil
    }

    mutating func step(
        _ input: inout UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, inputEnds: Bool
    ) -> DecoderStep {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var destination = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let result = ZSTD_decompressStream(stream, &destination, &source)
        input.drop(source.pos)
        if ZSTD_isError(result) != 0 { return .failed(Self.failure(result)) }
        return result == 0 ? .memberEnds(destination.pos) : .produced(destination.pos)
    }

    private static func failure(_ result: Int) -> DecoderFailure {
        let reason = String(cString: ZSTD_getErrorName(result))
        return reason.contains("too much memory") ? .needsTooMuchMemory : .corrupted(reason)
    }
}
