/// An address of the internet protocol, of either version.
package struct IPAddress: Sendable, Hashable {
    package let isIPv6: Bool
    /// Most significant byte first; an IPv4 address fills the lowest 32.
    let bits: UInt128

    init(isIPv6: Bool, bits: UInt128) {
        self.isIPv6 = isIPv6
        self.bits = bits
    }

    /// From the bytes of an `in_addr` or `in6_addr`, in network order; nil unless they are 4 or 16.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.init(isIPv6: bytes.count == 16, bits: bytes.reduce(0) { $0 << 8 | UInt128($1) })
    }

    /// In network order: 4 or 16.
    package var bytes: [UInt8] {
        let count = isIPv6 ? 16 : 4
        return (0..<count).map { UInt8(truncatingIfNeeded: bits >> UInt128(8 * (count - 1 - $0))) }
    }

    /// The number of bits of an address of its version.
    var width: Int { isIPv6 ? 128 : 32 }

    /// The one form in which it is written: RFC 5952, an IPv4-mapped one with its last 32 bits in dotted decimal (section 5).
    package var text: String {
        guard isIPv6 else { return dotted(bits) }
        if bits >> 32 == 0xFFFF { return "::ffff:" + dotted(bits & 0xFFFF_FFFF) }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> UInt128(112 - 16 * $0)) }
        guard let zeros = longestZeros(groups) else { return hexadecimal(groups[...]) }
        return hexadecimal(groups[..<zeros.lowerBound]) + "::" + hexadecimal(groups[zeros.upperBound...])
    }
}

extension IPAddress: Comparable {
    /// IPv4 before IPv6.
    package static func < (left: IPAddress, right: IPAddress) -> Bool {
        left.isIPv6 == right.isIPv6 ? left.bits < right.bits : right.isIPv6
    }
}

private func dotted(_ bits: UInt128) -> String {
    [24, 16, 8, 0].map { String(UInt8(truncatingIfNeeded: bits >> UInt128($0))) }.joined(separator: ".")
}

private func hexadecimal(_ groups: ArraySlice<UInt16>) -> String {
    groups.map { String($0, radix: 16) }.joined(separator: ":")
}

/// The first of the longest runs of two or more groups that are zero (RFC 5952, section 4.2).
private func longestZeros(_ groups: [UInt16]) -> Range<Int>? {
    var best: Range<Int>?
    var start = 0
    for index in 0...groups.count {
        if index < groups.count, groups[index] == 0 { continue }
        if index - start >= 2, index - start > (best?.count ?? 0) { best = start..<index }
        start = index + 1
    }
    return best
}
