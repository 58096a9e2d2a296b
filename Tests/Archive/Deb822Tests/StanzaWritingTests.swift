import Deb822
import Testing

@Suite("A stanza that is written")
struct StanzaWritingTests {
    static let values: [(String, String)] = [
        ("one", "Name: one\n"),
        ("", "Name:\n"),
        ("one\ntwo", "Name: one\n two\n"),
        ("one\n\ntwo", "Name: one\n .\n two\n"),
        ("\none\ntwo", "Name:\n one\n two\n"),
        ("one\rtwo", "Name: one two\n"),
        ("one\nForged: two", "Name: one\n Forged: two\n"),
        ("one\n\n\nForged: two\n", "Name: one\n .\n .\n Forged: two\n .\n"),
    ]

    @Test("holds each value in its own field", arguments: values)
    func writing(value: String, expected: String) throws {
        var stanza = Stanza()
        stanza.append("Name", value)
        #expect(stanza.text == expected)
        let read = try Deb822Parser.parse(Array(stanza.text.utf8))
        #expect(read.map(\.fields.count) == [1])
    }

    @Test("comes back as it was")
    func roundTrip() throws {
        let first = Stanza([Field("Mirror", "a"), Field("Held", "\nx 1\ny 2")])
        let second = Stanza([Field("Mirror", "b")])
        let text = [first, second].text
        #expect(text == "Mirror: a\nHeld:\n x 1\n y 2\n\nMirror: b\n")
        let read = try Deb822Parser.parse(Array(text.utf8))
        #expect(read.map { $0.fields.map(\.value) } == [["a", "x 1\ny 2"], ["b"]])
        #expect(read.text == text)
    }
}
