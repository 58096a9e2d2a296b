package import Timekeeping

/// What the operator accepts for a time: findings of one code under a pattern of paths hold nothing back until a date.
package struct Waiver: Sendable, Hashable {
    package var code: FindingCode
    /// Of `Finding.path`, with `*` for any characters, slashes included.
    package var pathPattern: String
    /// Each suite of a finding has to fit it; nil for any.
    package var suitePattern: String?
    /// The last day on which it holds, in UTC.
    package var until: CalendarDay
    package var reason: String

    package init(
        code: FindingCode, pathPattern: String, suitePattern: String? = nil, until: CalendarDay, reason: String
    ) {
        self.code = code
        self.pathPattern = pathPattern
        self.suitePattern = suitePattern
        self.until = until
        self.reason = reason
    }

    /// Whether its last day is not over.
    package func holds(at instant: Instant) -> Bool {
        instant < Instant(until.adding(days: 1))
    }

    /// Whether the finding is one of those it means, whatever the date. Notes need no waiver, and what is never harmless gets none.
    package func means(_ finding: Finding) -> Bool {
        guard finding.code == code, finding.severity > .note, code.canBeWaived else { return false }
        guard matches(finding.path, pattern: pathPattern) else { return false }
        guard let suitePattern else { return true }
        return !finding.suites.isEmpty && finding.suites.allSatisfy { matches($0, pattern: suitePattern) }
    }
}

/// The waiver that covers a finding.
package struct AppliedWaiver: Sendable, Hashable {
    /// Its number in `ValidationRequest.waivers`.
    package let number: Int
    /// The last day on which it holds, in UTC.
    package let until: CalendarDay
    package let reason: String
}

/// What became of a waiver in a validation.
package struct WaiverUse: Sendable, Hashable {
    package let waiver: Waiver
    package let isExpired: Bool
    /// The findings that it covers, or that it covered while it held.
    package let count: Int
}
