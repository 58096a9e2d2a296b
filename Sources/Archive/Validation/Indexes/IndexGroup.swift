import ArchiveModel

/// A logical file of Release in all the forms that Release lists.
struct IndexGroup: Sendable {
    struct Form: Sendable {
        let name: IndexName
        let entry: ReleaseEntry
    }

    /// Relative to the suite, without the suffix of a compression.
    let logicalPath: String
    let name: IndexName
    /// What Release says of the unpacked file; without it apt behaves as if there were none of the forms.
    let bare: ReleaseEntry?
    /// The cheapest to unpack first. Those that apt does not see are among them only where it sees none.
    let forms: [Form]

    /// apt never downloads a group whose bare entry has no bytes (`pkgAcqMetaBase::QueueIndexes`), so all of it may be absent.
    var isEmpty: Bool { bare?.byteCount == 0 }

    /// The groups of a Release file, sorted by their logical paths.
    static func all(of release: ReleaseFile, isFlat: Bool) -> [IndexGroup] {
        func name(_ path: String) -> IndexName { isFlat ? IndexName(inFlatArchive: path) : IndexName(path) }
        let forms = release.entries.map { Form(name: name($0.path), entry: $0) }
        return Dictionary(grouping: forms, by: \.name.logicalPath).map { logicalPath, forms in
            let seen = forms.compactMap { form in form.entry.seenByApt.map { Form(name: form.name, entry: $0) } }
            return IndexGroup(
                logicalPath: logicalPath, name: name(logicalPath), bare: release[logicalPath]?.seenByApt,
                forms: (seen.isEmpty ? forms : seen).sorted { $0.name.compression.cost < $1.name.compression.cost })
        }.sorted { $0.logicalPath < $1.logicalPath }
    }
}

extension IndexCompression {
    /// The order of the time it takes to unpack 50 MB: 0.08 s for zstd, 0.2 s for gzip, 0.7 s for xz, 2.3 s for bzip2.
    fileprivate var cost: Int {
        switch self {
        case .none: 0
        case .zstd: 1
        case .lz4: 2
        case .gzip: 3
        case .xz: 4
        case .lzma: 5
        case .bzip2: 6
        }
    }
}
