/// `bytes` of the character set `name` as text; bytes that mean nothing there become U+FFFD.
///
/// Known: UTF-8, US-ASCII, ISO-8859-1 and its relatives, windows-1252, ISO-8859-15. Of others the ASCII part is kept. As in the WHATWG's
/// Encoding Standard, ISO-8859-1 is read as windows-1252, which fills the places of C1.
func decodedText(_ bytes: [UInt8], charset name: String) -> String {
    let charset = asciiLowercased(name)
    if ["utf-8", "utf8", "", "unknown-8bit", "x-unknown"].contains(charset) {
        return String(decoding: bytes, as: UTF8.self)
    }
    var result = String.UnicodeScalarView()
    for byte in bytes { result.append(byte < 0x80 ? UnicodeScalar(byte) : scalar(byte, charset)) }
    return String(result)
}

private func scalar(_ byte: UInt8, _ charset: String) -> Unicode.Scalar {
    switch charset {
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1", "windows-1252", "cp1252": western(byte)
    case "iso-8859-15", "iso8859-15", "latin9": latinNine[byte].flatMap(Unicode.Scalar.init) ?? western(byte)
    default: "\u{FFFD}"
    }
}

private func western(_ byte: UInt8) -> Unicode.Scalar {
    guard 0x80...0x9F ~= byte else { return UnicodeScalar(byte) }
    return Unicode.Scalar(windows1252[Int(byte) - 0x80]) ?? "\u{FFFD}"
}

/// 0x80 to 0x9F. Source: the WHATWG's Encoding Standard, index windows-1252; five places are empty.
private let windows1252: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
    0x017D,
    0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153,
    0xFFFD,
    0x017E, 0x0178,
]

/// Where ISO-8859-15 differs from ISO-8859-1.
private let latinNine: [UInt8: UInt32] = [
    0xA4: 0x20AC, 0xA6: 0x0160, 0xA8: 0x0161, 0xB4: 0x017D, 0xB8: 0x017E, 0xBC: 0x0152, 0xBD: 0x0153, 0xBE: 0x0178,
]
