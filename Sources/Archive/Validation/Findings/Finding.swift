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
    /// False for what live does not have: to publish it would make something worse, however equal the suites are.
    var isInheritable = true
    /// What the operator accepted of it for a time. Set when it is collected.
    package var waiver: AppliedWaiver?

    package init(
        _ severity: Severity, _ code: FindingCode, path: String, suites: [String] = [], expected: String? = nil,
        found: String? = nil, aptSays: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.path = path
        self.suites = suites
        self.expected = expected.map(Self.clipped)
        self.found = found.map(Self.clipped)
        self.aptSays = aptSays.map(Self.clipped)
    }

    /// Of each text but the path. Names in a Release or an index can be as long as a field; a path in one has 4,095 bytes at
    /// most, and of those an operator reads the start.
    static let textByteLimit = 1000

    private static func clipped(_ text: String) -> String {
        guard text.utf8.count > textByteLimit else { return text }
        return String(decoding: text.utf8.prefix(textByteLimit), as: UTF8.self) + "…"
    }

    /// Whether this alone keeps the tree from being published.
    package var blocks: Bool { severity == .error && !isInherited && waiver == nil }
}
