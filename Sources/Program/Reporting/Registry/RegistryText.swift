import MirrorRegistry
package import Timekeeping

/// What is said of listings, checks and the log to people at a terminal, within 80 columns where names allow.
package struct RegistryText: Sendable {
    let now: Instant
    let times: LocalTimeText
    static let labelWidth = 14

    package init(now: Instant, zone: TimeZoneRules) {
        self.now = now
        times = LocalTimeText(zone: zone)
    }

    func row(_ label: String, _ text: String) -> String {
        labelledRow(label, singleLine(text), labelWidth: Self.labelWidth)
    }

    /// `2026-11-22 04:17 UTC (2 days 3 h ago)`.
    func moment(_ instant: Instant) -> String { "\(times.minute(instant)) (\(times.distance(instant, from: now)))" }
}

/// `text` without line ends: what a mirror or its operator wrote makes no line of its own.
func singleLine(_ text: String) -> String {
    // By scalars: as a character, CR LF is one.
    let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
        ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) ? " " : scalar
    }
    return String(String.UnicodeScalarView(scalars))
}

/// A span in its largest unit alone, as `3 h`.
func roughDuration(_ seconds: Int64) -> String {
    humanDuration(seconds).split(separator: " ").prefix(2).joined(separator: " ")
}

/// `text` filled with blanks up to `width`; a longer one stays as it is.
func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}

/// The letters of a bar of days.
extension DayMark {
    var letter: Character {
        switch self {
        case .good: "g"
        case .warned: "w"
        case .bad: "B"
        case .condemned: "X"
        case .maintenance: "m"
        case .unknown: "-"
        }
    }
}
