/// Collects findings, and only counts those beyond a limit for each code in each set of suites: an index whose 60,000 files are
/// all missing would otherwise fill memory and logs.
package struct FindingLog: Sendable {
    private struct Key: Hashable {
        let code: FindingCode
        let suites: [String]
    }

    /// Findings kept of one code in one set of suites. What the gate decides depends on the code and the suites alone, so no
    /// blocking finding is lost to others.
    static let limit = 1000

    private(set) var findings: [Finding] = []
    private(set) var counts: [FindingCode: Int] = [:]
    private var kept: [Key: Int] = [:]

    package init() {}

    mutating func add(_ finding: Finding) {
        counts[finding.code, default: 0] += 1
        let key = Key(code: finding.code, suites: finding.suites)
        if kept[key, default: 0] >= Self.limit { return }
        kept[key, default: 0] += 1
        findings.append(finding)
    }

    /// Takes in what another log kept and counted.
    mutating func merge(_ other: FindingLog) {
        var beyond = other.counts
        for finding in other.findings {
            add(finding)
            beyond[finding.code, default: 0] -= 1
        }
        for (code, count) in beyond where count > 0 { counts[code, default: 0] += count }
    }

    mutating func add(_ others: [Finding]) {
        for finding in others { add(finding) }
    }
}
