/// The bytes of `text` for a place in HTML where text is read, or for an attribute's value in quotes.
///
/// What HTML forbids (controls, noncharacters) becomes U+FFFD; what turns the direction of the text around it is left out. Source:
/// HTML, section 13.1.4; Unicode Standard Annex 9, section 2.
func escapedForHTML(_ text: String) -> [UInt8] {
    if text.utf8.allSatisfy(isPlain) { return Array(text.utf8) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars { append(scalar, to: &bytes) }
    return bytes
}

private func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
    case 0x20...0x7E: true
    default: false
    }
}

private func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    switch scalar {
    case "&": bytes += "&amp;".utf8
    case "<": bytes += "&lt;".utf8
    case ">": bytes += "&gt;".utf8
    case "\"": bytes += "&quot;".utf8
    case "'": bytes += "&#39;".utf8
    case "\n": bytes.append(0x0A)
    default:
        if scalar.properties.isBidiControl { return }
        bytes += UTF8.encode(isForbidden(scalar) ? "\u{FFFD}" : scalar) ?? UTF8.encodedReplacementCharacter
    }
}

private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.properties.isNoncharacterCodePoint
}
