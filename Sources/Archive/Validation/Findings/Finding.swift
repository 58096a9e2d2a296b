/// One fact that validation states.
package struct Finding: Sendable, Hashable {
    package var severity: Severity
    package var code: FindingCode
    /// Relative to the archive's root; may come from a hostile upstream, so escape it before showing it.
    package var path: String
    /// The suites concerned, by `SuiteReport.name`; empty for what belongs to the whole tree.
    package var suites: [String]
    package var expected: String?
    package var found: String?
    /// What an apt client prints for it, where that is known.
    package var aptSays: String?
    /// Whether live serves the same already, so that publishing makes nothing worse. Set by the gate.
    package var isInherited = false

    package init(
        _ severity: Severity, _ code: FindingCode, path: String, suites: [String] = [], expected: String? = nil,
        found: String? = nil, aptSays: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.path = path
        self.suites = suites
        self.expected = expected
        self.found = found
        self.aptSays = aptSays
    }

    /// Whether this alone keeps the tree from being published.
    package var blocks: Bool { severity == .error && !isInherited }
}
