extension MirrorURL {
    /// Why a registry does not take the address, before any name is looked up; nil where it does.
    ///
    /// The addresses that a name leads to are judged when they are known, by `IPAddress.refusal`.
    package func refusal(_ allowance: AddressAllowance) -> MirrorURLFault? {
        if let port, !allowance.allowsAnyPort, !allowance.ports.contains(port) { return .port(port) }
        if let address = IPAddress(host) { return address.refusal(allowance).map { .address($0) } }
        if allowance.names.contains(host) { return nil }
        guard let suffix = specialSuffix(of: host) else { return host.contains(".") ? nil : .singleLabel(host) }
        let loopback = ["127.0.0.1", "::1"].compactMap(IPAddress.init)
        // RFC 6761, section 6.3: the name means these, so whoever allows them allows the name.
        if suffix == "localhost", loopback.contains(where: allowance.allows) { return nil }
        return .specialName(host, suffix: suffix)
    }
}

private func specialSuffix(of host: String) -> String? {
    specialSuffixes.first { host == $0 || host.hasSuffix(".\($0)") }
}

/// Names that no public resolver answers, or that mean another host on each machine. `example` and its like are not among them:
/// they are for examples (RFC 6761, section 6.5), and lead nowhere.
///
/// Source: IANA's "Special-Use Domain Names" (RFC 6761, 6762, 7686, 8375, 9476); ICANN's resolutions on `internal` (2024) and on `home`,
/// `corp`, `mail` (2018); `localdomain`, `lan`, `intranet`, `private` after RFC 6762, appendix G.
private let specialSuffixes = [
    "localhost", "local", "internal", "localdomain", "onion", "test", "invalid", "home.arpa", "arpa", "alt", "home",
    "corp", "mail", "lan", "intranet", "private",
]
