import Deb822

/// A key that `Signed-By` names.
package struct SignedByKey: Sendable, Hashable {
    /// 40 hexadecimal digits (64 for a key of OpenPGP version 6) in upper case.
    package let fingerprint: String
    /// `FINGERPRINT!`: exactly this key, not a subkey of it.
    package let isExact: Bool

    /// nil where `word` is no fingerprint.
    package init?(_ word: String) {
        isExact = word.hasSuffix("!")
        fingerprint = (isExact ? String(word.dropLast()) : word).uppercased()
        guard fingerprint.utf8.count == 40 || fingerprint.utf8.count == 64 else { return nil }
        guard fingerprint.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
    }

    /// What commas and blanks separate.
    static func words(in field: Field?) -> [(text: String, line: Int)] {
        (field?.lines ?? []).flatMap { line in
            line.bytes.split { isBlank($0) || $0 == 0x2C }.map { (String(decoding: $0, as: UTF8.self), line.number) }
        }
    }
}
