import ArchiveModel

/// Why apt behaves as if Release listed none of the forms of an index (`pkgAcqMetaBase::QueueIndexes`,
/// apt-pkg/acquire-item.cc): it looks for the bare name alone, and trusts only a strong hash of it.
enum Invisibility: Sendable, Hashable {
    case unlisted
    case dotted
    case weak

    /// nil where apt sees it, or has nothing to see.
    init?(_ group: IndexGroup, in release: ReleaseFile) {
        if group.isEmpty { return nil }
        if let bare = group.bare {
            // Of a Release without any strong hash apt refuses the whole.
            guard bare.strongestDigest == nil, release.hasStrongSection else { return nil }
            self = .weak
        } else {
            self = release[group.logicalPath] == nil ? .unlisted : .dotted
        }
    }

    /// `isArchived`: clients of such a suite have to allow weak hashes anyway.
    func finding(_ located: LocatedGroup, _ importance: IndexImportance, suite: String, isArchived: Bool) -> Finding? {
        if importance == .unasked { return nil }
        // Without Translation apt still has packages; without these it has none and may not even say so.
        let hidesRecords = importance == .required && located.group.name.kind.hasRecords
        let path = located.group.logicalPath
        return Finding(
            hidesRecords && !(self == .weak && isArchived) ? .error : .warning, .indexInvisible, path: located.path,
            suites: [suite], expected: self == .weak ? "SHA256 or SHA512 of \(path) in Release" : "\(path) in Release",
            found: found(located.group),
            aptSays: self == .weak ? AptPhrases.weakTarget(path) : AptPhrases.targetNotProvided(path))
    }

    private func found(_ group: IndexGroup) -> String {
        switch self {
        case .unlisted: group.forms.map(\.entry.path).joined(separator: " and ")
        case .dotted: "./\(group.logicalPath), which is another name to apt"
        case .weak: group.bare?.digests.map(\.algorithm.releaseFieldName).joined(separator: " and ") ?? "no digest"
        }
    }
}
