/// Finds the mirrors that are one machine under several names.
///
/// Strong traits join mirrors into groups, also over a third. A weak one makes a group of those that share it, unless a strong group
/// holds them all: weak ones never chain, or a network for content would make one mirror of hundreds.
/// - Returns: the strong groups, then the weak ones, each in the order of their first listings.
package func sameServerGroups(among mirrors: [ServerTraits]) -> [SameServerGroup] {
    let traitsByListing = Dictionary(mirrors.map { ($0.listing, traits(of: $0)) }) { $0 + $1 }
    let sharers = sharers(of: traitsByListing)
    var sets = DisjointSets()
    for (trait, listings) in sharers where trait.isStrong { sets.join(listings) }
    let strong = sets.groups.map { listings in
        let members = Set(listings)
        let traits = listings.flatMap { traitsByListing[$0] ?? [] }.filter { trait in
            (sharers[trait] ?? []).lazy.filter(members.contains).prefix(2).count > 1
        }
        return SameServerGroup(listings: listings, traits: inOrder(Set(traits)), isStrong: true)
    }
    return (strong + weakGroups(sharers, besides: strong)).sorted { left, right in
        if left.isStrong != right.isStrong { return left.isStrong }
        return left.listings.lexicographicallyPrecedes(right.listings)
    }
}

/// The traits that at least two mirrors have, with their listings, sorted.
private func sharers(of traits: [Int64: [SharedTrait]]) -> [SharedTrait: [Int64]] {
    var listings: [SharedTrait: Set<Int64>] = [:]
    for (listing, own) in traits {
        for trait in own { listings[trait, default: []].insert(listing) }
    }
    return listings.filter { $0.value.count > 1 }.mapValues { $0.sorted() }
}

private func traits(of mirror: ServerTraits) -> [SharedTrait] {
    // No host has more than a few addresses; a name with thousands of them is not worth the room.
    var traits = mirror.addresses.sorted().prefix(64).map(SharedTrait.address)
    if !mirror.addresses.isEmpty { traits.append(.allAddresses(mirror.addresses.sorted())) }
    let host = mirror.traceHost?.lowercased().boundedLine(253)
    let telling = host.flatMap { saysNothing($0) ? nil : $0 }
    if let telling { traits.append(.traceHost(telling)) }
    if let key = mirror.certificateKey {
        traits.append(.certificateKey(key))
        if let telling { traits.append(.certificateAndTraceHost(key: key, host: telling)) }
    }
    if let digest = mirror.answerDigest { traits.append(.answers(digest)) }
    return traits
}

/// Names that many machines call themselves.
private func saysNothing(_ host: String) -> Bool {
    !host.contains(".") || host.hasPrefix("localhost.") || host.hasSuffix(".local") || host.hasSuffix(".localdomain")
}

private func weakGroups(_ sharers: [SharedTrait: [Int64]], besides strong: [SameServerGroup]) -> [SameServerGroup] {
    let weak = Dictionary(grouping: sharers.filter { !$0.key.isStrong }, by: \.value)
    var groupOfListing: [Int64: Int] = [:]
    for (index, group) in strong.enumerated() {
        for listing in group.listings { groupOfListing[listing] = index }
    }
    return weak.compactMap { listings, traits in
        let groups = Set(listings.map { groupOfListing[$0] })
        if groups.count == 1, groups.first != .some(nil) { return nil }
        return SameServerGroup(listings: listings, traits: inOrder(traits.map(\.key)), isStrong: false)
    }
}

private func inOrder(_ traits: some Sequence<SharedTrait>) -> [SharedTrait] {
    traits.sorted { ($0.isStrong ? 0 : 1, $0.text) < ($1.isStrong ? 0 : 1, $1.text) }
}

/// Numbers joined into groups.
private struct DisjointSets {
    private var parents: [Int64: Int64] = [:]

    mutating func join(_ numbers: [Int64]) {
        guard let first = numbers.first else { return }
        for number in numbers {
            let (left, right) = (root(of: first), root(of: number))
            parents[max(left, right)] = min(left, right)
        }
    }

    /// Those of at least two, each sorted.
    var groups: [[Int64]] {
        var copy = self
        let byRoot = Dictionary(grouping: parents.keys.sorted()) { copy.root(of: $0) }
        return byRoot.values.filter { $0.count > 1 }
    }

    private mutating func root(of number: Int64) -> Int64 {
        var root = number
        while let parent = parents[root], parent != root { root = parent }
        parents[number] = root
        parents[root] = root
        return root
    }
}
