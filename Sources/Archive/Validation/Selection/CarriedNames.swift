import ArchiveModel

/// Which of the names that the operator selected the archive has at all: a misspelt one must not make an empty mirror.
struct CarriedNames {
    private var architectures: Set<String> = ["all"]
    private var components: Set<String> = []
    private var suiteCount = 0

    /// Takes in what a trusted Release says.
    mutating func take(_ release: ReleaseFile, _ groups: [IndexGroup]) {
        suiteCount += 1
        // Where packages of each architecture have an index of their own, what Release merely names is not there.
        let own = groups.filter { $0.name.kind == .packages(isInstaller: false) }.compactMap(\.name.architecture)
        if own.allSatisfy({ $0 == "all" }) || own.contains("all") { architectures.formUnion(release.architectures) }
        components.formUnion(release.components.flatMap { [$0, lastPart($0)] })
        for group in groups {
            if let architecture = group.name.architecture { architectures.insert(architecture) }
            if let component = group.name.component { components.formUnion([component, lastPart(component)]) }
        }
    }

    /// Nothing where no Release could be trusted: that is said already.
    func findings(_ selection: Selection, suites: [DiscoveredSuite]) -> [Finding] {
        guard suiteCount > 0 else { return [] }
        return selection.architectures.filter { !architectures.contains($0) }.map { missing(.architecture($0)) }
            + selection.components.filter { !components.contains($0) && !components.contains(lastPart($0)) }.map {
                missing(.component($0))
            }
            + selection.suites.filter { !isThere($0, suites) }.map { missing(.suite($0)) }
    }

    private func isThere(_ suite: String, _ suites: [DiscoveredSuite]) -> Bool {
        let pattern = RsyncPattern("/\(suite)")
        return suites.contains { found in
            ([found.name] + found.aliases).contains { name in
                name.hasPrefix("\(suite)/") || pattern.matches(name, isDirectory: false)
            }
        }
    }

    private func missing(_ part: SelectedPart) -> Finding {
        let path = if case .suite(let name) = part { "dists/\(name)" } else { "dists" }
        return Finding(.error, .selectedNotCarried, path: path, expected: part.phrase, found: "no suite that has it")
    }
}
