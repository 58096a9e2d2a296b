import ArchiveModel

/// The indexes that a Release lists and that mirrors are checked by, each in its stored forms.
struct ListedIndexes: Sendable {
    /// One index, its smallest form first; unpacked forms last.
    struct Group: Sendable {
        let logicalPath: String
        let architecture: String?
        let forms: [IndexForm]
        let unpackedByteCount: Int64?

        var isPackages: Bool { forms.first?.isPackages ?? false }
    }

    let groups: [Group]

    /// Those of packages, without the installer's.
    var packages: [Group] { groups.filter(\.isPackages) }

    init(_ release: ReleaseFile, suite: String) {
        var forms: [String: [IndexForm]] = [:]
        for entry in release.entries {
            let name = suite.hasSuffix("/") ? IndexName(inFlatArchive: entry.path) : IndexName(entry.path)
            let form = IndexForm(entry: entry, name: name)
            guard form.isPackages || form.isOther, name.compression != .lz4 else { continue }
            forms[name.logicalPath, default: []].append(form)
        }
        groups = forms.sorted { $0.key < $1.key }.map { path, forms in
            Group(
                logicalPath: path, architecture: forms.first?.name.architecture,
                forms: forms.sorted { $0.rank < $1.rank }, unpackedByteCount: release[path]?.byteCount)
        }
    }
}

/// A stored form of an index, as Release lists it.
struct IndexForm: Sendable {
    let entry: ReleaseEntry
    let name: IndexName

    /// The one that is compared: SHA-256, for the store and the reproductions know it best, else the strongest.
    var digest: Digest? { entry.digest(.sha256) ?? entry.strongestDigest }

    var isPackages: Bool { name.kind == .packages(isInstaller: false) }

    fileprivate var isOther: Bool {
        switch name.kind {
        case .sources, .translation: true
        default: false
        }
    }

    /// Archives list the unpacked form and do not keep it.
    fileprivate var rank: (Int, Int64) { (name.compression == .none ? 1 : 0, entry.byteCount) }
}
