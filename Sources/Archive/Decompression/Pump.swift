import ArchiveModel
import Posix

/// Moves bytes from the stored side to the unpacked one.
protocol Pump {
    /// Returns what is wrong with the bytes, if anything is.
    static func run(
        _ file: borrowing Descriptor, _ source: inout StoredSource, _ sink: inout UnpackedSink,
        _ compression: IndexCompression, _ receive: (UnsafeRawBufferPointer) -> Bool
    ) throws(IndexReadError) -> DecodingFault?
}

/// What is stored is what comes out.
enum PlainPump: Pump {
    static func run(
        _ file: borrowing Descriptor, _ source: inout StoredSource, _ sink: inout UnpackedSink,
        _ compression: IndexCompression, _ receive: (UnsafeRawBufferPointer) -> Bool
    ) throws(IndexReadError) -> DecodingFault? {
        while true {
            try source.refill(file)
            if source.rest.isEmpty { break }
            let count = min(source.rest.count, sink.free.count)
            sink.free.copyMemory(from: UnsafeRawBufferPointer(rebasing: source.rest[..<count]))
            source.rest.drop(count)
            if let fault = sink.add(count, stored: source.byteCount) { return fault }
            try sink.flushIfFull(receive)
        }
        try sink.flush(receive)
        return nil
    }
}

enum UnsupportedPump: Pump {
    static func run(
        _ file: borrowing Descriptor, _ source: inout StoredSource, _ sink: inout UnpackedSink,
        _ compression: IndexCompression, _ receive: (UnsafeRawBufferPointer) -> Bool
    ) throws(IndexReadError) -> DecodingFault? {
        .unsupported(compression)
    }
}
