import ArchiveModel
import Deb822
import Testing
import Timekeeping

private let hashA = String(repeating: "a", count: 64)
private let hashB = String(repeating: "b", count: 64)

private func release(_ text: String) throws(ReleaseError) -> ReleaseFile {
    try ReleaseFile(signedText: Array(text.utf8))
}

@Suite("A Release file")
struct ReleaseFileTests {
    @Test("says what its fields say")
    func fields() throws {
        let file = try release(
            """
            Origin: Debian
            label: Debian-Security
            Suite: stable-security
            Codename: bookworm-security
            Version: 12
            Date: Sun, 22 Nov 2026 04:17:33 UTC
            Valid-Until: Sun, 29 Nov 2026 04:17:33 UTC
            Architectures: all  amd64\tarm64
            Components: updates/main updates/contrib
            Acquire-By-Hash: yes
            NotAutomatic: True
            ButAutomaticUpgrades: no
            No-Support-for-Architecture-all: Packages
            Signed-By: \(String(repeating: "0aB1", count: 10)),
             \(String(repeating: "CD23", count: 10))! 
            X-Unknown: kept
            SHA256:
             \(hashA)        12 main/binary-amd64/Packages
            """)
        #expect(file.origin == "Debian")
        #expect(file.label == "Debian-Security")
        #expect(file.suite == "stable-security")
        #expect(file.codename == "bookworm-security")
        #expect(file.version == "12")
        #expect(file.date?.iso8601 == "2026-11-22T04:17:33Z")
        #expect(file.validUntil?.iso8601 == "2026-11-29T04:17:33Z")
        #expect(file.architectures == ["all", "amd64", "arm64"])
        #expect(file.names(component: "main") && file.names(component: "updates/main"))
        #expect(!file.names(component: "ain") && !file.names(component: "updates"))
        #expect(file.acquireByHash && file.notAutomatic && !file.butAutomaticUpgrades)
        #expect(file.noSupportForArchitectureAll == ["Packages"])
        #expect(file.signedBy.map(\.isExact) == [false, true])
        #expect(file.signedBy.first?.fingerprint == String(repeating: "0AB1", count: 10))
        #expect(file.stanza["x-unknown"]?.value == "kept")
        #expect(file.faults.isEmpty)
        #expect(file["main/binary-amd64/Packages"]?.byteCount == 12)
        #expect(file["main/binary-amd64/Packages"]?.line == 18)
        #expect(file["main/binary-amd64/Packages.xz"] == nil)
    }

    @Test("without the optional fields leaves them out")
    func sparse() throws {
        let file = try release("SHA256:\nDate: yesterday\nValid-Until: tomorrow\n")
        #expect(file.date == nil && file.dateText == "yesterday")
        #expect(file.validUntil == nil && file.validUntilText == "tomorrow")
        #expect(file.origin == nil && file.architectures.isEmpty && file.components.isEmpty)
        #expect(!file.acquireByHash && !file.notAutomatic && file.signedBy.isEmpty)
        #expect(file.entries.isEmpty && file.hasStrongSection)
    }

    @Test("joins its sections by name, sorted, the strongest digest first")
    func union() throws {
        let file = try release(
            """
            MD5Sum:
             \(String(repeating: "1", count: 32)) 7 main/b
             \(String(repeating: "2", count: 32)) 8 main/only-md5
            SHA256:
            \t\(hashA)\t7\tmain/b
             \(hashB)                 9 ./a
             \(hashB) 0 Release
             \(hashB) 0 ./InRelease
             \(hashB) 3 main/binary-amd64/Release
            """)
        #expect(file.entries.map(\.path) == ["a", "main/b", "main/binary-amd64/Release", "main/only-md5"])
        #expect(file["main/b"]?.digests.map(\.algorithm) == [.sha256, .md5])
        #expect(file["main/b"]?.strongestDigest?.hex == hashA)
        #expect(file["main/only-md5"]?.strongestDigest == nil)
        #expect(file.algorithms == [.sha256, .md5])
        #expect(file.faults.isEmpty)
    }

    @Test("without a strong section says so")
    func weak() throws {
        #expect(try !release("SHA1:\n").hasStrongSection)
        #expect(try release("SHA512:\n").hasStrongSection)
    }

