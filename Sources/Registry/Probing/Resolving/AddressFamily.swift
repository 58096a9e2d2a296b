package import MirrorRegistry

/// The addresses of a host that are used.
package enum AddressFamily: String, Sendable, Hashable, CaseIterable {
    case any, ipv4, ipv6

    package func includes(_ address: IPAddress) -> Bool {
        switch self {
        case .any: true
        case .ipv4: !address.isIPv6
        case .ipv6: address.isIPv6
        }
    }
}
