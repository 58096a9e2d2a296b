import ArchiveModel
import Posix

/// Judges what Release lists and the tree lacks.
struct AbsentIndexes {
    let tree: ArchiveTree
    let live: ArchiveTree?
    /// Architectures and components that must be carried, because the operator named them.
    let named: Set<String>
    let selection: Selection
    let suite: DiscoveredSuite
    let release: ReleaseFile
    let isArchived: Bool
    let groups: [LocatedGroup]

    struct Result {
        var findings: [Finding] = []
        var notCarried: [String] = []
    }

    func run() -> Result {
        let carriage = Carriage(groups)
        var result = Result()
        var absentParts: [String: [LocatedGroup]] = [:]
        for group in groups {
            let invisibility = Invisibility(group.group, in: release)
            guard group.isAbsent else {
                if let invisibility, group.isPresent { result.findings += invisible(group, invisibility) }
                result.findings += absentForms(of: group) + unjudged(group)
                continue
            }
            guard !group.group.isEmpty else { continue }
            if let part = carriage.absentPart(of: group.group), !liesUnlisted(group) {
                absentParts[part, default: []].append(group)
            } else {
                result.findings += missing(group, invisibility)
            }
        }
        for (part, groups) in absentParts.sorted(by: { $0.key < $1.key }) {
            result.findings.append(absent(part, groups))
            result.notCarried.append(part)
        }
        return result
    }

    /// Whether the index is there in a form, or under a name, that Release does not list: then the upstream carries it, and apt gets
    /// nothing of it.
    private func liesUnlisted(_ group: LocatedGroup) -> Bool {
        guard group.group.name.kind.hasRecords else { return false }
        return IndexCompression.allCases.contains { compression in
            (try? tree.status(group.path + compression.suffix))??.kind == .regular
        }
    }

    private func absent(_ part: String, _ groups: [LocatedGroup]) -> Finding {
        let liveCarriedIt = groups.contains(where: isInLive)
        let mustBe = liveCarriedIt || named.contains(part)
        return Finding(
            mustBe ? .error : .warning, mustBe ? .carriedNoMore : .notCarried, path: place(of: part, groups),
            suites: [suite.name],
            expected: liveCarriedIt ? "\(part), which live serves" : "\(part), which Release lists",
            found: "none of its \(groups.count) indexes", aptSays: AptPhrases.notFound)
    }

    /// A path that belongs to the part alone, so that a waiver of one covers no other: `dists/x/main/binary-arm64`, `dists/x/contrib`.
    private func place(of part: String, _ groups: [LocatedGroup]) -> String {
        if groups.allSatisfy({ $0.group.name.component == part }) { return suite.path(part) }
        return groups.first.map { splitPath($0.path).directory } ?? suite.directory
    }

    private func missing(_ group: LocatedGroup, _ invisibility: Invisibility?) -> [Finding] {
        // apt never asks for what it does not see.
        let hidden = invisibility.map { invisible(group, $0) }?.filter { $0.severity == .error } ?? []
        if !hidden.isEmpty { return hidden }
        let (severity, code) = importance(of: group).missing(liveHasIt: isInLive(group))
        return [
            Finding(
                invisibility == nil ? severity : .note, code, path: group.path, suites: [suite.name],
                expected: group.group.forms.map(\.entry.path).joined(separator: " or "), found: "none",
                aptSays: AptPhrases.notFound)
        ]
    }

    private func absentForms(of group: LocatedGroup) -> [Finding] {
        zip(group.group.forms, group.places).compactMap { form, place in
            if !place.isPlain, selection.leftOut(group.path(of: form)) != nil { return nil }
            return switch place {
            case .byHash(let path, _):
                Finding(
                    .warning, .indexFormMissing, path: group.path(of: form), suites: [suite.name], found: path)
            case .absent where form.name.compression != .none:
                Finding(.note, .indexFormMissing, path: group.path(of: form), suites: [suite.name])
            default: nil
            }
        }
    }

    private func unjudged(_ group: LocatedGroup) -> [Finding] {
        let present = zip(group.group.forms, group.places).filter { $1.isPresent }.map(\.0)
        guard let first = present.first, !present.contains(where: \.name.compression.isRead) else { return [] }
        let severity = importance(of: group).missing(liveHasIt: false).0
        return [
            Finding(
                severity, .indexNotJudged, path: group.path(of: first), suites: [suite.name],
                expected: "a form that is read here", found: first.name.compression.suffix)
        ]
    }

    private func invisible(_ group: LocatedGroup, _ reason: Invisibility) -> [Finding] {
        let finding = reason.finding(group, importance(of: group), suite: suite.name, isArchived: isArchived)
        return finding.map { [$0] } ?? []
    }

    private func importance(of group: LocatedGroup) -> IndexImportance {
        IndexImportance(group.group.name, in: release)
    }

    private func isInLive(_ group: LocatedGroup) -> Bool {
        guard let live else { return false }
        return group.group.forms.contains { (try? live.status(group.path(of: $0)))??.kind == .regular }
    }
}
