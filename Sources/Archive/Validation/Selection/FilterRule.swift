/// One line of rsync's filter rules. Of several that match a name the first decides.
package struct FilterRule: Sendable, Hashable {
    /// Which field of the configuration it comes from.
    enum Reason: Sendable, Hashable {
        case suites
        case components
        case architectures
        case sources
        case exclude
    }

    let isInclude: Bool
    let text: String
    let reason: Reason
    private let pattern: RsyncPattern

    private init(_ isInclude: Bool, _ text: String, _ reason: Reason) {
        self.isInclude = isInclude
        self.text = text
        self.reason = reason
        pattern = RsyncPattern(text)
    }

    static func include(_ text: String, _ reason: Reason) -> FilterRule { FilterRule(true, text, reason) }
    static func exclude(_ text: String, _ reason: Reason) -> FilterRule { FilterRule(false, text, reason) }

    /// As a line of a file that rsync merges.
    package var line: String { "\(isInclude ? "+" : "-") \(text)" }

    func matches(_ path: String, isDirectory: Bool) -> Bool { pattern.matches(path, isDirectory: isDirectory) }
}
