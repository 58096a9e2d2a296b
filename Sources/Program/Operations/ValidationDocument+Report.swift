import Posix
import Reporting
import Validation

extension ValidationDocument {
    /// What was found in `tree`, for reports.
    init(_ report: ValidationReport, tree: String, seconds: Int64) {
        let (findings, groups) = report.reported
        self.init(
            tree: tree, verdict: report.verdict.rawValue, suites: report.suites.map { ValidatedSuite($0) },
            groups: groups, findings: findings,
            statistics: ValidatedCounts(report.statistics, suiteCount: report.suites.count, seconds: seconds))
    }
}

extension ValidatedSuite {
    fileprivate init(_ suite: SuiteReport) {
        self.init(
            name: escapedForTerminal(suite.name), aliases: suite.aliases.map(escapedForTerminal),
            release: escapedForTerminal(suite.releasePath), signed: suite.isSigned)
        poolFileCount = suite.poolFileCount
        missingPoolFileCount = suite.missingPoolFileCount
        notCarried = suite.notCarried.map(escapedForTerminal)
        if let facts = suite.facts { take(facts) }
    }

    private mutating func take(_ facts: SuiteFacts) {
        date = facts.date
        validUntil = facts.validUntil
        origin = facts.origin.map(escapedForTerminal)
        label = facts.label.map(escapedForTerminal)
        suite = facts.suite.map(escapedForTerminal)
        codename = facts.codename.map(escapedForTerminal)
        architectures = facts.architectures.map(escapedForTerminal)
        components = facts.components.map(escapedForTerminal)
        signers = facts.signers
        packageCount = facts.packageCount
        sourceCount = facts.sourceCount
    }
}

extension ValidatedCounts {
    fileprivate init(_ statistics: ValidationStatistics, suiteCount: Int, seconds: Int64) {
        self.init()
        self.suiteCount = suiteCount
        indexCount = statistics.indexCount
        packageCount = statistics.packageCount
        sourceCount = statistics.sourceCount
        poolFileCount = statistics.poolFileCount
        poolByteCount = statistics.poolByteCount
        readFileCount = statistics.readFileCount
        readByteCount = statistics.readByteCount
        self.seconds = seconds
    }
}
