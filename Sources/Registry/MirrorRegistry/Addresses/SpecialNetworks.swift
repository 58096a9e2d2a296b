/// The networks in which no mirror stands, the closer one before the wider.
///
/// Source: IANA's IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates), multicast from RFC 5771 and RFC
/// 4291. Those in which IANA's registry says "globally reachable" are not among them, but for 2001::/23, where none is a host's. The
/// metadata addresses are those that the clouds document; 168.63.129.16 is Azure's, though its network is a public one.
let specialNetworks: [(network: IPNetwork, kind: SpecialAddressKind)] = table.split(separator: "\n").compactMap {
    line in
    let words = line.split(separator: " ").map(String.init)
    guard words.count == 2, let network = IPNetwork(words[0]), let kind = SpecialAddressKind(rawValue: words[1]) else {
        // Our own table; a test counts its lines.
        return nil
    }
    return (network, kind)
}

private let table = """
    0.0.0.0/32 unspecified
    0.0.0.0/8 this-network
    10.0.0.0/8 private
    100.100.100.200/32 metadata
    100.64.0.0/10 shared
    127.0.0.0/8 loopback
    168.63.129.16/32 metadata
    169.254.169.254/32 metadata
    169.254.170.2/32 metadata
    169.254.0.0/16 link-local
    172.16.0.0/12 private
    192.0.0.192/32 metadata
    192.0.0.0/24 protocol-assignment
    192.0.2.0/24 documentation
    192.88.99.0/24 relay
    192.168.0.0/16 private
    198.18.0.0/15 benchmarking
    198.51.100.0/24 documentation
    203.0.113.0/24 documentation
    224.0.0.0/4 multicast
    255.255.255.255/32 broadcast
    240.0.0.0/4 reserved
    ::/128 unspecified
    ::1/128 loopback
    ::ffff:0.0.0.0/96 mapped
    ::/96 compatible
    64:ff9b::/96 nat64
    64:ff9b:1::/48 nat64
    100::/64 discard-only
    100:0:0:1::/64 discard-only
    2001::/32 teredo
    2001:2::/48 benchmarking
    2001::/23 protocol-assignment
    2001:db8::/32 documentation
    2002::/16 6to4
    3fff::/20 documentation
    5f00::/16 segment-routing
    fd00:ec2::254/128 metadata
    fd20:ce::254/128 metadata
    fc00::/7 unique-local
    fe80::/10 link-local
    fec0::/10 site-local
    ff00::/8 multicast
    """
