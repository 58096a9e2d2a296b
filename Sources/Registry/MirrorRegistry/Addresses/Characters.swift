// Bytes of ASCII by their kind, as the grammars of addresses and mails name them.

func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }

func isHexadecimalDigit(_ byte: UInt8) -> Bool { isDigit(byte) || 0x61...0x66 ~= byte | 0x20 }

/// The value of a hexadecimal digit; nil of another byte.
func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte - 0x30 }
    return isHexadecimalDigit(byte) ? (byte | 0x20) - 0x61 + 10 : nil
}

/// Source: RFC 3986, section 2.3.
func isUnreserved(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || "-._~".utf8.contains(byte)
}

/// Letters of ASCII alone change: no locale, and no letter beyond that would become two.
func asciiLowercased(_ text: some StringProtocol) -> String {
    String(decoding: text.utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
}

/// `text` in one line of at most `limit` characters, for messages that quote what came from outside.
func quotable(_ text: String, limit: Int = 60) -> String {
    let shown = text.unicodeScalars.prefix(limit + 1)
    let plain = String(String.UnicodeScalarView(shown.prefix(limit).map { isUnprintable($0) ? "\u{FFFD}" : $0 }))
    return shown.count > limit ? plain + "..." : plain
}
