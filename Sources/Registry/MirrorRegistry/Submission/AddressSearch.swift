/// Finds addresses in what people write: `https://...`, `rsync://...`, `host::module`, in angle brackets or not, with punctuation
/// behind them.
///
/// Every scheme is found, so that a wrong one can be told; what is no address by any reading is passed over. In angle brackets an
/// address may be broken over lines (RFC 3986, appendix C).
///
/// - Parameter lines: the lines of the text that count, each with its number.
func foundAddresses(in lines: [(number: Int, text: String)]) -> [GivenAddress] {
    var found: [GivenAddress] = []
    var skipped = 0
    for (index, line) in lines.enumerated() {
        var bytes = Array(line.text.utf8)[...]
        bytes = bytes.dropFirst(min(skipped, bytes.count))
        skipped = 0
        while let start = nextStart(in: bytes) {
            let rest = bytes[start...]
            let isBracketed = start > bytes.startIndex && bytes[start - 1] == UInt8(ascii: "<")
            var address = Array(rest.prefix(while: isAddressByte))
            if isBracketed, address.count == rest.count, let more = continuation(lines.dropFirst(index + 1)) {
                address += more.bytes
                skipped = more.skipped
            }
            bytes = bytes[min(start + max(address.count, 1), bytes.endIndex)...]
            found.append(GivenAddress(withoutPunctuation(address), line: line.number))
            if found.count >= addressLimit || skipped > 0 { break }
        }
        if found.count >= addressLimit { break }
    }
    return found
}

/// Of addresses in a text: more are no submission.
private let addressLimit = 200

/// The rest of an address in angle brackets, which ends on the next line.
private func continuation(_ lines: ArraySlice<(number: Int, text: String)>) -> (bytes: [UInt8], skipped: Int)? {
    guard let line = lines.first?.text else { return nil }
    let bytes = Array(line.utf8)
    let indent = bytes.prefix { $0 == 0x20 || $0 == 0x09 }.count
    let more = bytes.dropFirst(indent).prefix(while: isAddressByte)
    guard !more.isEmpty, bytes.dropFirst(indent + more.count).first == UInt8(ascii: ">") else { return nil }
    return (Array(more), indent + more.count + 1)
}

/// Where an address begins: at a scheme, or at the host of `host::module`.
private func nextStart(in bytes: ArraySlice<UInt8>) -> Int? {
    for colon in bytes.indices where bytes[colon] == UInt8(ascii: ":") {
        let rest = bytes[(colon + 1)...]
        if rest.starts(with: Array("//".utf8)), let start = start(before: colon, in: bytes, limit: 20, isSchemeByte) {
            return start
        }
        if rest.first == UInt8(ascii: ":"), rest.dropFirst().first.map(isUnreserved) == true,
            let start = start(before: colon, in: bytes, limit: 300, isHostByte),
            bytes[start..<colon].contains(UInt8(ascii: "."))
        {
            return start
        }
    }
    return nil
}

/// - Parameter limit: bytes that are looked back.
private func start(before end: Int, in bytes: ArraySlice<UInt8>, limit: Int, _ belongs: (UInt8) -> Bool) -> Int? {
    let first = max(bytes.startIndex, end - limit)
    var start = end
    while start > first, belongs(bytes[start - 1]) { start -= 1 }
    while start < end, !isLetter(bytes[start]), !isDigit(bytes[start]) { start += 1 }
    return start < end ? start : nil
}

private func isSchemeByte(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || "+-.".utf8.contains(byte) }

private func isHostByte(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || "-.@".utf8.contains(byte) }

private func isAddressByte(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0x7F && !"<>\"`".utf8.contains(byte) }

/// Without what ends a sentence or closes a bracket that was opened before the address.
private func withoutPunctuation(_ bytes: [UInt8]) -> String {
    var bytes = bytes[...]
    while let last = bytes.last {
        let opening: UInt8? =
            switch last {
            case UInt8(ascii: ")"): UInt8(ascii: "(")
            case UInt8(ascii: "]"): UInt8(ascii: "[")
            case UInt8(ascii: "}"): UInt8(ascii: "{")
            default: nil
            }
        if let opening, bytes.contains(opening) { break }
        guard opening != nil || ".,;:!'*|".utf8.contains(last) || last == UInt8(ascii: "?") else { break }
        bytes.removeLast()
    }
    return String(decoding: bytes, as: UTF8.self)
}
