package import Timekeeping

/// Instants as people of one time zone read them.
package struct LocalTimeText: Sendable {
    package let zone: TimeZoneRules

    package init(zone: TimeZoneRules) {
        self.zone = zone
    }

    /// `2026-11-22 04:17 +01:00`.
    package func minute(_ instant: Instant) -> String {
        let local = zone.localTime(of: instant)
        let hour = zeroPadded(local.secondOfDay / 3600, to: 2)
        let minute = zeroPadded(local.secondOfDay / 60 % 60, to: 2)
        return "\(local.calendarDay) \(hour):\(minute) \(offset(local.utcOffset))"
    }

    private func offset(_ seconds: Int) -> String {
        if seconds == 0 { return "UTC" }
        let minutes = abs(seconds) / 60
        return (seconds < 0 ? "-" : "+") + zeroPadded(minutes / 60, to: 2) + ":" + zeroPadded(minutes % 60, to: 2)
    }

    /// `in 3 h 12 min`, `2 days 4 h ago`, or `just now`.
    package func distance(_ instant: Instant, from now: Instant) -> String {
        let seconds = instant.seconds(since: now)
        if (-59...0).contains(seconds) { return "just now" }
        return seconds >= 0 ? "in \(humanDuration(seconds))" : "\(humanDuration(seconds)) ago"
    }
}
