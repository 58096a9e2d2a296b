import ArchiveModel
import Digests
import Glibc
import Posix
import TestSupport
import Testing

@Suite("Digests")
struct StreamHasherTests {
    /// Written by coreutils' md5sum, sha1sum, sha256sum and sha512sum.
    static let known: [(String, HashAlgorithm, String)] = [
        ("", .md5, "d41d8cd98f00b204e9800998ecf8427e"),
        ("", .sha1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("", .sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", .md5, "900150983cd24fb0d6963f7d28e17f72"),
        ("abc", .sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("abc", .sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abc", .sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
    ]

    @Test("of a stream are those of coreutils, in whatever pieces it comes", arguments: known)
    func values(text: String, algorithm: HashAlgorithm, hex: String) throws {
        var whole = try StreamHasher([algorithm])
        var pieces = try StreamHasher(HashAlgorithm.allCases)
        Array(text.utf8).withUnsafeBytes { whole.update($0) }
        for byte in text.utf8 { withUnsafeBytes(of: byte) { pieces.update($0) } }
        let wholeDigests = try whole.finish()
        let pieceDigests = try pieces.finish()
        #expect(wholeDigests.map(\.hex) == [hex])
        #expect(pieceDigests.map(\.algorithm) == HashAlgorithm.allCases)
        #expect(pieceDigests.contains { $0.hex == hex })
    }

    @Test("of a file are those of its bytes, from where it stands")
    func file() throws {
        let directory = try TemporaryDirectory()
        let text = String(repeating: "0123456789abcdef", count: 100_000)
        try directory.write(text, to: "file")
        let file = try Descriptor.open("\(directory.path)/file", O_RDONLY)
        let digests = try fileDigests(of: file, [.sha256, .md5])
        #expect(digests.byteCount == 1_600_000)
        #expect(digests[.sha256]?.hex == sha256(Array(text.utf8)))
        #expect(digests[.md5]?.hex == md5(Array(text.utf8)))
        #expect(digests[.sha512] == nil)
        let rest = try fileDigests(of: file)
        #expect(rest.byteCount == 0 && rest[.sha256]?.hex == sha256([]))
    }

    @Test("end at the limit of bytes, at a wish, and where the system fails")
    func ends() throws {
        let directory = try TemporaryDirectory()
        try directory.write(String(repeating: "x", count: 1000), to: "file")
        func error(_ path: String, limit: Int64, isCancelled: () -> Bool = { false }) throws -> DigestError? {
            let file = try Descriptor.open(path, O_RDONLY)
            do throws(DigestError) { _ = try fileDigests(of: file, byteLimit: limit, isCancelled: isCancelled) } catch {
                return error
            }
            return nil
        }
        let path = "\(directory.path)/file"
        #expect(try error(path, limit: 1000) == nil)
        #expect(try error(path, limit: 999) == .tooLarge(limit: 999))
        #expect(try error("/dev/zero", limit: 1 << 20) == .tooLarge(limit: 1 << 20))
        #expect(try error(path, limit: .max) { true } == .cancelled)
        #expect(try error(directory.path, limit: .max) == .system(SystemCallError("read", number: EISDIR)))
    }
}
