import Posix
import Publishing
import Reporting
import Validation

/// A staging tree after validation, and what was done to it for the verdict.
struct ValidatedTree {
    let report: ValidationReport
    let live: GenerationName?
    /// Of staging compared with the live generation; nil before the first publication.
    let survey: TreeSurvey?
    /// Whether something was taken out of staging after the survey.
    let tookOut: Bool
    /// Pool paths that the upstream lacks and that were linked from the live generation.
    let linked: [String]
    let summary: ValidationSummary
}

extension ValidationSummary {
    init(_ report: ValidationReport, seconds: Int64) {
        self.init()
        suites = report.suites.map { escapedForTerminal($0.name) }
        indexCount = report.statistics.indexCount
        packageCount = report.statistics.packageCount
        sourceCount = report.statistics.sourceCount
        poolFileCount = report.statistics.poolFileCount
        readFileCount = report.statistics.readFileCount
        readByteCount = report.statistics.readByteCount
        self.seconds = seconds
    }
}
