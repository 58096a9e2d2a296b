import ArchiveModel
import Testing

@Suite("A digest")
struct DigestTests {
    @Test("comes back as it was written, in lower case", arguments: HashAlgorithm.allCases)
    func roundTrip(algorithm: HashAlgorithm) throws {
        let bytes = (0..<algorithm.byteCount).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
        let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let digest = try #require(Digest(algorithm, bytes: bytes))
        #expect(digest.hex == hex)
        #expect(digest.bytes == bytes)
        #expect(Digest(algorithm, hex: hex) == digest)
        #expect(Digest(algorithm, hex: hex.uppercased()) == digest)
        #expect(digest.description == "\(algorithm.releaseFieldName):\(hex)")
    }

    @Test("is none of another length or of other letters", arguments: HashAlgorithm.allCases)
    func refused(algorithm: HashAlgorithm) {
        let hex = String(repeating: "0", count: algorithm.byteCount * 2)
        #expect(Digest(algorithm, hex: hex) != nil)
        #expect(Digest(algorithm, hex: "\(hex)0") == nil)
        #expect(Digest(algorithm, hex: "\(hex)00") == nil)
        #expect(Digest(algorithm, hex: String(hex.dropLast())) == nil)
        #expect(Digest(algorithm, hex: "") == nil)
        #expect(Digest(algorithm, bytes: [0]) == nil)
        for index in 0..<hex.utf8.count {
            for letter in ["g", "G", "/", ":", "`", "@", " ", "\0", "\u{10}", "\u{19}", "!"] {
                var letters = hex.map { String($0) }
                letters[index] = letter
                #expect(Digest(algorithm, hex: letters.joined()) == nil)
            }
        }
    }

    @Test("differs from another in any place and by its algorithm")
    func equality() throws {
        let bytes = [UInt8](repeating: 7, count: 64)
        for index in 0..<64 {
            var other = bytes
            other[index] = 8
            #expect(Digest(.sha512, bytes: other) != Digest(.sha512, bytes: bytes))
        }
        let digests = Set(HashAlgorithm.allCases.compactMap { Digest($0, bytes: Array(bytes.prefix($0.byteCount))) })
        #expect(digests.count == 4)
    }
}
