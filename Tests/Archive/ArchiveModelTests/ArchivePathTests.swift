import ArchiveModel
import Testing

@Suite("A path that an archive names")
struct ArchivePathTests {
    static let good: [(String, String)] = [
        ("Packages", "Packages"), ("./Packages", "Packages"), ("././main/Packages", "main/Packages"),
        ("pool/main/g/g++/g++_1%3a2+b~1_all.deb", "pool/main/g/g++/g++_1%3a2+b~1_all.deb"),
        ("pool/a..b/...", "pool/a..b/..."), (".disk/info", ".disk/info"), ("pool/caf\u{E9}", "pool/caf\u{E9}"),
        ("a b", "a b"), (String(repeating: "x", count: 255), String(repeating: "x", count: 255)),
    ]

    @Test("is taken without the dots it begins with", arguments: good)
    func taken(path: String, expected: String) throws {
        #expect(try ArchivePath.checked(path) == expected)
    }

    static let bad: [(String, ArchivePath.Fault)] = [
        ("", .empty), ("./", .empty), (".", .currentSegment), ("/", .absolute), ("/etc/passwd", .absolute),
        (".//etc/passwd", .absolute), ("..", .parentSegment), ("../a", .parentSegment), ("a/../b", .parentSegment),
        ("./../a", .parentSegment), ("a/..", .parentSegment), ("../../../../tmp/evil", .parentSegment),
        ("a/./b", .currentSegment), ("a/.", .currentSegment), ("a//b", .emptySegment), ("a/", .emptySegment),
        ("a\\b", .backslash), ("a\0b", .controlCharacter), ("a\nb", .controlCharacter), ("a\u{7F}", .controlCharacter),
        (String(repeating: "x", count: 256), .tooLong),
        (Array(repeating: String(repeating: "x", count: 99), count: 41).joined(separator: "/"), .tooLong),
    ]

    @Test("is refused where it could lead out of the archive or cannot be a file's", arguments: bad)
    func refused(path: String, fault: ArchivePath.Fault) {
        #expect(throws: fault) { try ArchivePath.checked(path) }
    }

    @Test("is refused where it is not UTF-8")
    func undecodable() {
        for bytes: [UInt8] in [[0x61, 0xFF], [0xC0, 0xAF], [0x2E, 0xC0, 0xAE], [0xED, 0xA0, 0x80]] {
            let fault = bytes.withUnsafeBytes { buffer in
                do throws(ArchivePath.Fault) { _ = try ArchivePath.checked(buffer) } catch { return error as Optional }
                return nil
            }
            #expect(fault == .notUTF8)
        }
    }
}
