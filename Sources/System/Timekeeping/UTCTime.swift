/// An instant taken apart in UTC.
package struct UTCTime: Sendable, Hashable {
    package let calendarDay: CalendarDay
    /// 0 to 86,399.
    package let secondOfDay: Int

    package init(_ instant: Instant) {
        // The range of years that CalendarDay counts without overflow; a date outside of it is nobody's date.
        let seconds = min(max(instant.secondsSinceEpoch, -1 << 45), 1 << 45)
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        calendarDay = CalendarDay(daysSinceEpoch: days)
        secondOfDay = Int(seconds - days * 86_400)
    }

    package var hour: Int { secondOfDay / 3600 }
    package var minute: Int { secondOfDay / 60 % 60 }
    package var second: Int { secondOfDay % 60 }
    /// 0 for Sunday to 6 for Saturday.
    package var weekday: Int { Int(((calendarDay.daysSinceEpoch + 4) % 7 + 7) % 7) }
}

/// `value` in decimal, filled with zeros on the left to `width` digits.
package func zeroPadded(_ value: Int, to width: Int) -> String {
    let digits = String(value.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.count))
    return (value < 0 ? "-" : "") + zeros + digits
}
