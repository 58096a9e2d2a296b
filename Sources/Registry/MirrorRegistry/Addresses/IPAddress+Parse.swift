extension IPAddress {
    /// Reads `192.0.2.1` and `2001:db8::1`, and no other form of an address: no leading zeros, no hexadecimal or octal numbers, no
    /// fewer than four of them, no zone, no brackets. What other readers take for an address is refused here, lest two of them
    /// see two addresses in one text (RFC 6943, section 3.1.1).
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 45 else { return nil }
        if bytes.contains(UInt8(ascii: ":")) {
            guard let bits = versionSix(bytes[...]) else { return nil }
            self.init(isIPv6: true, bits: bits)
        } else {
            guard let bits = versionFour(bytes[...]) else { return nil }
            self.init(isIPv6: false, bits: bits)
        }
    }
}

private func versionFour(_ bytes: ArraySlice<UInt8>) -> UInt128? {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt128 = 0
    for part in parts {
        guard 1...3 ~= part.count, part.allSatisfy(isDigit), part.count == 1 || part.first != UInt8(ascii: "0"),
            let value = UInt8(String(decoding: part, as: UTF8.self))
        else { return nil }
        bits = bits << 8 | UInt128(value)
    }
    return bits
}

private func versionSix(_ bytes: ArraySlice<UInt8>) -> UInt128? {
    guard let gap = doubleColon(bytes) else {
        guard let groups = groups(bytes), groups.count == 8 else { return nil }
        return joined(groups)
    }
    guard let head = groups(bytes[..<gap]), let tail = groups(bytes[(gap + 2)...]) else { return nil }
    // The two colons stand for one group at least; an address in dotted decimal has its place at the end alone.
    guard head.count + tail.count <= 7, !bytes[..<gap].contains(UInt8(ascii: ".")) else { return nil }
    return joined(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
}

private func doubleColon(_ bytes: ArraySlice<UInt8>) -> Int? {
    zip(bytes.indices, bytes.indices.dropFirst()).first {
        bytes[$0] == UInt8(ascii: ":") && bytes[$1] == UInt8(ascii: ":")
    }?.0
}

/// The groups of 16 bits in `bytes`, of which none may be empty; the last may be two in dotted decimal.
private func groups(_ bytes: ArraySlice<UInt8>) -> [UInt16]? {
    guard !bytes.isEmpty else { return [] }
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var groups: [UInt16] = []
    for (index, part) in parts.enumerated() {
        if index == parts.count - 1, let four = versionFour(part) {
            groups += [UInt16(truncatingIfNeeded: four >> 16), UInt16(truncatingIfNeeded: four)]
        } else {
            guard 1...4 ~= part.count, part.allSatisfy(isHexadecimalDigit),
                let value = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
            else { return nil }
            groups.append(value)
        }
    }
    return groups.count <= 8 ? groups : nil
}

private func joined(_ groups: [UInt16]) -> UInt128 { groups.reduce(0) { $0 << 16 | UInt128($1) } }
