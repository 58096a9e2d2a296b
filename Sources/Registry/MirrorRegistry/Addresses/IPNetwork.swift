/// All addresses that begin with the same bits.
package struct IPNetwork: Sendable, Hashable {
    package let address: IPAddress
    /// 0 to 32, or to 128.
    package let prefixLength: Int

    /// Reads `10.0.0.0/8` and `fc00::/7`; an address alone is the network of itself. nil for anything else, and where bits are set
    /// beyond the prefix.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
        var length = address.width
        if parts.count == 2 {
            guard 1...3 ~= parts[1].utf8.count, parts[1].utf8.allSatisfy(isDigit), let stated = Int(parts[1]),
                stated <= length
            else { return nil }
            length = stated
        }
        self.init(address, prefixLength: length)
        guard prefix(of: address) == address.bits else { return nil }
    }

    private init(_ address: IPAddress, prefixLength: Int) {
        self.address = address
        self.prefixLength = prefixLength
    }

    package var text: String { "\(address.text)/\(prefixLength)" }

    package func contains(_ other: IPAddress) -> Bool {
        other.isIPv6 == address.isIPv6 && prefix(of: other) == address.bits
    }

    /// The bits of `other` as far as the prefix reaches.
    private func prefix(of other: IPAddress) -> UInt128 {
        let rest = UInt128(address.width - prefixLength)
        return rest >= 128 ? 0 : (other.bits >> rest) << rest
    }
}
