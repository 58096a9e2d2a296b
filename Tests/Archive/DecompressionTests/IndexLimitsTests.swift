import ArchiveModel
import Decompression
import Digests
import Glibc
import Posix
import TestSupport
import Testing

@Suite("The limits of an index")
struct IndexLimitsTests {
    private static let zeros = [UInt8](repeating: 0, count: 17 << 20)

    @Test("stop one that unpacks to more than Release says", arguments: IndexCompression.packed + [.none])
    func unpackedSize(compression: IndexCompression) throws {
        let bytes = stanzas(byteCount: 700_000)
        let stored = compression.compressed(bytes)
        let exact = try Reading(stored, compression, limits: IndexLimits(unpackedByteCount: 700_000))
        #expect(exact.content.fault == nil && exact.unpackedHex == sha256(bytes))
        let cut = try Reading(stored, compression, limits: IndexLimits(unpackedByteCount: 699_999))
        #expect(cut.content.fault == .unpackedTooLarge(limit: 699_999))
        #expect(cut.unpacked.count <= 699_999)
        #expect(cut.content.stored[.sha256]?.hex == sha256(stored))
    }

    @Test("stop one that is stored in more bytes than Release says", arguments: [IndexCompression.gzip, .none])
    func storedSize(compression: IndexCompression) throws {
        let stored = compression.compressed(stanzas(byteCount: 700_000))
        let size = Int64(stored.count)
        #expect(try Reading(stored, compression, limits: IndexLimits(storedByteCount: size)).content.fault == nil)
        #expect(throws: IndexReadError.storedTooLarge(limit: size - 1)) {
            try Reading(stored, compression, limits: IndexLimits(storedByteCount: size - 1))
        }
    }

    @Test("stop a bomb of unknown size", arguments: IndexCompression.packed)
    func ratio(compression: IndexCompression) throws {
        let stored = compression.compressed(Self.zeros)
        let reading = try Reading(stored, compression)
        #expect(reading.content.fault == .ratioTooHigh(limit: 200))
        #expect(reading.unpacked.count <= 17 << 20)
        // Release vouches for its own size.
        #expect(
            try Reading.fault(stored, compression, limits: IndexLimits(unpackedByteCount: Int64(Self.zeros.count)))
                == nil)
    }

    @Test("stop one beyond what any index has, whatever Release says", arguments: IndexCompression.packed + [.none])
    func ceiling(compression: IndexCompression) throws {
        let stored = compression.compressed(stanzas(byteCount: 700_000))
        for listed in [nil, 700_000 as Int64] {
            var limits = IndexLimits(unpackedByteCount: listed)
            limits.unpackedCeiling = 699_999
            let reading = try Reading(stored, compression, limits: limits)
            #expect(reading.content.fault == .unpackedTooLarge(limit: 699_999))
        }
    }

    @Test("let a short file of zeros pass", arguments: IndexCompression.packed)
    func shortZeros(compression: IndexCompression) throws {
        let stored = compression.compressed([UInt8](repeating: 0, count: 1 << 20))
        #expect(try Reading.fault(stored, compression) == nil)
    }

    @Test("refuse a decoder that wants too much memory")
    func memory() throws {
        let limit = IndexLimits.decoderByteCount
        // The header alone claims the memory: the dictionary's size stands in bytes 1 to 4 of an .lzma file.
        var lzma = IndexCompression.lzma.compressed(stanzas(byteCount: 1000))
        lzma.replaceSubrange(1..<5, with: [0, 0, 0, 0x60])
        #expect(try Reading.fault(lzma, .lzma) == .needsTooMuchMemory(limit: limit))
        // A frame with one empty block and a window of 2^28 bytes (RFC 8878, section 3.1.1.1.2).
        let zstd: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x90, 0x01, 0x00, 0x00]
        #expect(try Reading.fault(zstd, .zstd) == .needsTooMuchMemory(limit: limit))
    }

    @Test("do not hold against many members what each of them costs")
    func manyMembers() throws {
        let member = IndexCompression.gzip.compressed([])
        let stored = Array(repeatElement(member, count: 50_000).joined())
        let reading = try Reading(stored, .gzip)
        #expect(reading.content.fault == nil && reading.unpacked.isEmpty)
    }

    @Test("end where the receiver wants no more")
    func cancellation() throws {
        for compression in IndexCompression.packed + [.none] {
            let stored = compression.compressed(stanzas(byteCount: 900_000))
            #expect(throws: IndexReadError.cancelled) { try Reading(stored, compression, chunkLimit: 2) }
        }
    }

    @Test("are not asked where the system fails")
    func systemFailure() throws {
        let directory = try TemporaryDirectory()
        let file = try Descriptor.open(directory.path, O_RDONLY)
        var reader = IndexReader()
        var failure: IndexReadError?
        do throws(IndexReadError) {
            _ = try reader.read(file, .gzip, limits: IndexLimits()) { _ in true }
        } catch {
            failure = error
        }
        #expect(failure == .system(SystemCallError("read", number: EISDIR)))
    }

    @Test("hold for each file that one reader reads, and leave nothing behind")
    func reuse() throws {
        let bytes = stanzas(byteCount: 300_000)
        var reader = IndexReader()
        for compression in IndexCompression.packed + [.none, .lz4] + IndexCompression.packed {
            let file = try fileInMemory(compression.compressed(bytes))
            let content = try reader.read(file, compression, limits: IndexLimits()) { _ in true }
            if compression != .lz4 { #expect(content.unpacked.digests.map(\.hex) == [sha256(bytes)]) }
        }
    }
}
