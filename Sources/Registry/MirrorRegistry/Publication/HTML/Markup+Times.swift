import Timekeeping

extension Markup {
    /// `25 Nov 2026, 04:07 UTC`.
    static func moment(_ instant: Instant) -> Markup {
        let time = UTCTime(instant)
        let clock = "\(zeroPadded(time.hour, to: 2)):\(zeroPadded(time.minute, to: 2))"
        let text = "\(dayText(time.calendarDay)), \(clock) UTC"
        return element(.time, [.named(.datetime, instant.iso8601)], Markup(text: text))
    }

    /// `25 Nov 2026`, in UTC.
    static func day(_ instant: Instant) -> Markup { day(UTCTime(instant).calendarDay) }

    static func day(_ day: CalendarDay) -> Markup {
        element(.time, [.named(.datetime, day.description)], Markup(text: dayText(day)))
    }

    private static func dayText(_ day: CalendarDay) -> String {
        "\(day.day) \(monthNames[min(max(day.month, 1), 12) - 1]) \(day.year)"
    }
}

private let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
