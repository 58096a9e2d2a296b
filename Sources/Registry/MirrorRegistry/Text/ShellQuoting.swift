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

private func escaped(_ scalar: Unicode.Scalar) -> String {
    if scalar.value == 0 { return "" }
    if scalar == "'" || scalar == "\\" { return "\\\(scalar)" }
    guard isUnprintable(scalar) else { return String(scalar) }
    return String(scalar).utf8.map { byte in
        let digits = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }.joined()
}
