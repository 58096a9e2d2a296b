import Testing

@testable import MirrorRegistry

private func parsed(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

@Suite("An address of the internet protocol") struct SubmissionAddressTests {
    static let texts: [(String, String)] = [
        ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("192.0.2.1", "192.0.2.1"), ("::", "::"),
        ("::1", "::1"),
        ("1::", "1::"), ("0:0:0:0:0:0:0:1", "::1"), ("2001:DB8::A", "2001:db8::a"),
        ("2001:0db8:0000::0001", "2001:db8::1"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.1"), ("::ffff:a00:1", "::ffff:10.0.0.1"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ("::192.0.2.1", "::c000:201"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
        ("fe80::", "fe80::"), ("0:0:0:0:0:ffff:0:0", "::ffff:0.0.0.0"),
    ]

    @Test("is written in one form, from which it is read back", arguments: texts)
    func text(written: String, canonical: String) throws {
        let address = try #require(IPAddress(written))
        #expect(address.text == canonical)
        #expect(IPAddress(canonical) == address)
        #expect(IPAddress(bytes: address.bytes) == address)
        #expect(address.isIPv6 == written.contains(":"))
    }

    @Test(
        "has no other form",
        arguments: [
            "", ".", "1.2.3", "1.2.3.4.", ".1.2.3.4", "1.2.3.4.5", "01.2.3.4", "1.2.3.256", "1.2.3.-4", "+1.2.3.4",
            "1..3.4", "0x1.2.3.4",
            "2130706433", " 1.2.3.4", "1.2.3.4 ", "１.2.3.4", "1.2.3.4/8", ":", ":::", "1", "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1::2::3", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "12345::", "g::", "1:", ":1", "1::2:", "::1%eth0",
            "[::1]", "::1.2.3",
            "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "::+1", "::-1", "::01.2.3.4",
        ])
    func noAddress(text: String) { #expect(IPAddress(text) == nil) }

    @Test("of another length of bytes is none", arguments: [0, 3, 5, 15, 17])
    func bytes(count: Int) { #expect(IPAddress(bytes: [UInt8](repeating: 1, count: count)) == nil) }

    @Test("IPv4 sorts before IPv6, and each by its number")
    func order() {
        let texts = ["9.0.0.0", "10.0.0.0", "::1", "2001::"]
        #expect(texts.reversed().compactMap { IPAddress($0) }.sorted().map(\.text) == texts)
    }

    @Test(
        "of a network has no bit set beyond the prefix",
        arguments: [
            "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/+8", "::1/127", "::/129", "10/8", "",
            "/8", "10.0.0.0/8/8",
            "::ffff:0.0.0.0/0x60",
        ])
    func noNetwork(text: String) { #expect(IPNetwork(text) == nil) }

    @Test("belongs to the networks that begin with its bits")
    func network() throws {
        let all = try #require(IPNetwork("0.0.0.0/0"))
        let every = try #require(IPNetwork("::/0"))
        let one = try #require(IPNetwork("192.0.2.1"))
        let address = try #require(IPAddress("192.0.2.1"))
        #expect(one.text == "192.0.2.1/32")
        #expect(all.contains(address) && one.contains(address) && !every.contains(address))
        #expect(!one.contains(try parsed("192.0.2.2")))
        #expect(every.contains(try parsed("ffff::")))
    }
}

@Suite("What is no public address") struct SubmissionRefusalTests {
    @Test("is written in a table of which no line is lost")
    func table() {
        #expect(specialNetworks.count == 43)
        #expect(SpecialAddressKind.allCases.allSatisfy { !$0.words.isEmpty })
        let used = Set(specialNetworks.map(\.kind)).union([.unassigned])
        #expect(used == Set(SpecialAddressKind.allCases))
    }

    /// The first and the last address of each network, with the one before and the one after it.
    static let borders: [(String, String, String?, String?)] = [
        ("0.0.0.1", "0.255.255.255", "0.0.0.0", "1.0.0.0"), ("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"),
        ("100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"),
        ("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"),
        ("168.63.129.16", "168.63.129.16", "168.63.129.15", "168.63.129.17"),
        ("169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"),
        ("172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"),
        ("192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"),
        ("192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0"),
        ("192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0"),
        ("192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"),
        ("198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"),
        ("198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0"),
        ("203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0"),
        ("224.0.0.0", "255.255.255.255", "223.255.255.255", nil),
        ("::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nil, "2000::"),
        ("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::"),
        (
            "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
            "2001:db9::"
        ),
        ("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::"),
        ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::"),
        ("4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nil),
    ]

    @Test("is refused from the first to the last of its network, and no further", arguments: borders)
    func isRefused(first: String, last: String, before: String?, after: String?) throws {
        for text in [first, last] { #expect(try parsed(text).refusal(.none) != nil, "\(text)") }
        for text in [before, after].compactMap({ $0 }) where text != "0.0.0.0" {
            #expect(try parsed(text).refusal(.none) == nil, "\(text)")
        }
    }

    static let kinds: [(String, SpecialAddressKind)] = [
        ("0.0.0.0", .unspecified), ("0.1.2.3", .thisNetwork), ("10.1.2.3", .private), ("100.64.0.1", .shared),
        ("127.0.0.1", .loopback),
        ("100.100.100.200", .metadata), ("168.63.129.16", .metadata), ("169.254.169.254", .metadata),
        ("169.254.169.253", .linkLocal),
        ("172.20.0.1", .private), ("192.0.0.9", .protocolAssignment), ("192.0.0.192", .metadata),
        ("192.0.2.7", .documentation),
        ("192.88.99.1", .relay), ("192.168.1.1", .private), ("198.19.0.1", .benchmarking),
        ("198.51.100.7", .documentation),
        ("203.0.113.7", .documentation), ("224.0.0.1", .multicast), ("239.255.255.255", .multicast),
        ("240.0.0.0", .reserved),
        ("255.255.255.254", .reserved), ("255.255.255.255", .broadcast), ("::", .unspecified), ("::1", .loopback),
        ("::2", .compatible),
        ("::127.0.0.1", .compatible), ("::ffff:10.0.0.1", .mapped), ("::ffff:8.8.8.8", .mapped),
        ("::fffe:8.8.8.8", .unassigned),
        ("64:ff9b::10.0.0.1", .nat64), ("64:ff9b:0:0:0:1::", .unassigned), ("64:ff9b:1::1", .nat64),
        ("64:ff9b:1:ffff:ffff:ffff:ffff:ffff", .nat64), ("64:ff9b:2::", .unassigned), ("100::1", .discardOnly),
        ("100:0:0:1::1", .discardOnly), ("100:0:0:2::", .unassigned), ("2001::1", .teredo), ("2001:0:ffff::", .teredo),
        ("2001:1::1", .protocolAssignment), ("2001:2::1", .benchmarking), ("2001:2:1::", .protocolAssignment),
        ("2001:20::1", .protocolAssignment), ("2001:db8::1", .documentation), ("2002:a00:1::", .sixToFour),
        ("3fff::1", .documentation),
        ("5f00::1", .segmentRouting), ("fc00::1", .uniqueLocal), ("fdff::1", .uniqueLocal),
        ("fd00:ec2::254", .metadata),
        ("fd20:ce::254", .metadata), ("fe00::", .unassigned), ("fe80::1", .linkLocal), ("febf::1", .linkLocal),
        ("fec0::1", .siteLocal),
        ("feff::1", .siteLocal), ("ff02::1", .multicast), ("4000::", .unassigned), ("1::", .unassigned),
    ]

    @Test("is refused with what it is for", arguments: kinds)
    func kind(text: String, expected: SpecialAddressKind) throws {
        let refusal = try #require(parsed(text).refusal(.none))
        #expect(refusal.kind == expected)
        #expect(refusal.message.hasPrefix("\(text) ") || text.hasPrefix("::") || text.hasPrefix("64:"))
    }

    @Test("is allowed by its network and by no other")
    func allowance() throws {
        let address = try #require(IPAddress("10.1.2.3"))
        #expect(address.refusal(AddressAllowance(networks: [IPNetwork("10.1.2.0/24")].compactMap(\.self))) == nil)
        #expect(address.refusal(AddressAllowance(networks: [IPNetwork("10.1.3.0/24")].compactMap(\.self))) != nil)
    }
}

@Suite("Countries") struct SubmissionCountryTests {
    @Test("are those of ISO 3166-1, each with a name")
    func table() {
        #expect(countryCodes.count == 249)
        #expect(countryCodes.allSatisfy { $0.utf8.count == 2 && $0 == $0.uppercased() })
        #expect(Set(countryCodes.compactMap { countryName($0) }).count == 249)
        #expect(countryName("FR") == "France" && countryName("fr") == "France" && countryName("gb") == "United Kingdom")
        #expect(["UK", "EU", "XX", "", "F", "FRA"].allSatisfy { countryName($0) == nil })
    }

    static let names: [(String, String?)] = [
        ("FR France", "FR"), ("fr", "FR"), ("France", "FR"), ("united  kingdom", "GB"), ("UK", "GB"),
        ("XX Nowhere", nil), ("", nil),
        ("Atlantis", nil), ("<script>", nil),
    ]

    @Test("are read by code and by name", arguments: names)
    func name(text: String, code: String?) { #expect(countryCode(text) == code) }

    static let hosts: [(String, String?)] = [
        ("mirror.example.fr", "FR"), ("MIRROR.EXAMPLE.FR", "FR"), ("mirror.example.co.uk", "GB"),
        ("mirror.example.eu", nil),
        ("mirror.example.org", nil), ("mirror.example.io", nil), ("mirror.xn--p1ai", "RU"), ("192.0.2.1", nil),
        ("2001:db8::1", nil),
        ("fr", nil), ("", nil), ("mirror.example.gb", "GB"), ("mirror.example.su", nil),
    ]

    @Test("follow from a top-level domain only where it stands for one", arguments: hosts)
    func domain(host: String, code: String?) { #expect(country(ofTopLevelDomainIn: host) == code) }
}
