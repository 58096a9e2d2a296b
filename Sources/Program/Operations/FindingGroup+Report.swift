import Reporting
import Validation

extension ValidationReport {
    /// The findings as reports show them, and their groups with all that were counted.
    var reported: (findings: [FindingReport], groups: [FindingGroup]) {
        let findings = self.findings.map(\.reported)
        var kinds: [FindingGroup.Key: [FindingKind]] = [:]
        var seen: Set<FindingKind> = []
        for (finding, report) in zip(self.findings, findings) {
            let kind = FindingKind(finding)
            if seen.insert(kind).inserted { kinds[FindingGroup.Key(report), default: []].append(kind) }
        }
        var shown: Set<FindingGroup.Key> = []
        let groups = findings.compactMap { finding -> FindingGroup? in
            let key = FindingGroup.Key(finding)
            guard shown.insert(key).inserted, let members = kinds[key] else { return nil }
            return group(finding, members)
        }
        return (findings, groups)
    }

    private func group(_ finding: FindingReport, _ kinds: [FindingKind]) -> FindingGroup {
        // What was added behind the log's back counts once.
        let count = kinds.reduce(0) { $0 + kindCounts[$1, default: 1] }
        var group = FindingGroup(finding, count: count)
        group.clientsSee = kinds.first?.code.clientsSee
        if let (part, subject) = share(of: kinds) {
            group.share = part
            group.shareOf = subject.rawValue
        }
        return group
    }
}
