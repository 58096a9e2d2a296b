import ArchiveModel
import Deb822
import Testing

@Suite("An Index of patches")
struct PdiffIndexTests {
    private static let a = String(repeating: "a", count: 64)
    private static let b = String(repeating: "b", count: 64)
    private static let sha1 = String(repeating: "1", count: 40)

    private static func index(_ text: String) throws -> PdiffIndex { try PdiffIndex(Array(text.utf8)) }

    @Test("joins its lists by name, and leaves what is not merged alone")
    func lists() throws {
        let index = try Self.index(
            """
            SHA1-Current: \(Self.sha1) 300
            SHA256-Current: \(Self.a) 300
            SHA1-History:
             \(Self.sha1) 100 2024-01-01-0201.10
             \(Self.sha1) 200 2024-01-02-0201.10
            SHA256-History:
             \(Self.a) 100 2024-01-01-0201.10
             \(Self.b) 200 2024-01-02-0201.10
            SHA256-Patches:
             \(Self.a) 10 2024-01-01-0201.10
             \(Self.b) 20 2024-01-02-0201.10
            SHA256-Download:
             \(Self.a) 5 2024-01-01-0201.10.gz
             \(Self.b) 6 2024-01-02-0201.10.gz
            X-Patch-Precedence: merged
            X-Unmerged-SHA256-Download:
             nonsense
            """)
        #expect(index.current?.byteCount == 300)
        #expect(index.current?.digests.map(\.algorithm) == [.sha256, .sha1])
        #expect(index.history.map(\.name) == ["2024-01-01-0201.10", "2024-01-02-0201.10"])
        #expect(index.history.map(\.digests.count) == [2, 2])
        #expect(index.patches.map(\.byteCount) == [10, 20])
        #expect(index.downloads.map(\.name) == ["2024-01-01-0201.10.gz", "2024-01-02-0201.10.gz"])
        #expect(index.downloads.map(\.line) == [13, 14])
        #expect(index.isMerged)
        #expect(index.faults == [])
    }

    private static let head = "SHA256-Current: \(a) 3\n"
    private static let whole =
        "SHA256-History:\n \(a) 1 p\nSHA256-Patches:\n \(a) 1 p\nSHA256-Download:\n \(a) 1 p.gz\n"

    static let broken: [(String, [PdiffFault])] = [
        (whole, [.noCurrent]),
        ("", [.noCurrent]),
        ("SHA256-Current: \(a)\n", [.brokenLine(field: "SHA256-Current", line: 1), .noCurrent]),
        ("SHA256-Current: \(a.dropLast()) 3\n", [.brokenLine(field: "SHA256-Current", line: 1), .noCurrent]),
        (head + "SHA1-Current: \(sha1) 4\n" + whole, [.differentSizes(name: "", line: 2)]),
        (head + "SHA256-History:\n x\n", [.brokenLine(field: "SHA256-History", line: 3)]),
        (head + "SHA256-Download:\n \(a) 1 ../p.gz\n", [.unsafeName(name: "../p.gz", line: 3)]),
        (head + "SHA256-Download:\n \(a) 1 ..\n", [.unsafeName(name: "..", line: 3)]),
        (head + "SHA256-Download:\n \(a) -1 p.gz\n", [.brokenLine(field: "SHA256-Download", line: 3)]),
        (head + "SHA256-Download:\n x 1 p.gz\n", [.malformedDigest(name: "p.gz", algorithm: .sha256, line: 3)]),
        (head + whole + "SHA1-Patches:\n \(sha1) 2 p\n", [.differentSizes(name: "p", line: 9)]),
        (
            head + whole + "SHA512-Patches:\n \(a)\(a) 1 p\n \(a)\(b) 1 p\n",
            [.differentDigests(name: "p", algorithm: .sha512, line: 10)]
        ),
        (head + "SHA256-History:\n \(a) 1 p\n", [.incompletePatch(name: "p", line: 3)]),
        (head + "SHA256-Download:\n \(a) 1 p.gz\n", [.unusedPatch(name: "p.gz", line: 3)]),
        (
            head + whole.replacing("p.gz", with: "p.xz"),
            [.incompletePatch(name: "p", line: 3), .unusedPatch(name: "p.xz", line: 7)]
        ),
    ]

    @Test("tells what apt could not use", arguments: broken)
    func faults(text: String, expected: [PdiffFault]) throws {
        #expect(try Self.index(text).faults == expected)
    }

    @Test("is refused where it is no deb822, or beyond its limits")
    func refused() throws {
        #expect(throws: Deb822Error.missingColon(line: 1)) { try Self.index("<html>\n") }
        let long = String(repeating: " \(Self.a) 1 patch\n", count: 15_000)
        #expect(throws: Deb822Error.fieldTooLarge(name: "SHA256-History", line: 1, limit: 1 << 20)) {
            try Self.index("SHA256-History:\n\(long)")
        }
        #expect(throws: Deb822Error.fileTooLarge(byteCount: 4 << 20 + 1, limit: 4 << 20)) {
            try Self.index(String(repeating: "\n", count: 4 << 20 + 1))
        }
    }
}
