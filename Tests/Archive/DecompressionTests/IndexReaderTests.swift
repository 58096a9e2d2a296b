import ArchiveModel
import Decompression
import Digests
import Glibc
import Posix
import TestSupport
import Testing

/// A file of a test, read through `IndexReader`.
struct Reading {
    let content: IndexReader.Content
    let unpacked: [UInt8]
    /// Of `unpacked`: two long arrays that differ keep the test runner busy for minutes with telling how.
    var unpackedHex: String { sha256(unpacked) }
    let chunkByteCounts: [Int]

    init(
        _ stored: [UInt8], _ compression: IndexCompression, limits: IndexLimits = IndexLimits(),
        chunkLimit: Int = .max
    ) throws {
        let file = try fileInMemory(stored)
        var reader = IndexReader(stored: [.sha256, .md5])
        var (unpacked, counts): ([UInt8], [Int]) = ([], [])
        content = try reader.read(file, compression, limits: limits) { chunk in
            unpacked += chunk
            counts.append(chunk.count)
            return counts.count < chunkLimit
        }
        self.unpacked = unpacked
        chunkByteCounts = counts
    }

    /// What a reading of `stored` ends with; nil where it ends well.
    static func fault(
        _ stored: [UInt8], _ compression: IndexCompression, limits: IndexLimits = IndexLimits()
    ) throws -> DecodingFault? {
        try Reading(stored, compression, limits: limits).content.fault
    }
}

/// Bytes that compress, but not to nothing.
func stanzas(byteCount: Int) -> [UInt8] {
    var text: [UInt8] = []
    var number = 1
    while text.count < byteCount {
        text += "Package: p\(number)\nSHA256: \(sha256([UInt8(truncatingIfNeeded: number)]))\n\n".utf8
        number += 1
    }
    return Array(text.prefix(byteCount))
}

@Suite("An index")
struct IndexReaderTests {
    private static let sizes = [0, 1, 1000, 256 << 10, 600_000]

    @Test("is unpacked, and hashed on both sides", arguments: IndexCompression.packed + [.none], sizes)
    func unpacking(compression: IndexCompression, byteCount: Int) throws {
        let bytes = stanzas(byteCount: byteCount)
        let stored = compression.compressed(bytes)
        let reading = try Reading(stored, compression)
        #expect(reading.content.fault == nil)
        #expect(reading.unpackedHex == sha256(bytes))
        #expect(reading.content.stored.byteCount == Int64(stored.count))
        #expect(reading.content.stored[.sha256]?.hex == sha256(stored))
        #expect(reading.content.stored[.md5]?.hex == md5(stored))
        #expect(reading.content.unpacked.byteCount == Int64(bytes.count))
        #expect(reading.content.unpacked.digests.map(\.hex) == [sha256(bytes)])
        #expect(reading.chunkByteCounts.dropLast().allSatisfy { $0 == 256 << 10 })
    }

    @Test("may consist of several members", arguments: IndexCompression.concatenable)
    func members(compression: IndexCompression) throws {
        let parts = [stanzas(byteCount: 1000), [], stanzas(byteCount: 300_000), [0x61]]
        let stored = parts.flatMap { compression.compressed($0) }
        let reading = try Reading(stored, compression)
        #expect(reading.content.fault == nil)
        #expect(reading.unpackedHex == sha256(parts.flatMap { $0 }))
    }

    @Test("is truncated wherever it is cut", arguments: IndexCompression.packed)
    func truncation(compression: IndexCompression) throws {
        let stored = compression.compressed(stanzas(byteCount: 2000))
        for count in 0..<stored.count {
            #expect(
                try Reading.fault(Array(stored.prefix(count)), compression)
                    == .truncated(storedByteCount: Int64(count)), "\(count) of \(stored.count) bytes")
        }
    }

    @Test("is truncated where a further member is cut", arguments: IndexCompression.concatenable)
    func truncatedMember(compression: IndexCompression) throws {
        let member = compression.compressed(stanzas(byteCount: 2000))
        for count in 1..<member.count {
            #expect(
                try Reading.fault(member + member.prefix(count), compression)
                    == .truncated(storedByteCount: Int64(member.count + count)))
        }
    }

    @Test("never passes with other bytes when one of its own is altered", arguments: IndexCompression.concatenable)
    func alteration(compression: IndexCompression) throws {
        let bytes = stanzas(byteCount: 1500)
        let stored = compression.compressed(bytes)
        for index in stored.indices {
            var altered = stored
            altered[index] ^= 0x10
            let reading = try Reading(altered, compression)
            // gzip's header has bytes that mean nothing here: a time, a system.
            #expect(reading.content.fault != nil || reading.unpackedHex == sha256(bytes), "byte \(index)")
            #expect(reading.content.stored[.sha256]?.hex == sha256(altered))
        }
    }

    @Test("is faulty when garbage follows", arguments: IndexCompression.packed, ["x", "\0", "\0\0\0\0x", "\n"])
    func garbage(compression: IndexCompression, garbage: String) throws {
        let stored = compression.compressed(stanzas(byteCount: 2000))
        let fault = try Reading.fault(stored + garbage.utf8, compression)
        guard case .trailingGarbage(let offset) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(Int64(stored.count)...Int64(stored.count + 4) ~= offset)
    }

    @Test("in xz may be padded with zeros, four at a time")
    func padding() throws {
        let stored = IndexCompression.xz.compressed([0x61])
        let zeros = [UInt8](repeating: 0, count: 8)
        #expect(try Reading.fault(stored + zeros, .xz) == nil)
        #expect(try Reading(stored + zeros + stored, .xz).unpacked == [0x61, 0x61])
        #expect(
            try Reading.fault(stored + zeros.prefix(6), .xz) == .trailingGarbage(offset: Int64(stored.count)))
        #expect(
            try Reading.fault(stored + zeros.prefix(6) + stored, .xz) == .trailingGarbage(offset: Int64(stored.count)))
    }

    @Test("in zstd may have skippable frames")
    func skippableFrame() throws {
        let frame = IndexCompression.zstd.compressed([0x61])
        let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 0xFF, 0xFF]
        #expect(try Reading(frame + skippable + frame, .zstd).unpacked == [0x61, 0x61])
    }

    static let impostors: [(IndexCompression, String, IndexCompression?)] = [
        (.gzip, "<html>", nil), (.xz, "Package: a\n", nil), (.bzip2, "Package: a\n", nil), (.zstd, "x", nil),
    ]

    @Test("is named where it is none of its kind", arguments: impostors)
    func impostor(compression: IndexCompression, text: String, found: IndexCompression?) throws {
        #expect(try Reading.fault(Array(text.utf8), compression) == .wrongFormat(found: found))
    }

    @Test("is named where it is of another kind", arguments: IndexCompression.concatenable)
    func otherKind(compression: IndexCompression) throws {
        let stored = compression.compressed(stanzas(byteCount: 1000))
        let claimed: IndexCompression = compression == .gzip ? .xz : .gzip
        let reading = try Reading(stored, claimed)
        #expect(reading.content.fault == .wrongFormat(found: compression))
        #expect(reading.content.stored[.sha256]?.hex == sha256(stored))
    }

    @Test("in lz4 is told to be unsupported, but hashed")
    func unsupported() throws {
        let reading = try Reading([1, 2, 3], .lz4)
        #expect(reading.content.fault == .unsupported(.lz4))
        #expect(reading.content.stored[.sha256]?.hex == sha256([1, 2, 3]))
    }
}
