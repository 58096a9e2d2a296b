import MirrorRegistry

/// The mirrors of a run in groups of which each is looked at by one thread, one mirror after the other.
struct HostGroups: Sendable {
    /// Numbers of wishes, each once; groups in the order of their first.
    let numbers: [[Int]]

    /// Mirrors belong together when they share a host or an address that their hosts lead to.
    init(_ wishes: [ProbeWish], addresses: [String: [IPAddress]]) {
        var leaders = Array(wishes.indices)
        var ownerOfKey: [String: Int] = [:]
        func leader(_ number: Int) -> Int {
            var number = number
            while leaders[number] != number {
                leaders[number] = leaders[leaders[number]]
                number = leaders[number]
            }
            return number
        }
        for (number, wish) in wishes.enumerated() {
            for key in Set(wish.addresses.flatMap { Self.keys($0, addresses) }) {
                guard let owner = ownerOfKey[key] else {
                    ownerOfKey[key] = number
                    continue
                }
                let (first, second) = (leader(owner), leader(number))
                leaders[max(first, second)] = min(first, second)
            }
        }
        let groups = Dictionary(grouping: wishes.indices, by: leader)
        numbers = groups.values.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
    }

    /// The loopback address is no machine of its own: each of its ports may be another server, as in a test.
    private static func keys(_ url: MirrorURL, _ addresses: [String: [IPAddress]]) -> [String] {
        if IPAddress(url.host).map(isLoopback) ?? false { return ["host \(url.host) \(url.effectivePort)"] }
        let shared = (addresses[url.host] ?? []).filter { !isLoopback($0) }
        return ["host \(url.host)"] + shared.map { "address \($0.text)" }
    }

    private static func isLoopback(_ address: IPAddress) -> Bool {
        address.text == "::1" || !address.isIPv6 && address.text.hasPrefix("127.")
    }
}
