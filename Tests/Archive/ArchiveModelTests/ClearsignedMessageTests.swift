import ArchiveModel
import Testing

private let begin = "-----BEGIN PGP SIGNED MESSAGE-----\n"
private let signature = "-----BEGIN PGP SIGNATURE-----\n\niQIz\n=abcd\n-----END PGP SIGNATURE-----\n"

@Suite("A clearsigned message")
struct ClearsignedMessageTests {
    /// The whole file, the signed text.
    static let framings: [(String, String)] = [
        ("\(begin)Hash: SHA512\n\nOrigin: x\n\(signature)", "Origin: x"),
        ("\(begin)\nOrigin: x\n\n\(signature)", "Origin: x\n"),
        ("\(begin)\n\(signature)", ""),
        ("\(begin)\n\n\(signature)", ""),
        ("\(begin)\n\nx\n\(signature)", "\nx"),
        ("\(begin)\nOrigin: x \t \r\n\(signature)", "Origin: x"),
        (
            "\(begin)\n- -----BEGIN PGP SIGNATURE-----\n- x\n- - y\n\(signature)",
            "-----BEGIN PGP SIGNATURE-----\nx\n- y"
        ),
        ("\(begin)\nx\n\(signature)\(signature)", "x"),
        ("\(begin)\nx\n\(signature.dropLast())", "x"),
    ]

    @Test("gives its text as it was signed", arguments: framings)
    func framing(file: String, text: String) throws {
        let message = try ClearsignedMessage(Array(file.utf8))
        #expect(String(decoding: message.text, as: UTF8.self) == text)
        let crlf = file.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
        let sameMessage = try ClearsignedMessage(Array(crlf.utf8))
        #expect(sameMessage == message)
    }

    @Test("gives its signatures and its hashes")
    func parts() throws {
        let message = try ClearsignedMessage(
            Array("\(begin)Hash: SHA512, SHA256\nHash: SHA384\n\nx\n\(signature)\(signature)".utf8))
        #expect(message.hashNames == ["SHA512", "SHA256", "SHA384"])
        #expect(String(decoding: message.signatures, as: UTF8.self) == signature + signature)
    }

    static let errors: [(String, ClearsignError)] = [
        ("", .empty),
        ("\n\(begin)\nx\n\(signature)", .textBeforeMessage(line: 2)),
        ("Origin: evil\n\n\(begin)\nx\n\(signature)", .textBeforeMessage(line: 3)),
        ("Origin: x\n", .unsigned),
        ("\u{FEFF}\n <!DOCTYPE html>\n", .webPage),
        ("<HTML><body>", .webPage),
        ("version https://git-lfs.example.org/spec/v1\noid sha256:0\n", .gitLFSPointer),
        ("\(begin)-x\n\nx\n\(signature)", .unexpectedDash(.armorHeader, line: 2)),
        ("\(begin)\nx\n-----BEGIN PGP SIGNED MESSAGE-----\n\ny\n\(signature)", .unexpectedDash(.message, line: 4)),
        ("\(begin)\n-x\n\(signature)", .unexpectedDash(.message, line: 3)),
        ("\(begin)\n-\n\(signature)", .unexpectedDash(.message, line: 3)),
        ("\(begin)\nx\n\(signature)y\n", .unsignedText(line: 9)),
        ("\(begin)\nx\n\(signature)\n", .unsignedText(line: 9)),
        ("\(begin)\nx\n\(signature)\(begin)\ny\n\(signature)", .unsignedText(line: 9)),
        ("\(begin)\nx\n-----BEGIN PGP SIGNATURE-----\n-x\n", .unexpectedDash(.signature, line: 5)),
        ("\(begin)\nx\n-----BEGIN PGP SIGNATURE-----\niQ\n", .unclosedSignature),
        ("\(begin)", .endsWithoutSignature(.armorHeader)),
        ("\(begin)\nx\n", .endsWithoutSignature(.message)),
    ]

    @Test("that is not framed as apt wants it is refused", arguments: errors)
    func refused(file: String, expected: ClearsignError) {
        #expect(throws: expected) { try ClearsignedMessage(Array(file.utf8)) }
    }

    @Test("in the place of which a compressed file stands is refused by that name")
    func compressed() {
        #expect(throws: ClearsignError.compressed) { try ClearsignedMessage([0x1F, 0x8B, 0x08, 0x00]) }
        #expect(throws: ClearsignError.compressed) { try ClearsignedMessage([0x28, 0xB5, 0x2F, 0xFD]) }
    }

    @Test("and a file of the same text have one signed form, whatever their line ends")
    func signedForm() throws {
        let message = try ClearsignedMessage(Array("\(begin)\nx\n\ny\n\(signature)".utf8))
        for text in ["x\n\ny\n", "x\n\ny", "x \r\n\t\r\ny\r\n"] {
            #expect(ClearsignedMessage.signedForm(of: Array(text.utf8)) == message.text)
        }
        #expect(ClearsignedMessage.signedForm(of: Array("x\n\nz\n".utf8)) != message.text)
    }
}
