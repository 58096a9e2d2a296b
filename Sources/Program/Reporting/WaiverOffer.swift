import MirrorRegistry
package import Timekeeping

/// For whom a blocking finding could be waived: from this the line to paste is made.
package struct WaiverOffer: Sendable {
    private let mirror: String
    private let today: CalendarDay

    /// Days for which the line proposes to waive. A fall of the packages is over once it is published: what falls later is another
    /// one, and must not be covered.
    private static func dayCount(_ code: String) -> Int64 { code == "packages-fell" ? 2 : 30 }

    package init(mirror: String, now: Instant) {
        self.mirror = mirror
        today = UTCTime(now).calendarDay
    }

    func text(_ code: String, pattern: String) -> String {
        // A word that begins with a dash would be read as an option.
        let path = pattern.hasPrefix("-") ? "*\(pattern.dropFirst())" : pattern
        let until = today.adding(days: Self.dayCount(code))
        return
            "to accept it for a time: mirrorward waive \(shellQuoted(mirror)) \(code) \(shellQuoted(path)) --until \(until) "
            + "--reason '...'"
    }
}
