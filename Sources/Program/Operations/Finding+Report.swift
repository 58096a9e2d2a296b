import Posix
import Reporting
import StateStore
import Timekeeping
import Validation

extension Finding {
    /// The finding in words, for reports. Names come from the upstream: a line end or an escape in one forges nothing.
    var reported: FindingReport {
        var report = FindingReport(
            severity: severity.rawValue, code: code.rawValue, path: escapedForTerminal(path),
            message: escapedForTerminal(sentence), aptSays: aptSays.map(escapedForTerminal),
            hint: severity == .note ? nil : code.hint, isBlocking: blocks)
        report.suites = suites.map(escapedForTerminal)
        report.meaning = code.meaning(isInherited: isInherited)
        report.expected = expected.map(escapedForTerminal)
        report.found = found.map(escapedForTerminal)
        report.waiver = waiver.map { .init(until: $0.until.description, reason: escapedForTerminal($0.reason)) }
        report.canBeWaived = code.canBeWaived
        return report
    }

    private var sentence: String {
        var facts: [String] = []
        if let expected { facts.append("expected \(expected)") }
        if let found { facts.append("found \(found)") }
        let suffix = facts.isEmpty ? "" : ": \(facts.joined(separator: ", "))"
        return code.meaning + suffix + inheritedSuffix(isInherited)
    }
}

extension FindingCode {
    fileprivate func meaning(isInherited: Bool) -> String { meaning + inheritedSuffix(isInherited) }
}

private func inheritedSuffix(_ isInherited: Bool) -> String { isInherited ? " (what is served has it too)" : "" }

extension FindingRecord {
    init(_ finding: Finding) {
        self.init(
            severity: finding.severity.rawValue, code: finding.code.rawValue, path: finding.reported.path,
            suite: finding.suites.isEmpty ? nil : finding.suites.joined(separator: " "),
            message: finding.reported.message, expected: finding.expected, found: finding.found,
            aptSays: finding.reported.aptSays, isBlocking: finding.blocks, isInherited: finding.isInherited)
        waiver = finding.waiver.map { FindingRecord.Waiver(until: $0.until.description, reason: $0.reason) }
    }
}

extension FindingReport {
    init(_ record: FindingRecord) {
        let known = FindingCode(rawValue: record.code)
        let hint = known?.hint
        self.init(
            severity: record.severity, code: record.code, path: record.path, message: record.message,
            aptSays: record.aptSays, hint: record.severity == "note" ? nil : hint, isBlocking: record.isBlocking)
        meaning = known?.meaning(isInherited: record.isInherited)
        expected = record.expected.map(escapedForTerminal)
        found = record.found.map(escapedForTerminal)
        waiver = record.waiver.map { Waiver(until: $0.until, reason: escapedForTerminal($0.reason)) }
        canBeWaived = known?.canBeWaived ?? false
        suites = (record.suite ?? "").split(separator: " ").map { escapedForTerminal(String($0)) }
    }
}
