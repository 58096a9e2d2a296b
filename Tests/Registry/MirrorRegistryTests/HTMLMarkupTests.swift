import Testing

@testable import MirrorRegistry

@Suite("Markup") struct HTMLMarkupTests {
    private func text(_ markup: Markup) -> String { String(decoding: markup.utf8, as: UTF8.self) }

    @Test(
        "escapes every text, whichever way it comes in",
        arguments: [
            ("<script>", "&lt;script&gt;"), ("a & b", "a &amp; b"), ("\"'", "&quot;&#39;"), ("&lt;", "&amp;lt;"),
            ("]]>", "]]&gt;"), ("Łódź 例", "Łódź 例"),
        ])
    func escapes(raw: String, escaped: String) {
        #expect(text(Markup(text: raw)) == escaped)
        #expect(text("\(raw)") == escaped)
        #expect(text(element(.p, Markup(text: raw))) == "<p>\(escaped)</p>")
        #expect(text(element(.p, [.label(raw)])) == "<p aria-label=\"\(escaped)\"></p>")
    }

    @Test("holds no character that HTML forbids or that turns the direction of the text around it")
    func forbidden() {
        #expect(
            text(Markup(text: "a\u{0}\u{1B}\u{85}\u{FFFE}\u{1FFFF}b\nc"))
                == "a\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}b\nc")
        #expect(text(Markup(text: "a\u{202E}\u{2066}\u{200F}\u{061C}b")) == "ab")
    }

    @Test("keeps markup that is put into a text, and escapes the text around it")
    func interpolation() {
        let inner = element(.strong, "1 < 2")
        #expect(text("<\(inner)> \(1000)") == "&lt;<strong>1 &lt; 2</strong>&gt; 1,000")
    }

    @Test("isolates what others wrote")
    func isolates() {
        #expect(text("\(ForeignText("<b>"))") == "<bdi>&lt;b&gt;</bdi>")
    }

    @Test("gives elements without content no end tag")
    func void() {
        #expect(text(element(.link, [.rel("icon"), .href(.noIcon)])) == "<link rel=\"icon\" href=\"data:,\">")
    }
}
