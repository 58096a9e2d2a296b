package import ArchiveModel
package import Digests
package import Posix

/// Reads stored indexes in one pass each: hashes what is stored, unpacks it, hashes what comes out, and hands that on in
/// chunks, in memory that does not depend on the size of the file.
package struct IndexReader: ~Copyable {
    /// What was read.
    package struct Content: Sendable, Hashable {
        /// Of the file as it is stored; complete whatever the fault is.
        package let stored: FileDigests
        /// Of what came out of it; up to the fault where there is one.
        package let unpacked: FileDigests
        package let fault: DecodingFault?
        /// Whether more than the first member, stream or frame has bytes in it: apt 2.6 reads one stream of xz and bzip2.
        package var exceedsFirstMember = false

        package init(
            stored: FileDigests, unpacked: FileDigests, fault: DecodingFault?, exceedsFirstMember: Bool = false
        ) {
            self.stored = stored
            self.unpacked = unpacked
            self.fault = fault
            self.exceedsFirstMember = exceedsFirstMember
        }
    }

    private let storedAlgorithms: [HashAlgorithm]
    private let unpackedAlgorithms: [HashAlgorithm]
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 64)
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)

    package init(stored: [HashAlgorithm] = [.sha256], unpacked: [HashAlgorithm] = [.sha256]) {
        storedAlgorithms = stored
        unpackedAlgorithms = unpacked
    }

    deinit {
        input.deallocate()
        output.deallocate()
    }

    /// Reads what is left of `file`, which its name says is stored in `compression`.
    ///
    /// - Parameter receive: takes each chunk of what was unpacked, 256 KiB but for the last, valid only in the call; false ends
    ///   the reading. It is not called again after a fault.
    /// - Throws: `IndexReadError`.
    package mutating func read(
        _ file: borrowing Descriptor, _ compression: IndexCompression, limits: IndexLimits,
        receive: (UnsafeRawBufferPointer) -> Bool
    ) throws(IndexReadError) -> Content {
        if compression == .none { return try readPlain(file, limits, receive) }
        let source = try StoredSource(storedAlgorithms, buffer: input, limit: limits.storedByteCount)
        let sink = try UnpackedSink(unpackedAlgorithms, buffer: output, limits: limits)
        return switch compression {
        case .none: try Self.run(file, source, sink, PlainPump.self, compression, receive)
        case .gzip: try Self.run(file, source, sink, DecodingPump<GzipDecoder>.self, compression, receive)
        case .xz: try Self.run(file, source, sink, DecodingPump<XZDecoder>.self, compression, receive)
        case .lzma: try Self.run(file, source, sink, DecodingPump<LZMAAloneDecoder>.self, compression, receive)
        case .zstd: try Self.run(file, source, sink, DecodingPump<ZstdDecoder>.self, compression, receive)
        case .bzip2: try Self.run(file, source, sink, DecodingPump<Bzip2Decoder>.self, compression, receive)
        case .lz4: try Self.run(file, source, sink, UnsupportedPump.self, compression, receive)
        }
    }

    /// Hashes what is left of `file` as it is stored, and unpacks nothing.
    ///
    /// - Throws: `IndexReadError`.
    package mutating func readStored(
        _ file: borrowing Descriptor, limits: IndexLimits
    ) throws(IndexReadError) -> FileDigests {
        var source = try StoredSource(storedAlgorithms, buffer: input, limit: limits.storedByteCount)
        try source.drain(file)
        return try source.finish()
    }

    /// What is stored is what comes out: it is hashed once.
    private func readPlain(
        _ file: borrowing Descriptor, _ limits: IndexLimits, _ receive: (UnsafeRawBufferPointer) -> Bool
    ) throws(IndexReadError) -> Content {
        let algorithms = storedAlgorithms + unpackedAlgorithms.filter { !storedAlgorithms.contains($0) }
        let source = try StoredSource(algorithms, buffer: input, limit: limits.storedByteCount)
        let sink = try UnpackedSink([], buffer: output, limits: limits)
        let content = try Self.run(file, source, sink, PlainPump.self, .none, receive)
        let byteCount = content.stored.byteCount
        func digests(_ algorithms: [HashAlgorithm]) -> FileDigests {
            FileDigests(byteCount: byteCount, digests: algorithms.compactMap { content.stored[$0] })
        }
        return Content(
            stored: digests(storedAlgorithms), unpacked: digests(unpackedAlgorithms), fault: content.fault)
    }

    private static func run(
        _ file: borrowing Descriptor, _ source: consuming StoredSource, _ sink: consuming UnpackedSink,
        _ pump: any Pump.Type, _ compression: IndexCompression, _ receive: (UnsafeRawBufferPointer) -> Bool
    ) throws(IndexReadError) -> Content {
        let fault = try pump.run(file, &source, &sink, compression, receive)
        // A faulty file is hashed to its end all the same: whether it is the one that Release lists decides whose fault it is.
        try source.drain(file)
        let exceedsFirstMember = sink.firstMemberByteCount.map { $0 < sink.byteCount } ?? false
        return Content(
            stored: try source.finish(), unpacked: try sink.finish(), fault: fault,
            exceedsFirstMember: exceedsFirstMember)
    }
}
