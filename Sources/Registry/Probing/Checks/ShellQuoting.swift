/// `text` as one word of a POSIX shell, whatever it holds: in single quotes unless every byte of it is harmless.
///
/// A control byte cannot be shown as it is, for a terminal would obey it: such a word is written with `$'...'`, which bash and
/// POSIX.1-2024 take. NUL cannot be in a word and is left out.
package func shellQuoted(_ text: String) -> String {
    if !text.isEmpty, text.utf8.allSatisfy(isHarmless) { return text }
    if text.unicodeScalars.contains(where: isUnprintable) {
        return "$'" + text.unicodeScalars.map(escaped).joined() + "'"
    }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
}

private func isHarmless(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: "-_./:,@%+".utf8.contains(byte)
    }
}

/// C0, DEL, C1, and what turns or hides text: line and paragraph separators, marks of direction, the byte order mark.
func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
        0xE0000...0xE007F:
        true
    default: false
    }
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
    if scalar.value == 0 { return "" }
    if scalar == "'" || scalar == "\\" { return "\\\(scalar)" }
    guard isUnprintable(scalar) else { return String(scalar) }
    return String(scalar).utf8.map { byte in
        let digits = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }.joined()
}

/// `text` in one line of at most `limit` characters, for summaries and evidence: what cannot be shown becomes `?`.
func oneLine(_ text: some StringProtocol, limit: Int = 300) -> String {
    var line = String(
        String.UnicodeScalarView(text.unicodeScalars.prefix(limit).map { isUnprintable($0) ? "?" : $0 }))
    if text.unicodeScalars.dropFirst(limit).first != nil { line += "..." }
    return line
}
