import Testing

@testable import MirrorRegistry

@Suite("What others wrote") struct HTMLForeignTextTests {
    @Test(
        "is shown without mail addresses",
        arguments: [
            "Joe <joe@example.org>", "joe@example.org", "mailto:joe.doe+x@mail.example.org?subject=a",
            "joe%40example.org",
            "\"Joe Doe\"@example.org", "a@b", "write to joe＠example.org now", "jörg@bücher.example",
        ])
    func withoutMailAddresses(raw: String) {
        let text = ForeignText(raw).text
        #expect(!text.contains("@") && !text.contains("＠") && !text.contains("%40"), "\(text)")
        #expect(text.contains("[address not shown]"))
    }

    @Test(
        "keeps an @ that is part of no address",
        arguments: ["Coffee @ Home", "https://social.example.org/@mirror", "@mirror"])
    func keeps(raw: String) { #expect(ForeignText(raw).text == raw) }

    @Test("stands in one line, bounded, and no marks pile up over the lines around it")
    func bounded() {
        #expect(ForeignText(" a\r\n\tb\u{2028}c ").text == "a b c")
        #expect(ForeignText(String(repeating: "x", count: 301)).text == String(repeating: "x", count: 300) + "…")
        #expect(ForeignText(String(repeating: "x", count: 300)).text.count == 300)
        #expect(ForeignText("Z" + String(repeating: "\u{0310}", count: 500)).text.unicodeScalars.count <= 5)
        #expect(ForeignText("a\u{202E}b").text == "ab")
    }

    @Test("is not cut within a mail address so that a part of it would be shown")
    func cutAddress() {
        let text = ForeignText(String(repeating: "x ", count: 148) + "joe@example.org", limit: 300).text
        #expect(!text.contains("joe"))
    }
}
