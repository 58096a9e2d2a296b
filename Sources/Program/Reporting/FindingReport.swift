/// A finding of validation as reports show it.
package struct FindingReport: Sendable, Hashable, Encodable {
    /// What the operator accepted of it, and until when.
    package struct Waiver: Sendable, Hashable, Encodable {
        /// The last day on which it holds, in UTC, as `2026-12-24`.
        package var until: String
        package var reason: String

        package init(until: String, reason: String) {
            self.until = until
            self.reason = reason
        }
    }

    private enum CodingKeys: CodingKey {
        case severity, code, path, suites, message, expected, found, aptSays, hint, isBlocking, waiver
    }

    /// `error`, `warning` or `note`.
    package var severity: String
    package var code: String
    /// Relative to the archive's root; empty for the archive as a whole.
    package var path: String
    /// The suites concerned; empty for what belongs to the whole tree.
    package var suites: [String] = []
    /// What was found, in one sentence without a full stop, with what was expected where that helps.
    package var message: String
    /// The part of `message` that all findings of the code share; nil where that is not known.
    package var meaning: String?
    package var expected: String?
    package var found: String?
    /// The message that an apt client would show.
    package var aptSays: String?
    package var hint: String?
    /// Whether it keeps the tree from being published.
    package var isBlocking: Bool
    package var waiver: Waiver?
    /// Whether a waiver could make it harmless.
    package var canBeWaived = false

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
    /// Whether it is an error that neither holds back nor was accepted: what was served before has it too.
    package var isInheritedError: Bool { severity == "error" && !isBlocking && waiver == nil }

    package var isWaivedError: Bool { severity == "error" && waiver != nil }

    /// Two to six indented lines, the first with severity, code and path.
    package var text: String { lines(offer: nil).joined(separator: "\n") }

    func lines(offer: WaiverOffer?) -> [String] {
        let place = path.isEmpty ? "" : " \(path)"
        var lines = ["  \(severity): \(code)\(place)", "      \(message)"]
        if let aptSays { lines.append("      apt would say: \(aptSays)") }
        if let waiver { lines.append("      \(waiver.text)") }
        if let hint { lines.append("      what to do: \(hint)") }
        if let offer, isBlocking, canBeWaived { lines.append("      \(offer.text(code, pattern: path))") }
        return lines
    }

    /// What was expected and what was found, or nothing.
    var facts: String {
        [expected.map { "expected \($0)" }, found.map { "found \($0)" }].compactMap { $0 }.joined(separator: ", ")
    }
}

extension FindingReport.Waiver {
    var text: String { "waived until \(until): \(reason)" }
}
