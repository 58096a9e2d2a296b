import ArchiveModel
import Testing

@Suite("A record of Sources")
struct SourceRecordTests {
    private static let hex = String(repeating: "0", count: 64)

    private func records(_ text: String) throws -> [SourceRecord] {
        var scanner = SourceRecordScanner()
        var records: [SourceRecord] = []
        try Array(text.utf8).withUnsafeBytes { try scanner.feed($0) { records.append($0) } }
        try scanner.finish { records.append($0) }
        return records
    }

    @Test("joins its lists by name")
    func union() throws {
        let text = """
            Package: hello
            Version: 2.10-3
            Directory: ./pool/main/h/hello/
            Files:
             \(Self.hex.prefix(32)) 10 hello_2.10-3.dsc
             \(Self.hex.prefix(32)) 20 hello_2.10.orig.tar.gz
            Checksums-Sha256:
             \(Self.hex) 10 hello_2.10-3.dsc
             \(Self.hex) 30 hello_2.10-3.debian.tar.xz
            """
        let record = try #require(try records(text).first)
        #expect(record.package == "hello" && record.version == "2.10-3" && record.line == 1)
        #expect(record.directory == "pool/main/h/hello")
        #expect(
            record.files.map(\.name) == [
                "hello_2.10-3.dsc", "hello_2.10-3.debian.tar.xz", "hello_2.10.orig.tar.gz",
            ])
        #expect(record.files.map { $0.digests.map(\.algorithm) } == [[.sha256, .md5], [.sha256], [.md5]])
        #expect(record.files.map { $0.strongestDigest == nil } == [false, false, true])
        #expect(record.faults.isEmpty)
        #expect(record.path(of: record.files[0]) == "pool/main/h/hello/hello_2.10-3.dsc")
    }

    static let directories: [(String, String)] = [
        (".", "a"), ("", "a"), ("./", "a"), ("./x", "x/a"), ("x//", "x/a"), ("/", "//a"), ("../x", "../x/a"),
    ]

    @Test("lies where its directory says, flat archives included", arguments: directories)
    func directory(text: String, expected: String) throws {
        let record = try #require(
            try records("Directory: \(text)\nChecksums-Sha256:\n \(Self.hex) 1 a\n").first)
        #expect(record.files.map { record.path(of: $0) } == [expected])
    }

    /// 60,000 lines were 1.8 thousand million comparisons of names.
    @Test("takes a time that grows as its lists do", .timeLimit(.minutes(1)))
    func longLists() throws {
        let names = (0..<60_000).map { "f\($0)" }
        let list = names.map { " \(Self.hex.prefix(32)) 1 \($0)\n" }.joined()
        let record = try #require(try records("Files:\n\(list)").first)
        #expect(record.files.map(\.name) == names)
        #expect(record.faults.isEmpty)
        let doubled = try #require(try records("Files:\n\(list) \(Self.hex.prefix(32)) 2 f17\n").first)
        #expect(doubled.faults == [.differentSizes(name: "f17", line: 60_002)])
    }

    static let faults: [(String, SourceFault)] = [
        ("Files:\n x\n", .brokenLine(field: "Files", line: 2)),
        ("Checksums-Sha256:\n \(hex) x a\n", .brokenLine(field: "Checksums-Sha256", line: 2)),
        ("Checksums-Sha256:\n \(hex) 1 ../a\n", .unsafeName(name: "../a", line: 2)),
        ("Checksums-Sha256:\n \(hex) 1 ..\n", .unsafeName(name: "..", line: 2)),
        ("Checksums-Sha256:\n \(hex) 1 a/b\n", .unsafeName(name: "a/b", line: 2)),
        ("Checksums-Sha256:\n \(hex)0 1 a\n", .malformedDigest(name: "a", algorithm: .sha256, line: 2)),
        (
            "Checksums-Sha256:\n \(hex.dropLast())A 1 a\n",
            .uppercaseDigest(name: "a", algorithm: .sha256, line: 2)
        ),
        (
            "Checksums-Sha256:\n \(hex) 1 a\nFiles:\n \(hex.prefix(32)) 2 a\n", .differentSizes(name: "a", line: 4)
        ),
        (
            "Checksums-Sha256:\n \(hex) 1 a\n \(hex.dropLast())1 1 a\n",
            .differentDigests(name: "a", algorithm: .sha256, line: 3)
        ),
    ]

    @Test("states what is wrong with its lists", arguments: faults)
    func stated(text: String, expected: SourceFault) throws {
        #expect(try records(text).flatMap(\.faults) == [expected])
    }
}
