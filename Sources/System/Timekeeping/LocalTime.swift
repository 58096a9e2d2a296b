/// An instant as the clocks of one time zone show it.
package struct LocalTime: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00 on those clocks.
    private let localSeconds: Int64
    /// Seconds east of UTC.
    package let utcOffset: Int

    init(_ instant: Instant, utcOffset: Int) {
        // The range of years that CalendarDay counts without overflow; a date outside of it is nobody's date.
        localSeconds = min(max(instant.secondsSinceEpoch, -1 << 45), 1 << 45) + Int64(utcOffset)
        self.utcOffset = utcOffset
    }

    /// Days from 1970-01-01 to the calendar day; negative before.
    package var daysSinceEpoch: Int64 {
        localSeconds >= 0 ? localSeconds / 86_400 : (localSeconds - 86_399) / 86_400
    }

    package var calendarDay: CalendarDay { CalendarDay(daysSinceEpoch: daysSinceEpoch) }

    /// 0 to 86,399, as the clock shows it: not the seconds since midnight on a day on which the clock changes.
    package var secondOfDay: Int { Int(localSeconds - daysSinceEpoch * 86_400) }
    /// 0 to 1439.
    package var minuteOfDay: Int { secondOfDay / 60 }
}
