/// `text` with its encoded words decoded, as `=?UTF-8?Q?B=C3=BCcher?=`; what is none stays as it is. Source: RFC 2047.
func decodedWords(_ text: String) -> String {
    guard text.utf8.count <= 16_000 else { return text }
    var result = ""
    var pendingBlanks = ""
    var lastWasEncoded = false
    for token in tokens(text) {
        if token.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
            pendingBlanks = token
        } else {
            let word = encodedWord(token)
            // Blanks between two encoded words only separate them (section 6.2).
            result += (lastWasEncoded && word != nil ? "" : pendingBlanks) + (word ?? token)
            lastWasEncoded = word != nil
            pendingBlanks = ""
        }
    }
    return result
}

/// Runs of blanks and what stands between them.
private func tokens(_ text: String) -> [String] {
    var result: [[UInt8]] = []
    var wasBlank: Bool?
    for byte in text.utf8 {
        let isBlank = byte == 0x20 || byte == 0x09
        if isBlank != wasBlank { result.append([]) }
        result[result.count - 1].append(byte)
        wasBlank = isBlank
    }
    return result.map { String(decoding: $0, as: UTF8.self) }
}

private func encodedWord(_ token: String) -> String? {
    let bytes = Array(token.utf8)
    guard bytes.count >= 8, bytes.starts(with: Array("=?".utf8)), bytes.suffix(2) == Array("?=".utf8) else {
        return nil
    }
    let parts = bytes[2..<(bytes.count - 2)].split(
        separator: UInt8(ascii: "?"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, !parts[2].contains(UInt8(ascii: "?")) else { return nil }
    // A language may follow the character set (RFC 2231, section 5).
    let charset = String(decoding: parts[0].prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self)
    switch parts[1] {
    case [UInt8(ascii: "B")], [UInt8(ascii: "b")]: return decodedText(decodedBase64(parts[2]), charset: charset)
    case [UInt8(ascii: "Q")], [UInt8(ascii: "q")]:
        return decodedText(decodedQuotedPrintable(parts[2], underscores: true), charset: charset)
    default: return nil
    }
}

/// `text` as it can stand in a header: itself where it is short and of plain ASCII, else encoded words of at most 75 bytes, each in a
/// line of its own. It is in one line before, so that no other header can begin in it.
///
/// - Parameter used: bytes of the line that stand before it.
func encodedHeader(_ text: String, used: Int, limit: Int) -> String {
    let line = oneLine(text, limit: limit)
    let isPlain = line.utf8.allSatisfy { 0x20...0x7E ~= $0 } && !line.contains("=?")
    if isPlain, used + line.utf8.count <= 76 { return line }
    var words: [[UInt8]] = [[]]
    for scalar in line.unicodeScalars {
        let bytes = Array(String(scalar).utf8)
        // 42 bytes are 56 in base64; with the 12 around them and the header's name still below 76.
        if (words.last?.count ?? 0) + bytes.count > 42 { words.append([]) }
        words[words.count - 1] += bytes
    }
    return words.map { "=?UTF-8?B?\(encodedBase64($0))?=" }.joined(separator: "\n ")
}
