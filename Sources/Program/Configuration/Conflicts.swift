import Transfer

/// What is wrong between mirrors that are each well stated: equal or nested roots and upstreams, one public link for two.
///
/// Two stanzas of one name are told elsewhere, once.
func conflicts(between mirrors: [MirrorConfiguration]) -> [ConfigurationProblem] {
    mirrors.enumerated().flatMap { index, mirror in
        conflicts(within: mirror) + mirrors[..<index].flatMap { conflicts(between: mirror, and: $0) }
    }
}

private func conflicts(between mirror: MirrorConfiguration, and other: MirrorConfiguration) -> [ConfigurationProblem] {
    guard mirror.name != other.name else { return [] }
    var kinds: [ConfigurationProblem.Kind] = []
    if isEqualOrNested(mirror.root, other.root) {
        kinds.append(.sharedRoot(mirror.root, other: other.name, mirror: mirror.name))
    } else if mirror.publicLink == other.publicLink, !mirror.publicLink.isEmpty {
        kinds.append(.sharedPublic(mirror.publicLink, other: other.name, mirror: mirror.name))
    }
    let key = mirror.upstream.policyKey
    if Upstream.keysOverlap(key, other.upstream.policyKey) {
        kinds.append(.sharedUpstream(key, other: other.name, mirror: mirror.name))
    }
    return kinds.map { ConfigurationProblem(mirror.place, $0) }
}

/// A local upstream that holds Root, or lies in it, would be copied into itself.
private func conflicts(within mirror: MirrorConfiguration) -> [ConfigurationProblem] {
    guard mirror.upstream.transport == .local, isEqualOrNested(mirror.upstream.path, mirror.root) else { return [] }
    return [ConfigurationProblem(mirror.place, .upstreamAtRoot(mirror.upstream.path, root: mirror.root))]
}

/// Whether one absolute path is the other or lies below it, by components; the empty path of a missing field is neither.
func isEqualOrNested(_ left: String, _ right: String) -> Bool {
    guard !left.isEmpty, !right.isEmpty else { return false }
    let leftParts = left.split(separator: "/")
    let rightParts = right.split(separator: "/")
    return leftParts.starts(with: rightParts) || rightParts.starts(with: leftParts)
}

/// Whether the public link may stand at `link`: every publication would replace or move what is there.
func isLinkPlace(_ link: String, root: String) -> Bool {
    !root.hasPrefix(link + "/") && link != root
        && !["generations", "staging"].contains { "\(link)/".hasPrefix("\(root)/\($0)/") }
}
