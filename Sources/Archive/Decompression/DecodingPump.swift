import ArchiveModel
import Posix

/// Unpacks member after member.
enum DecodingPump<Decoder: StreamDecoder & ~Copyable>: Pump {
    static func run(
        _ file: borrowing Descriptor, _ source: inout StoredSource, _ sink: inout UnpackedSink,
        _ compression: IndexCompression, _ receive: (UnsafeRawBufferPointer) -> Bool
    ) throws(IndexReadError) -> DecodingFault? {
        try source.refill(file)
        guard Magic.matches(source.rest, compression) else {
            return .wrongFormat(found: Magic.compression(of: source.rest))
        }
        var decoder: Decoder
        do throws(DecoderFailure) { decoder = try Decoder() } catch { return fault(of: error, at: 0) }
        while true {
            if let fault = try decodeMember(file, &source, &sink, &decoder, receive) { return fault }
            switch try whatFollows(file, &source) {
            case .end:
                try sink.flush(receive)
                return nil
            case .garbage(let offset): return .trailingGarbage(offset: offset)
            case .member:
                sink.noteFurtherMember()
                if let failure = decoder.restart() { return fault(of: failure, at: source.offset) }
            }
        }
    }

    private static func decodeMember(
        _ file: borrowing Descriptor, _ source: inout StoredSource, _ sink: inout UnpackedSink,
        _ decoder: inout Decoder, _ receive: (UnsafeRawBufferPointer) -> Bool
    ) throws(IndexReadError) -> DecodingFault? {
        while true {
            try source.refill(file)
            let inputByteCount = source.rest.count
            let step = decoder.step(&source.rest, sink.free, inputEnds: source.isAtEnd)
            switch step {
            case .failed(let failure): return fault(of: failure, at: source.offset)
            case .memberEnds(let count):
                if let fault = sink.add(count, stored: source.offset) { return fault }
                try sink.flushIfFull(receive)
                return nil
            case .produced(let count):
                if let fault = sink.add(count, stored: source.offset) { return fault }
                try sink.flushIfFull(receive)
                if count > 0 || source.rest.count < inputByteCount { continue }
                if source.isAtEnd, inputByteCount == 0 { return .truncated(storedByteCount: source.byteCount) }
                if inputByteCount > 0 { return .corrupted(nearOffset: source.offset, reason: "no progress") }
            }
        }
    }

    private enum Follower {
        case end
        case member
        case garbage(offset: Int64)
    }

    /// Takes the padding after a member.
    private static func whatFollows(
        _ file: borrowing Descriptor, _ source: inout StoredSource
    ) throws(IndexReadError) -> Follower {
        let start = source.offset
        while true {
            try source.refill(file)
            let paddingByteCount = Int(source.offset - start)
            let isPadded = Decoder.paddingUnit > 0 && paddingByteCount % Decoder.paddingUnit == 0
            guard let byte = source.rest.first else {
                return paddingByteCount == 0 || isPadded ? .end : .garbage(offset: start)
            }
            if byte == 0, Decoder.paddingUnit > 0 {
                source.rest.drop(1)
                continue
            }
            guard paddingByteCount == 0 || isPadded else { return .garbage(offset: start) }
            return Decoder.canBegin(with: byte) ? .member : .garbage(offset: source.offset)
        }
    }

    private static func fault(of failure: DecoderFailure, at offset: Int64) -> DecodingFault {
        switch failure {
        case .corrupted(let reason): .corrupted(nearOffset: offset, reason: reason)
        case .needsTooMuchMemory: .needsTooMuchMemory(limit: IndexLimits.decoderByteCount)
        case .outOfMemory: .outOfMemory
        }
    }
}
