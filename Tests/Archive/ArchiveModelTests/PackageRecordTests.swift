import ArchiveModel
import Deb822
import Testing

@Suite("A record of Packages")
struct PackageRecordTests {
    /// The fields of each record, as text.
    private func records(_ text: String) throws -> [[String]] {
        var scanner = PackageRecordScanner()
        var records: [[String]] = []
        func take(_ record: borrowing PackageRecord) {
            func text(_ bytes: UnsafeRawBufferPointer?) -> String {
                bytes.map { String(decoding: $0, as: UTF8.self) } ?? "-"
            }
            records.append([
                text(record.package), text(record.version), text(record.architecture), text(record.filename),
                text(record.size), record.byteCount.map { "\($0)" } ?? "-",
                record.strongestDigest.map { "\($0.algorithm)" } ?? "-", "\(record.line)",
            ])
        }
        try Array(text.utf8).withUnsafeBytes { try scanner.feed($0) { take($0) } }
        try scanner.finish { take($0) }
        return records
    }

    @Test("holds the fields that say which file it is")
    func fields() throws {
        let hex = String(repeating: "0", count: 64)
        let text = """
            Package: g++
            Version: 4:12.2.0-3
            Architecture: amd64
            Description: a
             Filename: /etc/passwd
            filename: pool/main/g/g++_12_amd64.deb
            Size: 1356
            MD5sum: \(hex.prefix(32))
            SHA1: \(hex.prefix(40))
            SHA256: \(hex)

            Package: b
            Size: 0x10
            SHA256: \(hex)1
            SHA512: \(hex)\(hex)

            Package: c
            Size: 1
            Size: 2
            SHA1: \(hex.prefix(40))
            """
        #expect(
            try records(text) == [
                ["g++", "4:12.2.0-3", "amd64", "pool/main/g/g++_12_amd64.deb", "1356", "1356", "sha256", "1"],
                ["b", "-", "-", "-", "0x10", "-", "sha512", "12"], ["c", "-", "-", "-", "2", "2", "-", "17"],
            ])
    }

    static let sizes: [(String, Int64?)] = [
        ("0", 0), ("0012", 12), ("9223372036854775807", .max), ("9223372036854775808", nil), ("", nil), ("-1", nil),
        ("+1", nil), ("1 2", nil), ("1e3", nil), ("00000000000000000000000000001", 1),
        ("99999999999999999999999999", nil),
    ]

    @Test("has a size only where it is a decimal number", arguments: sizes)
    func size(text: String, expected: Int64?) throws {
        #expect(try records("Size: \(text)\n").map { $0[5] } == [expected.map { "\($0)" } ?? "-"])
    }

    @Test("comes from an empty file not at all")
    func empty() throws {
        #expect(try records("").isEmpty)
        #expect(try records("\n\n").isEmpty)
    }
}
