extension Instant {
    /// ISO 8601 in UTC, as `2026-11-22T04:17:33Z`.
    package var iso8601: String {
        let time = UTCTime(self)
        return "\(time.calendarDay)T\(clock(time))Z"
    }

    /// The name of a generation, as `20261122T041733Z`: names sort as their instants do.
    package var generationName: String {
        let time = UTCTime(self)
        let day = time.calendarDay
        return zeroPadded(day.year, to: 4) + zeroPadded(day.month, to: 2) + zeroPadded(day.day, to: 2) + "T"
            + zeroPadded(time.hour, to: 2) + zeroPadded(time.minute, to: 2) + zeroPadded(time.second, to: 2) + "Z"
    }

    /// The form of `date -u` in the C locale, as `Sun Nov 22 04:17:33 UTC 2026`, which ftpsync writes into traces.
    package var traceDate: String {
        let time = UTCTime(self)
        let day = time.calendarDay
        let padded = day.day < 10 ? " \(day.day)" : "\(day.day)"
        return "\(weekdayNames[time.weekday]) \(monthNames[day.month - 1]) \(padded) \(clock(time)) UTC "
            + zeroPadded(day.year, to: 4)
    }

    /// RFC 2822 in UTC, as `Sun, 22 Nov 2026 04:17:33 +0000`: the form of `Date-Started` in ftpsync's traces.
    package var rfc2822: String { "\(rfcDay) +0000" }

    /// The form of `Date` in Release, as `Sun, 22 Nov 2026 04:17:33 UTC`.
    package var releaseDate: String { "\(rfcDay) UTC" }

    private var rfcDay: String {
        let time = UTCTime(self)
        let day = time.calendarDay
        return "\(weekdayNames[time.weekday]), \(zeroPadded(day.day, to: 2)) \(monthNames[day.month - 1]) "
            + "\(zeroPadded(day.year, to: 4)) \(clock(time))"
    }

    private func clock(_ time: UTCTime) -> String {
        "\(zeroPadded(time.hour, to: 2)):\(zeroPadded(time.minute, to: 2)):\(zeroPadded(time.second, to: 2))"
    }

    /// The instant of a time of day in UTC.
    package init(_ day: CalendarDay, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        self.init(
            secondsSinceEpoch: day.daysSinceEpoch * 86_400 + Int64(hour) * 3600 + Int64(minute) * 60 + Int64(second))
    }

    /// Reads `iso8601` back; nil for anything else.
    package init?(iso8601 text: String) {
        let digits = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        guard digits.count == 6, (1...12).contains(digits[1]), (1...31).contains(digits[2]) else { return nil }
        guard (0...9999).contains(digits[0]), digits[3] < 24, digits[4] < 60, digits[5] < 61 else { return nil }
        self.init(
            CalendarDay(year: digits[0], month: digits[1], day: digits[2]), hour: digits[3], minute: digits[4],
            second: digits[5])
        guard iso8601 == text else { return nil }
    }
}

let weekdayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
