import ArchiveModel

/// Which architectures and components of a suite its tree holds at all.
///
/// A mirror of an upstream that carries amd64 alone lacks every index of the others that Release lists; that is one fact, not
/// hundreds of missing files.
struct Carriage {
    private(set) var architectures: Set<String> = []
    private(set) var components: Set<String> = []
    private var carriesPackages = false
    private var carriesSources = false
    private var listsPackages = false

    /// - Parameter groups: all that Release lists.
    init(_ groups: [LocatedGroup]) {
        let copies = Set(groups.flatMap(\.copyPaths))
        for group in groups {
            if group.group.name.kind == .packages(isInstaller: false) { listsPackages = true }
            if group.isPresent, !group.isThere(onlyAs: copies) { note(group.group) }
        }
    }

    /// Where no Packages is there at all, the suite is broken and not merely a part of one.
    private var isPart: Bool { listsPackages ? carriesPackages : carriesSources }

    private mutating func note(_ group: IndexGroup) {
        if let architecture = group.name.architecture { architectures.insert(architecture) }
        if let component = group.name.component { components.insert(component) }
        switch group.name.kind {
        case .packages(isInstaller: false): carriesPackages = true
        case .sources: carriesSources = true
        default: break
        }
    }

    /// The part that `group` belongs to and of which the tree holds nothing: a component, an architecture, or `source`.
    func absentPart(of group: IndexGroup) -> String? {
        guard isPart else { return nil }
        if let component = group.name.component, !components.contains(component) { return component }
        // Every client asks for `all`.
        guard let architecture = group.name.architecture, architecture != "all" else { return nil }
        return architectures.contains(architecture) ? nil : architecture
    }
}
