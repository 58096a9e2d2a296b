/// The OpenPGP packets in the bytes of a keyring file, which may be armored: gpgv takes only binary ones.
///
/// Several armored blocks behind each other make one keyring. The checksum of the armor is not looked at, as RFC 9580 has it.
///
/// - Throws: `KeyringDefect`.
package func keyringPackets(_ bytes: [UInt8]) throws(KeyringDefect) -> [UInt8] {
    guard let first = bytes.first(where: { !isSpace($0) }) else { throw .empty }
    // A keybox begins with a blob of type 1 that holds `KBXf` at offset 8.
    if bytes.count >= 12, bytes[8..<12].elementsEqual("KBXf".utf8) { throw .keybox }
    if bytes[0] & 0x80 != 0 { return bytes }
    guard first == UInt8(ascii: "-") || bytes.count < 1 << 20 else { throw .noPacket }
    return try dearmored(bytes)
}

private func dearmored(_ bytes: [UInt8]) throws(KeyringDefect) -> [UInt8] {
    enum Place { case outside, headers, body, checksum }
    var place = Place.outside
    var result: [UInt8] = []
    var symbols: [UInt8] = []
    var blockCount = 0
    for rawLine in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        let line = trimmed(rawLine)
        if line.elementsEqual("-----BEGIN PGP PUBLIC KEY BLOCK-----".utf8) {
            guard place == .outside else { throw .armorMalformed }
            place = .headers
        } else if line.elementsEqual("-----END PGP PUBLIC KEY BLOCK-----".utf8) {
            guard place == .body || place == .checksum, let packets = decodedBase64(symbols) else {
                throw .armorMalformed
            }
            result += packets
            symbols = []
            blockCount += 1
            place = .outside
        } else if place == .headers {
            if line.isEmpty { place = .body }
        } else if place == .body {
            if line.first == UInt8(ascii: "="), line.count == 5 { place = .checksum } else { symbols += line }
        }
    }
    guard place == .outside else { throw .armorMalformed }
    guard blockCount > 0 else { throw .noPacket }
    return result
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

private func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line.drop(while: isSpace)
    while let last = line.last, isSpace(last) { line.removeLast() }
    return line
}

/// nil for anything that is not canonical base64 without blanks.
func decodedBase64(_ symbols: [UInt8]) -> [UInt8]? {
    guard symbols.count.isMultiple(of: 4) else { return nil }
    let padding = symbols.suffix(2).count { $0 == UInt8(ascii: "=") }
    var result: [UInt8] = []
    result.reserveCapacity(symbols.count / 4 * 3)
    var bits: UInt32 = 0
    for (index, symbol) in symbols.enumerated() {
        let isPadding = index >= symbols.count - padding
        guard let value = isPadding ? 0 : base64Value(symbol) else { return nil }
        bits = bits << 6 | value
        if index % 4 == 3 {
            result += [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
            bits = 0
        }
    }
    result.removeLast(padding)
    return result
}

private func base64Value(_ symbol: UInt8) -> UInt32? {
    switch symbol {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(symbol - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(symbol - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(symbol - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
}
