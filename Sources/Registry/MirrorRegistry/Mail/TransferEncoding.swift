// The transfer encodings of RFC 2045, section 6. What is not of the encoding is passed over: a mail is read as far as it can be.

/// Source: RFC 2045, section 6.8.
func decodedBase64(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var (buffer, bitCount): (UInt32, Int) = (0, 0)
    for byte in bytes {
        guard let value = base64Value(byte) else {
            if byte == UInt8(ascii: "=") { (buffer, bitCount) = (0, 0) }
            continue
        }
        buffer = buffer << 6 | UInt32(value)
        bitCount += 6
        if bitCount >= 8 {
            bitCount -= 8
            result.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bitCount)))
        }
    }
    return result
}

private func base64Value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
}

func encodedBase64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
        for place in 0..<4 {
            let isFilled = place <= group.count
            result.append(isFilled ? digits[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
        }
    }
    return String(decoding: result, as: UTF8.self)
}

/// Source: RFC 2045, section 6.7; with `underscores`, the Q encoding of RFC 2047, section 4.2.
func decodedQuotedPrintable(_ bytes: ArraySlice<UInt8>, underscores: Bool = false) -> [UInt8] {
    var result: [UInt8] = []
    var lines = MailLines(bytes)
    var isOpen = false
    while let line = lines.next() {
        if isOpen { result.append(0x0A) }
        var text = line
        while text.last == 0x20 || text.last == 0x09 { text.removeLast() }
        let isSoft = text.last == UInt8(ascii: "=")
        if isSoft { text.removeLast() }
        appendQuoted(text, underscores, to: &result)
        isOpen = !isSoft
    }
    if isOpen, bytes.last == 0x0A { result.append(0x0A) }
    return result
}

private func appendQuoted(_ line: ArraySlice<UInt8>, _ underscores: Bool, to result: inout [UInt8]) {
    var rest = line
    while let byte = rest.popFirst() {
        let pair = rest.prefix(2).compactMap(hexadecimalValue)
        if byte == UInt8(ascii: "="), pair.count == 2 {
            result.append(pair[0] << 4 | pair[1])
            rest = rest.dropFirst(2)
        } else {
            result.append(underscores && byte == UInt8(ascii: "_") ? 0x20 : byte)
        }
    }
}

/// Lines of at most 76 bytes, ends as LF. Source: RFC 2045, section 6.7.
func encodedQuotedPrintable(_ text: String) -> String {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map(encodedLine).joined(separator: "\n")
}

private func encodedLine(_ line: Substring.UTF8View) -> String {
    var result = ""
    var column = 0
    for (index, byte) in zip(1..., line) {
        let isLast = index == line.count
        // A blank at an end would be lost, a full stop or `From ` at a start is changed by mail systems.
        let isPlain = 0x21...0x7E ~= byte && byte != UInt8(ascii: "=") || byte == 0x20 && !isLast
        let isKept = isPlain && !(index == 1 && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F")))
        let digits = String(byte, radix: 16, uppercase: true)
        let item = isKept ? String(UnicodeScalar(byte)) : "=" + (byte < 16 ? "0" : "") + digits
        if column + item.utf8.count > 75 {
            result += "=\n"
            column = 0
        }
        result += item
        column += item.utf8.count
    }
    return result
}
