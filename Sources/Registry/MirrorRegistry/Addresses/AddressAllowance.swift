/// What a registry allows beyond the public internet: nothing, unless its maintainer or a test says so.
package struct AddressAllowance: Sendable, Hashable {
    package var networks: [IPNetwork]
    /// Ports that are allowed beside each scheme's own.
    package var ports: Set<UInt16>
    package var allowsAnyPort: Bool
    /// Names in lower case that are allowed although they are special.
    package var names: Set<String>

    package init(
        networks: [IPNetwork] = [], ports: Set<UInt16> = [], allowsAnyPort: Bool = false, names: Set<String> = []
    ) {
        self.networks = networks
        self.ports = ports
        self.allowsAnyPort = allowsAnyPort
        self.names = names
    }

    package static let none = AddressAllowance()

    func allows(_ address: IPAddress) -> Bool { networks.contains { $0.contains(address) } }
}
