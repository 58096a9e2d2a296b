import ArchiveModel
import Testing

@Suite("gpgv, given the parts of a clearsigned message as a detached signature and its data")
struct ClearsignedVerificationTests {
    static let texts = [
        "Origin: x\n", "Origin: x", "", "\n", "\n\nx\n\n\n", "trailing \t \nblanks\t\n",
        "-----BEGIN PGP SIGNATURE-----\n- x\n--\n-\n", "From here\n", "CR LF\r\n\r\nlines \r\n", "a\rb\n",
        "caf\u{E9} \u{1F600}\n", "lines\nwithout end",
    ]

    @Test("finds each signature good, whatever the text and its line ends")
    func good() throws {
        let signers = try Signers()
        for text in Self.texts {
            let signed = try signers.clearsigned(text)
            let crlf = Array(
                String(decoding: signed, as: UTF8.self).replacing("\r\n", with: "\n")
                    .replacing("\n", with: "\r\n").utf8)
            for file in [signed, crlf] {
                let message = try ClearsignedMessage(file)
                let verdict = try signers.verdict(text: message.text, signatures: message.signatures)
                #expect(verdict == (2, 0), "\(text.debugDescription)")
            }
        }
    }

    /// gpgv stops at the first bad one.
    @Test("finds them bad when a byte of the text is another")
    func bad() throws {
        let signers = try Signers()
        var signed = try signers.clearsigned("Origin: Debian\nSuite: stable\n")
        let index = try #require(signed.firstRange(of: "Suite".utf8)?.lowerBound)
        signed[index] = 0x73
        let message = try ClearsignedMessage(signed)
        let verdict = try signers.verdict(text: message.text, signatures: message.signatures)
        #expect(verdict == (0, 1))
    }
}
