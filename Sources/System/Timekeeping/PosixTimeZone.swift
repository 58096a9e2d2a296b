/// The rule of a POSIX TZ string, as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// The names are skipped. Hours of a change may be -167 to 167, as RFC 8536, section 3.3.1 allows.
struct PosixTimeZone: Equatable {
    /// Seconds east of UTC, unlike in the string.
    var standardOffset: Int
    var daylight: Daylight?

    struct Daylight: Equatable {
        /// Seconds east of UTC; less than the standard offset where winter is the deviation, as in Ireland.
        var offset: Int
        var start: Change
        var end: Change
    }

    struct Change: Equatable {
        var day: DayRule
        /// Seconds after the day's midnight on the clock as it stood before the change; may be negative.
        var secondOfDay: Int
    }

    enum DayRule: Equatable {
        /// 1 to 365; 29 February is never counted.
        case julian(Int)
        /// 0 to 365; 29 February is counted.
        case zeroBased(Int)
        /// The `week`-th (5 is the last) `weekday` (0 is Sunday) of `month`.
        case weekday(month: Int, week: Int, weekday: Int)
    }

    /// The changes of `year`, in the order of their instants.
    func transitions(ofYear year: Int) -> [TimeZoneTransition] {
        guard let daylight else { return [] }
        let start = daylight.start.secondsSinceEpoch(inYear: year) - Int64(standardOffset)
        let end = daylight.end.secondsSinceEpoch(inYear: year) - Int64(daylight.offset)
        let changes = [
            TimeZoneTransition(instant: start, offset: daylight.offset),
            TimeZoneTransition(instant: end, offset: standardOffset),
        ]
        return start <= end ? changes : changes.reversed()
    }
}

extension PosixTimeZone.Change {
    /// The change in local time, as if local time were UTC.
    fileprivate func secondsSinceEpoch(inYear year: Int) -> Int64 {
        day.daysSinceEpoch(inYear: year) * 86_400 + Int64(secondOfDay)
    }
}

extension PosixTimeZone.DayRule {
    fileprivate func daysSinceEpoch(inYear year: Int) -> Int64 {
        let newYear = CalendarDay(year: year, month: 1, day: 1).daysSinceEpoch
        switch self {
        case .zeroBased(let day): return newYear + Int64(day)
        case .julian(let day):
            let march = CalendarDay(year: year, month: 3, day: 1).daysSinceEpoch
            return day < 60 ? newYear + Int64(day - 1) : march + Int64(day - 60)
        case .weekday(let month, let week, let weekday):
            let first = CalendarDay(year: year, month: month, day: 1).daysSinceEpoch
            let next = CalendarDay(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1).daysSinceEpoch
            // 1970-01-01 was a Thursday, 4.
            let firstWeekday = ((first + 4) % 7 + 7) % 7
            let day = first + (Int64(weekday) - firstWeekday + 7) % 7 + Int64(week - 1) * 7
            return day < next ? day : day - 7
        }
    }
}
