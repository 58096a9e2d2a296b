/// What is wrong between registries, and between them and mirrors, that are each well stated: lists and spools that would lie in
/// each other.
///
/// Two stanzas of one name are told elsewhere, once.
func conflicts(
    between registries: [RegistryConfiguration], beside mirrors: [MirrorConfiguration]
) -> [ConfigurationProblem] {
    registries.enumerated().flatMap { index, registry in
        let others = registries[..<index].filter { $0.name != registry.name }
        let kinds =
            conflicts(within: registry, registries) + others.flatMap { conflicts(between: registry, and: $0) }
            + mirrors.compactMap { conflict(between: registry, and: $0) }
        return kinds.map { ConfigurationProblem(registry.place, $0) }
    }
}

private func conflicts(
    between registry: RegistryConfiguration, and other: RegistryConfiguration
) -> [ConfigurationProblem.Kind] {
    var kinds: [ConfigurationProblem.Kind] = []
    if let list = registry.publishDirectory, let otherList = other.publishDirectory, isEqualOrNested(list, otherList) {
        kinds.append(.sharedList(list, other: other.name, registry: registry.name))
    }
    if registry.spoolDirectory == other.spoolDirectory {
        kinds.append(.sharedSpool(registry.spoolDirectory, other: other.name, registry: registry.name))
    }
    return kinds
}

/// A list below Root would be swept away with a generation, or mirrored on; one at the public link would replace it.
private func conflict(
    between registry: RegistryConfiguration, and mirror: MirrorConfiguration
) -> ConfigurationProblem.Kind? {
    guard let list = registry.publishDirectory else { return nil }
    let places = [
        isBelow(list, mirror.root) ? "Root: \(mirror.root)" : nil,
        ownPlaces(of: list).contains { isBelow(mirror.root, $0) } ? "Root: \(mirror.root)" : nil,
        ([list] + ownPlaces(of: list)).contains(mirror.publicLink) || isBelow(list, mirror.publicLink)
            ? "Public: \(mirror.publicLink)" : nil,
    ]
    return places.compactMap { $0 }.first.map {
        .listInMirror(list, mirror: mirror.name, place: "`\($0)`", registry: registry.name)
    }
}

/// Mails in a list would be published, whichever registry's list it is.
private func conflicts(
    within registry: RegistryConfiguration, _ all: [RegistryConfiguration]
) -> [ConfigurationProblem.Kind] {
    let lists = Set(all.compactMap(\.publishDirectory)).sorted()
    return lists.filter { isBelow(registry.spoolDirectory, $0) }.map {
        .spoolInList(registry.spoolDirectory, list: $0, registry: registry.name)
    }
}

/// What the writing of a list makes in its directory.
private func ownPlaces(of list: String) -> [String] { ["\(list)/generations", "\(list)/public"] }

/// Whether `path` is `directory` or lies below it, by components; the empty path of a missing field is neither.
private func isBelow(_ path: String, _ directory: String) -> Bool {
    guard !path.isEmpty, !directory.isEmpty else { return false }
    return path.split(separator: "/").starts(with: directory.split(separator: "/"))
}
