import Deb822
import Testing

@Suite("A small deb822 file")
struct Deb822ParserTests {
    @Test("is read with names in any case, TAB and space continuations, carriage returns and line numbers")
    func reading() throws {
        let text = "Origin: Debian\r\nSUITE:stable\nSHA256:\n a 1 x\n\tb 2 y \n\n\nMirror: other\n"
        let stanzas = try Deb822Parser.parse(Array(text.utf8))
        try #require(stanzas.count == 2)
        #expect(stanzas[0]["origin"]?.value == "Debian")
        #expect(stanzas[0]["Suite"]?.value == "stable")
        #expect(stanzas[0]["sha256"]?.value == "a 1 x\nb 2 y")
        #expect(stanzas[0]["sha256"]?.lines.map(\.number) == [3, 4, 5])
        #expect(stanzas[0]["sha256"]?.words == ["a", "1", "x", "b", "2", "y"])
        #expect(stanzas[1].line == 8)
    }

    @Test("has its comments skipped wherever they stand, when that is asked for")
    func comments() throws {
        let text = "# one\n\n# two\nMirror: a\n# three\nExclude: x\n# four\n y\n\r# five\n z#6\n# seven\n"
        let stanzas = try Deb822Parser.parse(Array(text.utf8), allowsComments: true)
        try #require(stanzas.count == 1)
        #expect(stanzas[0]["Exclude"]?.words == ["x", "y", "z#6"])
        #expect(stanzas[0]["Exclude"]?.lines.map(\.number) == [6, 8, 10])
    }

    @Test(
        "without a stanza is an empty list",
        arguments: ["", "\n", "\n\n\n", "\r\n\r\n", "# only\n", " \n\t\n", "#", "\r"])
    func empty(text: String) throws {
        #expect(try Deb822Parser.parse(Array(text.utf8), allowsComments: true).isEmpty)
    }

    static let faults: [(String, Deb822Error)] = [
        ("Mirror: a\nRoot /srv\n", .missingColon(line: 2)),
        ("Mirror: a\nRoot /srv", .missingColon(line: 2)),
        ("# comment without a colon\n", .missingColon(line: 1)),
        ("\n\n: x\n", .invalidFieldName(line: 3)),
        (" : x\n", .continuationWithoutField(line: 1)),
        ("A: b\n\n\n  c\n", .continuationWithoutField(line: 4)),
        ("My Name: x\n", .invalidFieldName(line: 1)),
        ("N\u{E4}me: x\n", .invalidFieldName(line: 1)),
        ("N\0: x\n", .invalidFieldName(line: 1)),
        ("A: 1\nB: 2\n c\na: 3\n", .duplicateField(name: "a", line: 4, firstLine: 1)),
    ]

    @Test("that is broken is refused with its line", arguments: faults)
    func refused(text: String, expected: Deb822Error) {
        #expect(throws: expected) { try Deb822Parser.parse(Array(text.utf8)) }
    }

    @Test("is refused for the earlier of two faults")
    func earlierFault() {
        #expect(throws: Deb822Error.invalidFieldName(line: 1)) {
            try Deb822Parser.parse(Array("a b: 1\n\nno colon\n".utf8))
        }
    }

    @Test("may not exceed the stated sizes")
    func limits() {
        let limits = Deb822Limits(fieldByteCount: 20, stanzaByteCount: 40, fieldCount: 3, fileByteCount: 100)
        func error(_ text: String) -> Deb822Error? {
            #expect(throws: Deb822Error.self) { try Deb822Parser.parse(Array(text.utf8), limits: limits) }
        }
        #expect(error("A: \(String(repeating: "x", count: 30))\n") == .fieldTooLarge(name: "A", line: 1, limit: 20))
        #expect(error("A: 1\nB: 2\n 3456789\n 3456789\n") == .fieldTooLarge(name: "B", line: 2, limit: 20))
        let fields = "A: 45678901\nB: 45678901\nC: 45678901\nD: 4567\n"
        #expect(error(fields) == .tooManyFields(line: 4, limit: 3))
        let comments = String(repeating: "# 45678901\n", count: 4)
        #expect(throws: Deb822Error.stanzaTooLarge(line: 1, limit: 40)) {
            try Deb822Parser.parse(Array("A: 1\n\(comments)\n".utf8), limits: limits, allowsComments: true)
        }
        #expect(error(String(repeating: "\n", count: 101)) == .fileTooLarge(byteCount: 101, limit: 100))
    }

    @Test("may not have more stanzas or lines than stated, whose memory is a multiple of their bytes")
    func countLimits() throws {
        let limits = Deb822Limits(lineCount: 3, stanzaCount: 2)
        func stanzas(_ text: String) throws(Deb822Error) -> Int {
            try Deb822Parser.parse(Array(text.utf8), limits: limits).count
        }
        #expect(try stanzas("A:\n 2\n 3\n\nB: 1\n") == 2)
        #expect(throws: Deb822Error.tooManyLines(name: "A", line: 2, limit: 3)) {
            try stanzas("B:\nA:\n 2\n 3\n 4\n")
        }
        #expect(throws: Deb822Error.tooManyStanzas(line: 5, limit: 2)) { try stanzas("A: 1\n\nB: 2\n\nC: 3\n") }
        // Of a Release only the first stanza is read, however many follow.
        #expect(
            try Deb822Parser.parseFirst(Array("A: 1\n\nB: 2\n\nC: 3\n".utf8), limits: limits).furtherStanzaLine == 3)
    }

    @Test("with one stanza too many gives the first and says where the next begins")
    func firstStanza() throws {
        let text = "Date: 1\nSuite: a\ndate: 2\n\nno colon\n"
        let first = try Deb822Parser.parseFirst(Array(text.utf8), limits: .release)
        #expect(first.stanza?["Date"]?.value == "2")
        #expect(first.duplicates.map(\.line) == [3])
        #expect(first.duplicates.map(\.firstLine) == [1])
        #expect(first.furtherStanzaLine == 5)
        let odd = try Deb822Parser.parseFirst(Array("# remark: x\nMy Name: 1\nN\u{E4}me: 2\n".utf8), limits: .release)
        #expect(odd.stanza?.fields.map(\.name) == ["# remark", "My Name", "N\u{E4}me"])
        #expect(throws: Deb822Error.missingColon(line: 1)) {
            try Deb822Parser.parseFirst(Array("no colon\n".utf8), limits: .release)
        }
    }

    @Test("keeps bytes that are not UTF-8 and shows them as U+FFFD")
    func rawBytes() throws {
        let stanzas = try Deb822Parser.parse(Array("Name: caf".utf8) + [0xE9, 0x0A])
        let line = try #require(stanzas.first?["Name"]?.lines.first)
        #expect(Array(line.bytes) == Array("caf".utf8) + [0xE9])
        #expect(line.text == "caf\u{FFFD}")
    }
}
