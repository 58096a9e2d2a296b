/// What the operator wants of an archive. Empty lists mean all.
///
/// Its rules are given to rsync and asked by validation, so that both leave out the very same.
package struct Selection: Sendable, Hashable {
    /// Names below `dists/`, with `*` and `?` as rsync has them.
    package let suites: [String]
    package let components: [String]
    /// `all` is always among what is wanted.
    package let architectures: [String]
    package let hasSources: Bool
    /// rsync's patterns.
    package let excludes: [String]
    /// In their order.
    package let rules: [FilterRule]

    package static let everything = Selection()

    /// - Parameter knownComponents: those that the archive is known to have, beside the names of Debian and Ubuntu. Only what is
    ///   known to be a component is ever left out of the pool.
    package init(
        suites: [String] = [], components: [String] = [], architectures: [String] = [], hasSources: Bool = true,
        excludes: [String] = [], knownComponents: some Sequence<String> = []
    ) {
        self.suites = suites
        self.components = components
        self.architectures = architectures
        self.hasSources = hasSources
        self.excludes = excludes
        rules =
            SelectionRules(
                suites: suites, components: components, architectures: architectures, hasSources: hasSources,
                excludes: excludes, knownComponents: Set(knownComponents)
            ).all
    }

    package var isEverything: Bool { rules.isEmpty }

    /// The architectures and components that the operator named, as indexes have them.
    var named: Set<String> { Set(architectures).union(components).union(components.map(lastPart)) }

    /// The part for which the file or symlink `path` is left out; nil when it is wanted.
    package func leftOut(_ path: String) -> SelectedPart? {
        if rules.isEmpty { return nil }
        var directory = ""
        for segment in path.split(separator: "/").dropLast() {
            directory += directory.isEmpty ? String(segment) : "/\(segment)"
            if let rule = decisive(directory, isDirectory: true) { return part(rule, path) }
        }
        return decisive(path, isDirectory: false).map { part($0, path) }
    }

    /// The same for a directory.
    package func leftOutDirectory(_ path: String) -> SelectedPart? {
        leftOut(path) ?? decisive(path, isDirectory: true).map { part($0, path) }
    }

    /// The rule that leaves `path` out, be what is above it as it may.
    private func decisive(_ path: String, isDirectory: Bool) -> FilterRule? {
        rules.first { $0.matches(path, isDirectory: isDirectory) }.flatMap { $0.isInclude ? nil : $0 }
    }

    private func part(_ rule: FilterRule, _ path: String) -> SelectedPart {
        switch rule.reason {
        case .exclude: .pattern(rule.text)
        case .suites: .suite(suiteName(path))
        case .sources: .sources
        case .components: .component(PathParts(path).component ?? rule.text)
        case .architectures: chainPart(path)
        }
    }

    /// Rules of architectures leave out those of other components too.
    private func chainPart(_ path: String) -> SelectedPart {
        let parts = PathParts(path)
        if !components.isEmpty, let component = parts.component, !isWanted(component) { return .component(component) }
        return parts.architecture.map { .architecture($0) } ?? .component(parts.component ?? "")
    }

    private func isWanted(_ component: String) -> Bool {
        components.contains { $0 == component || lastPart($0) == lastPart(component) }
    }

    private func suiteName(_ path: String) -> String {
        path.split(separator: "/").dropFirst().prefix(1).joined()
    }
}

/// Of `updates/main` it is `main`: apt takes both names for the same component.
func lastPart(_ component: String) -> String {
    component.split(separator: "/").last.map { String($0) } ?? component
}
