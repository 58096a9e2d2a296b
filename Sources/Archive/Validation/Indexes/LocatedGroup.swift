import ArchiveModel

/// A logical file of Release and where each of its forms was found.
struct LocatedGroup {
    let group: IndexGroup
    /// One for each form, in its order.
    let places: [IndexPlace]
    private let suite: DiscoveredSuite

    init(_ group: IndexGroup, in suite: DiscoveredSuite, _ release: ReleaseFile, _ tree: ArchiveTree) {
        self.group = group
        self.suite = suite
        let byHash = release.acquireByHash
        places = group.forms.map { IndexPlace(suite.path($0.entry.path), $0.entry, tree, byHash: byHash) }
    }

    /// All that Release lists.
    static func all(of suite: DiscoveredSuite, _ release: ReleaseFile, _ tree: ArchiveTree) -> [LocatedGroup] {
        IndexGroup.all(of: release, isFlat: suite.isFlat).map { LocatedGroup($0, in: suite, release, tree) }
    }

    /// Relative to the archive's root.
    var path: String { suite.path(group.logicalPath) }

    func path(of form: IndexGroup.Form) -> String { suite.path(form.entry.path) }

    /// Whether apt could get it in any form.
    var isPresent: Bool { places.contains(where: \.isPresent) }

    /// Whether a form is there under its own name, be it wrong.
    var hasPlainForm: Bool { places.contains(where: \.isPlain) }

    /// Where the copies below by-hash of those forms belong that are there under their own names.
    var copyPaths: [String] {
        zip(group.forms, places).compactMap { form, place in
            guard case .plain = place, let digest = form.entry.strongestDigest else { return nil }
            return ByHash.path(for: path(of: form), digest)
        }
    }

    /// Whether nothing is there of it but `copies` of other indexes: those of the same bytes in one directory, as empty Contents,
    /// share one below by-hash.
    func isThere(onlyAs copies: Set<String>) -> Bool {
        places.allSatisfy { place in
            switch place {
            case .byHash(let path, _): copies.contains(path)
            case .absent: true
            case .plain, .faulty: false
            }
        }
    }

    /// Whether anything is there, be it wrong.
    var isAbsent: Bool {
        places.allSatisfy { if case .absent = $0 { true } else { false } }
    }
}
