/// The findings of one code that weigh the same.
package struct FindingGroup: Sendable, Hashable, Encodable {
    /// What tells one group from another.
    package struct Key: Sendable, Hashable {
        let code: String
        let severity: String
        let isBlocking: Bool
        let waiver: FindingReport.Waiver?

        package init(_ finding: FindingReport) {
            code = finding.code
            severity = finding.severity
            isBlocking = finding.isBlocking
            waiver = finding.waiver
        }
    }

    package var severity: String
    package var code: String
    /// Whether they keep the tree from being published.
    package var isBlocking: Bool
    package var waiver: FindingReport.Waiver?
    /// All there were, those that were not kept included.
    package var count: Int
    /// The part of the archive that is affected, 0 to 1; nil where that says nothing.
    package var share: Double?
    /// What `share` is a part of, as `pool files`.
    package var shareOf: String?
    /// What all of them mean, in a sentence without a full stop.
    package var meaning: String?
    /// What somebody who runs apt sees.
    package var clientsSee: String?
    package var hint: String?

    /// A group of as many as `finding` stands for.
    package init(_ finding: FindingReport, count: Int) {
        severity = finding.severity
        code = finding.code
        isBlocking = finding.isBlocking
        waiver = finding.waiver
        meaning = finding.meaning
        hint = finding.hint
        self.count = count
    }
}

/// One group for each key, in the order in which `findings` first show them.
package func grouped(_ findings: [FindingReport]) -> [FindingGroup] {
    var numbers: [FindingGroup.Key: Int] = [:]
    var groups: [FindingGroup] = []
    for finding in findings {
        let key = FindingGroup.Key(finding)
        if let number = numbers[key] {
            groups[number].count += 1
        } else {
            numbers[key] = groups.count
            groups.append(FindingGroup(finding, count: 1))
        }
    }
    return groups
}
