import Posix
import Reporting
import StateStore
import Validation

extension Finding {
    /// The finding in words, for reports. Names come from the upstream: a line end or an escape in one forges nothing.
    var reported: FindingReport {
        FindingReport(
            severity: severity.rawValue, code: code.rawValue, path: escapedForTerminal(path),
            message: escapedForTerminal(sentence), aptSays: aptSays.map(escapedForTerminal),
            hint: severity == .note ? nil : code.hint, isBlocking: blocks)
    }

    private var sentence: String {
        var facts: [String] = []
        if let expected { facts.append("expected \(expected)") }
        if let found { facts.append("found \(found)") }
        let suffix = facts.isEmpty ? "" : ": \(facts.joined(separator: ", "))"
        let inherited = isInherited ? " (what is served has it too)" : ""
        return code.meaning + suffix + inherited
    }
}

extension FindingRecord {
    init(_ finding: Finding) {
        self.init(
            severity: finding.severity.rawValue, code: finding.code.rawValue, path: finding.reported.path,
            suite: finding.suites.isEmpty ? nil : finding.suites.joined(separator: " "),
            message: finding.reported.message, expected: finding.expected, found: finding.found,
            aptSays: finding.reported.aptSays, isBlocking: finding.blocks, isInherited: finding.isInherited)
    }
}

extension FindingReport {
    init(_ record: FindingRecord) {
        let hint = FindingCode(rawValue: record.code)?.hint
        self.init(
            severity: record.severity, code: record.code, path: record.path, message: record.message,
            aptSays: record.aptSays, hint: record.severity == "note" ? nil : hint, isBlocking: record.isBlocking)
    }
}
