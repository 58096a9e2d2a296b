/// A finding of validation as reports show it.
package struct FindingReport: Sendable, Hashable, Encodable {
    /// `error`, `warning` or `note`.
    package var severity: String
    package var code: String
    /// Relative to the archive's root; empty for the archive as a whole.
    package var path: String
    /// What was found, in one sentence without a full stop, with what was expected where that helps.
    package var message: String
    /// The message that an apt client would show.
    package var aptSays: String?
    package var hint: String?
    /// Whether it keeps the tree from being published.
    package var isBlocking: Bool

    package init(
        severity: String, code: String, path: String, message: String, aptSays: String?, hint: String?, isBlocking: Bool
    ) {
        self.severity = severity
        self.code = code
        self.path = path
        self.message = message
        self.aptSays = aptSays
        self.hint = hint
        self.isBlocking = isBlocking
    }
}

extension FindingReport {
    /// Two to four indented lines, the first with severity, code and path.
    package var text: String {
        let place = path.isEmpty ? "" : " \(path)"
        var lines = ["  \(severity): \(code)\(place)", "      \(message)"]
        if let aptSays { lines.append("      apt would say: \(aptSays)") }
        if let hint { lines.append("      what to do: \(hint)") }
        return lines.joined(separator: "\n")
    }
}

/// The lines of the first `limit` findings, the blocking ones first, and how many more there are.
package func findingLines(_ findings: [FindingReport], limit: Int) -> [String] {
    let ranked = findings.enumerated().sorted { left, right in
        (rank(left.element), left.offset) < (rank(right.element), right.offset)
    }
    var lines = ranked.prefix(limit).map(\.element.text)
    if findings.count > limit { lines.append("  ... and \(counted(findings.count - limit, "more finding"))") }
    return lines
}

private func rank(_ finding: FindingReport) -> Int {
    if finding.isBlocking { return 0 }
    return ["error": 1, "warning": 2][finding.severity] ?? 3
}