    static let errors: [(String, ReleaseError)] = [
        ("", .empty), ("\n\n", .empty), ("\n\nSHA256:\n", .empty),
        ("Origin: x\n", .noHashSection),
        ("Origin: x\n\nSHA256:\n", .noHashSection),
        ("Origin\nSHA256:\n", .syntax(.missingColon(line: 1))),
        ("<html>\n", .syntax(.missingColon(line: 1))),
        ("SHA256:\n \(hashA) 1\n", .brokenLine(section: .sha256, line: 2)),
        ("SHA256:\n \(hashA) 1 a\n \(hashA) 1 a b\n", .brokenLine(section: .sha256, line: 3)),
        ("SHA256: \(hashA) x a\n", .brokenLine(section: .sha256, line: 1)),
        ("SHA256:\n \(hashA) -1 a\n", .brokenLine(section: .sha256, line: 2)),
        ("SHA256:\n \(hashA) 9223372036854775808 a\n", .brokenLine(section: .sha256, line: 2)),
        ("MD5Sum:\n x\nSHA256:\n", .brokenLine(section: .md5, line: 2)),
    ]

    @Test("that apt would refuse is an error", arguments: errors)
    func refused(text: String, expected: ReleaseError) {
        #expect(throws: expected) { try release(text) }
    }

    static let faults: [(String, ReleaseFault)] = [
        (
            "SHA256:\n \(hashA) 1 a\nSHA512:\n \(hashA)\(hashA) 2 a\n",
            .differentSizes(path: "a", first: 2, second: 1, line: 2)
        ),
        ("SHA256:\n \(hashA) 1 a\n \(hashB) 1 ./a\n", .differentDigests(path: "a", algorithm: .sha256, line: 3)),
        ("SHA256:\n \(hashA)a 1 a\n", .malformedDigest(path: "a", algorithm: .sha256, line: 2)),
        ("SHA256:\n \(hashA.dropLast())x 1 a\n", .malformedDigest(path: "a", algorithm: .sha256, line: 2)),
        ("SHA1:\n \(hashA) 1 a\n", .malformedDigest(path: "a", algorithm: .sha1, line: 2)),
        ("SHA256:\n \(hashA.uppercased()) 1 a\n", .uppercaseDigest(path: "a", algorithm: .sha256, line: 2)),
        ("SHA256:\n \(hashA) 1 ../a\n", .unsafePath(name: "../a", fault: .parentSegment, line: 2)),
        ("SHA256:\n \(hashA) 1 /etc/passwd\n", .unsafePath(name: "/etc/passwd", fault: .absolute, line: 2)),
        ("SHA256:\n \(hashA) 1 a\\b\n", .unsafePath(name: "a\\b", fault: .backslash, line: 2)),
        ("SHA256:\n \(hashA) 1 a\0b\n", .unsafePath(name: "a\0b", fault: .controlCharacter, line: 2)),
        ("Date: x\nSHA256:\nDate: y\n", .duplicateField(name: "Date", line: 3)),
        ("SHA256:\n\nOrigin: x\n", .furtherStanza(line: 3)),
        ("Signed-By: 0123\nSHA256:\n", .malformedSignedBy(word: "0123", line: 1)),
    ]

    @Test("that apt would let pass has its oddity stated", arguments: faults)
    func stated(text: String, expected: ReleaseFault) throws {
        #expect(try release(text).faults == [expected])
    }

    @Test("has no signers for the next one when one of them is malformed, as in apt")
    func malformedSignedBy() throws {
        let fingerprint = String(repeating: "AB12", count: 10)
        #expect(try release("Signed-By: \(fingerprint) x\nSHA256:\n").signedBy.isEmpty)
    }

    @Test("keeps equal lines once")
    func exactDuplicates() throws {
        let file = try release("SHA256:\n \(hashA) 1 a\n \(hashA) 1 a\n")
        #expect(file.entries.count == 1 && file.faults.isEmpty)
    }

    @Test("tells which digests stand under a name with ./ before it, which apt does not see below dists/")
    func dottedNames() throws {
        let file = try release(
            """
            MD5Sum:
             \(String(repeating: "a", count: 32)) 1 Both
             \(String(repeating: "a", count: 32)) 1 Plain
            SHA256:
             \(String(repeating: "a", count: 64)) 1 ./Both
             \(String(repeating: "a", count: 64)) 1 ./Dotted
             \(String(repeating: "a", count: 64)) 1 ./Twice
             \(String(repeating: "a", count: 64)) 1 Twice

            """)
        #expect(file["Both"]?.digests.map(\.algorithm) == [.sha256, .md5])
        #expect(file["Both"]?.dottedAlgorithms == [.sha256])
        #expect(file["Both"]?.seenByApt?.digests.map(\.algorithm) == [.md5])
        #expect(file["Dotted"]?.strongestDigest != nil)
        #expect(file["Dotted"]?.seenByApt == nil)
        for path in ["Plain", "Twice"] { #expect(file[path]?.seenByApt == file[path]) }
    }
}
