import MirrorRegistry
import Testing

@Suite("Two mirrors") struct SameServerTests {
    private typealias Case = (ServerTraits, ServerTraits, [SharedTrait], Bool)

    private static let cases: [Case] = [
        (traits(1, ["192.0.2.1"]), traits(2, ["192.0.2.2"]), [], false),
        (traits(1), traits(2), [], false),
        (
            traits(1, ["192.0.2.1"]), traits(2, ["192.0.2.1"]), [.allAddresses(["192.0.2.1"]), .address("192.0.2.1")],
            true
        ),
        (
            traits(1, ["192.0.2.1", "2001:db8::1"]), traits(2, ["192.0.2.1", "2001:db8::2"]), [.address("192.0.2.1")],
            false
        ),
        (traits(1, key: "k"), traits(2, key: "k"), [.certificateKey("k")], false),
        (
            traits(1, key: "k", host: "Box.example.org"), traits(2, key: "k", host: "box.example.org"),
            [
                .certificateAndTraceHost(key: "k", host: "box.example.org"), .certificateKey("k"),
                .traceHost("box.example.org"),
            ], true
        ),
        (
            traits(1, host: "box.example.org"), traits(2, host: "box.example.org"), [.traceHost("box.example.org")],
            false
        ),
        (traits(1, host: "localhost"), traits(2, host: "localhost"), [], false),
        (traits(1, host: "localhost.localdomain"), traits(2, host: "localhost.localdomain"), [], false),
        (traits(1, key: "k", host: ""), traits(2, key: "k", host: ""), [.certificateKey("k")], false),
        (traits(1, digest: "d"), traits(2, digest: "d"), [.answers("d")], false),
        (traits(1, digest: "d"), traits(2, digest: "e"), [], false),
    ]

    @Test("are one machine, or may be, by what they share", arguments: cases)
    private func areOne(first: ServerTraits, second: ServerTraits, shared: [SharedTrait], isStrong: Bool) {
        let expected = shared.isEmpty ? [] : [SameServerGroup(listings: [1, 2], traits: shared, isStrong: isStrong)]
        let found = sameServerGroups(among: [second, first])
        #expect(found.map(\.listings) == expected.map(\.listings) && found.map(\.isStrong) == expected.map(\.isStrong))
        #expect(found.flatMap { Set($0.traits) }.count == shared.count && Set(found.flatMap(\.traits)) == Set(shared))
        #expect(found.allSatisfy { $0.traits.first?.isStrong == isStrong })
    }

    @Test("are one machine over a third; a network for content joins nobody")
    func joinOverAThird() {
        let content = (10..<200).map { traits(Int64($0), ["198.51.100.1", "203.0.113.\($0)"], digest: "proxy") }
        let found = sameServerGroups(
            among: content + [
                traits(1, ["192.0.2.1"]), traits(2, ["192.0.2.1"], key: "k", host: "box.example.org"),
                traits(3, ["192.0.2.9"], key: "k", host: "box.example.org"),
            ])
        #expect(found.map(\.listings) == [[1, 2, 3], Array(10..<200)])
        #expect(found.map(\.isStrong) == [true, false])
        #expect(Set(found[1].traits) == [.address("198.51.100.1"), .answers("proxy")])
    }

    @Test("that share something weak and others besides are a group of their own")
    func groupWeakly() {
        let found = sameServerGroups(among: [
            traits(1, ["192.0.2.1"]), traits(2, ["192.0.2.1"]), traits(3, ["192.0.2.1", "192.0.2.3"]),
        ])
        #expect(found.map(\.listings) == [[1, 2], [1, 2, 3]] && found.map(\.isStrong) == [true, false])
    }

    @Test("are shown to a review with what they share, as a warning")
    func areShown() {
        let groups = sameServerGroups(among: [traits(1, ["192.0.2.1"]), traits(2, ["192.0.2.1"])])
        let items = sameServerItems(for: 2, host: "b.example.org", among: groups, hosts: [1: "a.example.org"])
        #expect(items.map(\.summary) == ["is one machine with a.example.org"])
        #expect(items.map(\.outcome) == [.warned] && items.map(\.subject) == ["b.example.org"])
        #expect(items.first?.evidence.map(\.value) == ["the only address, 192.0.2.1", "the address 192.0.2.1"])
        #expect(sameServerItems(for: 3, host: "c", among: groups, hosts: [:]).isEmpty)
    }
}

private func traits(
    _ listing: Int64, _ addresses: Set<String> = [], key: String? = nil, host: String? = nil, digest: String? = nil
) -> ServerTraits {
    ServerTraits(listing: listing, addresses: addresses, certificateKey: key, traceHost: host, answerDigest: digest)
}
