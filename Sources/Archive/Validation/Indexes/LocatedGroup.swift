import ArchiveModel

/// A logical file of Release and where each of its forms was found.
struct LocatedGroup {
    let group: IndexGroup
    /// One for each form, in its order.
    let places: [IndexPlace]
    private let directory: String

    init(_ group: IndexGroup, in suite: DiscoveredSuite, _ release: ReleaseFile, _ tree: ArchiveTree) {
        self.group = group
        directory = suite.directory
        let byHash = release.acquireByHash
        places = group.forms.map { IndexPlace("\(suite.directory)/\($0.entry.path)", $0.entry, tree, byHash: byHash) }
    }

    /// Relative to the archive's root.
    var path: String { "\(directory)/\(group.logicalPath)" }

    func path(of form: IndexGroup.Form) -> String { "\(directory)/\(form.entry.path)" }

    /// Whether apt could get it in any form.
    var isPresent: Bool { places.contains(where: \.isPresent) }

    /// Whether anything is there, be it wrong.
    var isAbsent: Bool {
        places.allSatisfy { if case .absent = $0 { true } else { false } }
    }
}
