import ArchiveModel
import Testing

/// What apt 2.6.2 says of these as a Release.gpg.
@Suite("A detached signature")
struct DetachedSignatureTests {
    static let armor = "-----BEGIN PGP SIGNATURE-----\n\niQIz\n=abcd\n-----END PGP SIGNATURE-----\n"
    static let framings: [(String, DetachedSignatureFault?)] = [
        (armor, nil), (armor + armor, nil), (String(armor.dropLast()), nil),
        (armor.replacing("\n", with: "\r\n"), nil), ("", .binary), ("\u{89}\u{02}", .binary),
        ("text\n" + armor, .foreignLine(1)), (armor + "text\n", .foreignLine(6)), ("\n" + armor, .foreignLine(1)),
        (armor + "\n", .foreignLine(6)), ("-----BEGIN PGP SIGNATURE-----\n\niQIz\n", .unclosed),
        (armor.replacing("iQIz", with: "-iQIz"), .unexpectedDash(3)),
    ]

    @Test("is framed as apt wants it, or refused", arguments: framings)
    func framing(text: String, fault: DetachedSignatureFault?) {
        do throws(DetachedSignatureFault) {
            try DetachedSignature.check(Array(text.utf8))
            #expect(fault == nil)
        } catch { #expect(error == fault) }
    }
}
