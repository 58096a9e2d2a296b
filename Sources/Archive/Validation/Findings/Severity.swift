/// How much a finding weighs, from the least to the most.
package enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
    /// Worth knowing; clients notice nothing.
    case note
    /// apt warns or loses something optional, or it will fail later.
    case warning
    /// apt refuses, or what is served would be unsafe.
    case error

    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}
