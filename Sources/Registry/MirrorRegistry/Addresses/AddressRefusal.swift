/// Why no mirror is looked for at an address.
package struct AddressRefusal: Error, Sendable, Hashable {
    package let address: IPAddress
    package let kind: SpecialAddressKind
    /// The special network that it lies in; nil for one outside of what IPv6 has given out.
    package let network: IPNetwork?

    /// One line, as `10.1.2.3 is no public address: it is private (10.0.0.0/8)`.
    package var message: String {
        "\(address.text) is no public address: it is \(kind.words)" + (network.map { " (\($0.text))" } ?? "")
    }
}

extension IPAddress {
    /// Why nobody is to connect to it; nil for an address of the public internet, or one that is allowed.
    package func refusal(_ allowance: AddressAllowance) -> AddressRefusal? {
        if allowance.allows(self) { return nil }
        if let special = specialNetworks.first(where: { $0.network.contains(self) }) {
            return AddressRefusal(address: self, kind: special.kind, network: special.network)
        }
        // RFC 4291, section 2.4, and IANA's "IPv6 Address Space": global unicast is given out of 2000::/3 alone.
        if isIPv6, bits >> 125 != 1 { return AddressRefusal(address: self, kind: .unassigned, network: nil) }
        return nil
    }
}

/// What an address that is not public is for.
package enum SpecialAddressKind: String, Sendable, Hashable, CaseIterable, Codable {
    case unspecified
    case thisNetwork = "this-network"
    case loopback
    case `private`
    case shared
    case linkLocal = "link-local"
    case siteLocal = "site-local"
    case uniqueLocal = "unique-local"
    case metadata
    case multicast
    case broadcast
    case reserved
    case documentation
    case benchmarking
    case protocolAssignment = "protocol-assignment"
    case discardOnly = "discard-only"
    case relay
    case mapped
    case compatible
    case nat64
    case teredo
    case sixToFour = "6to4"
    case segmentRouting = "segment-routing"
    case unassigned

    var words: String {
        switch self {
        case .unspecified: "unspecified"
        case .thisNetwork: "of this network itself"
        case .loopback: "loopback"
        case .private: "private"
        case .shared: "shared by the customers of a provider"
        case .linkLocal: "link-local"
        case .siteLocal: "site-local"
        case .uniqueLocal: "unique-local"
        case .metadata: "the metadata service of a cloud"
        case .multicast: "multicast"
        case .broadcast: "broadcast"
        case .reserved: "reserved"
        case .documentation: "for documentation"
        case .benchmarking: "for benchmarks"
        case .protocolAssignment: "assigned to a protocol"
        case .discardOnly: "for discarding"
        case .relay: "of 6to4 relays"
        case .mapped: "an IPv4 address inside of IPv6"
        case .compatible: "an IPv4 address inside of IPv6 (deprecated form)"
        case .nat64: "an IPv4 address behind NAT64"
        case .teredo: "an IPv4 address inside of Teredo"
        case .sixToFour: "an IPv4 address inside of 6to4"
        case .segmentRouting: "for segment routing"
        case .unassigned: "outside of what is given out for the public (2000::/3)"
        }
    }
}
