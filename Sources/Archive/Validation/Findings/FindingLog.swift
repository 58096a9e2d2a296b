/// What the gate decides about a finding depends on this alone.
package struct FindingKind: Sendable, Hashable {
    package let code: FindingCode
    package let severity: Severity
    package let suites: [String]
    package let waiver: AppliedWaiver?
    let isInheritable: Bool

    package init(_ finding: Finding) {
        isInheritable = finding.isInheritable
        code = finding.code
        severity = finding.severity
        suites = finding.suites
        waiver = finding.waiver
    }
}

/// Collects findings, and only counts those beyond a limit for each kind: an index whose 60,000 files are all missing would
/// otherwise fill memory and logs.
///
/// Waivers are applied before the limit, so that a waived flood hides nothing.
package struct FindingLog: Sendable {
    /// Findings kept of one kind. The gate judges all of a kind alike, so no blocking finding is lost to others.
    static let limit = 1000
    /// Findings kept in total; beyond it, only the first of each code in each set of suites is. Suites can be as many as
    /// directories, and a finding takes up to 4 kB.
    static let totalLimit = 50_000

    private(set) var findings: [Finding] = []
    /// How many there were of each kind, those that were not kept included.
    private(set) var kindCounts: [FindingKind: Int] = [:]
    private let waivers: WaiverBook
    /// How many findings each waiver means, by its number.
    private var waiverCounts: [Int: Int] = [:]

    package init() { self.init(waivers: WaiverBook()) }

    init(waivers: WaiverBook) { self.waivers = waivers }

    /// One with the same waivers, whose findings may be merged later or dropped.
    var emptied: FindingLog { FindingLog(waivers: waivers) }

    /// How many there were of each code.
    var counts: [FindingCode: Int] {
        kindCounts.reduce(into: [:]) { $0[$1.key.code, default: 0] += $1.value }
    }

    var waiverUses: [WaiverUse] { waivers.uses(waiverCounts) }

    mutating func add(_ finding: Finding) {
        var judged = finding
        if let number = waivers.number(for: finding) {
            waiverCounts[number, default: 0] += 1
            judged.waiver = waivers.applied(number)
        }
        keep(judged, of: FindingKind(judged))
    }

    mutating func add(_ others: [Finding]) {
        for finding in others { add(finding) }
    }

    /// Takes in what another log kept and counted.
    mutating func merge(_ other: FindingLog) {
        var beyond = other.kindCounts
        for finding in other.findings {
            let kind = FindingKind(finding)
            keep(finding, of: kind)
            beyond[kind, default: 0] -= 1
        }
        for (kind, count) in beyond where count > 0 { kindCounts[kind, default: 0] += count }
        waiverCounts.merge(other.waiverCounts) { $0 + $1 }
    }

    private mutating func keep(_ finding: Finding, of kind: FindingKind) {
        let count = kindCounts[kind, default: 0]
        kindCounts[kind] = count + 1
        if count < (findings.count < Self.totalLimit ? Self.limit : 1) { findings.append(finding) }
    }
}
