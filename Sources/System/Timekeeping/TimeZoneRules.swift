/// The offset of one time zone from UTC at every instant.
package struct TimeZoneRules: Sendable {
    /// As in `Time-Zone`, `Europe/Berlin`.
    package let name: String
    /// Segment i holds from `starts[i]` until `starts[i + 1]`; the first from the beginning of time.
    private let starts: [Int64]
    private let offsets: [Int]
    /// The segments repeat from here on every 400 years, as the Gregorian calendar and its weekdays do.
    private let repeatsFrom: Int64

    package static let utc = TimeZoneRules(name: "UTC", firstOffset: 0, transitions: [], repeatsFrom: .max)

    /// Reads a file of the time zone database.
    ///
    /// - Throws: `TimeZoneError`. The format is that of RFC 8536.
    package init(tzif bytes: [UInt8], name: String) throws(TimeZoneError) {
        let file = try TZifFile(bytes)
        guard !file.footer.isEmpty else {
            self.init(name: name, firstOffset: file.firstOffset, transitions: file.transitions, repeatsFrom: .max)
            return
        }
        let rule = try PosixTimeZone(file.footer)
        // RFC 8536, section 3.3: without any transition the footer holds for all time.
        let first = file.transitions.isEmpty ? rule.standardOffset : file.firstOffset
        self.init(name: name, firstOffset: first, transitions: file.transitions, rule: rule)
    }

    /// The zone of a POSIX TZ string with its dates, as `CET-1CEST,M3.5.0,M10.5.0/3`, which is its name too.
    ///
    /// - Throws: `TimeZoneError.malformedFooter`.
    package init(posix text: String) throws(TimeZoneError) {
        let rule = try PosixTimeZone(Array(text.utf8))
        self.init(name: text, firstOffset: rule.standardOffset, transitions: [], rule: rule)
    }

    private init(name: String, firstOffset: Int, transitions: [TimeZoneTransition], rule: PosixTimeZone) {
        let (all, repeatsFrom) = Self.extend(transitions, by: rule)
        self.init(name: name, firstOffset: firstOffset, transitions: all, repeatsFrom: repeatsFrom)
    }

    private init(name: String, firstOffset: Int, transitions: [TimeZoneTransition], repeatsFrom: Int64) {
        self.name = name
        starts = [.min] + transitions.map(\.instant)
        offsets = [firstOffset] + transitions.map(\.offset)
        self.repeatsFrom = repeatsFrom
    }

    /// Adds the changes that `rule` makes in the 402 years after the last of `transitions`.
    ///
    /// One year more at each end lets changes that belong to a neighbouring year in UTC fall into place.
    private static func extend(
        _ transitions: [TimeZoneTransition], by rule: PosixTimeZone
    ) -> ([TimeZoneTransition], Int64) {
        guard rule.daylight != nil else { return (transitions, .max) }
        let last = transitions.last?.instant ?? .min
        let firstYear =
            transitions.last.map { UTCTime(Instant(secondsSinceEpoch: $0.instant)).calendarDay.year } ?? 1899
        var all = transitions
        for year in (firstYear - 1)...(firstYear + 401) {
            for change in rule.transitions(ofYear: year) where change.instant > last {
                // An end and the next start at one instant are a daylight saving time all the year round.
                if let previous = all.last, previous.instant >= change.instant { all.removeLast() }
                all.append(change)
            }
        }
        return (all, Instant(CalendarDay(year: firstYear + 401, month: 1, day: 1)).secondsSinceEpoch)
    }

    /// What the clocks of the zone show.
    package func localTime(of instant: Instant) -> LocalTime {
        let (seconds, _) = reduced(min(max(instant.secondsSinceEpoch, -1 << 45), 1 << 45))
        return LocalTime(instant, utcOffset: offsets[segment(at: seconds)])
    }

    /// The first instant at which the clocks show that minute of `day`, or a later one.
    ///
    /// Where the clocks skip the minute this is the end of the gap, which is on a later day if the rest of `day` or all of it is
    /// skipped; where they show it twice it is the first time.
    /// - Parameter minuteOfDay: 0 to 1440; 1440 is the beginning of the next day.
    package func firstInstant(of day: CalendarDay, minuteOfDay: Int = 0) -> Instant {
        firstInstant(ofDay: day.daysSinceEpoch, minuteOfDay: minuteOfDay)
    }

    /// The same for the day that lies `day` days after 1970-01-01.
    ///
    /// - Parameter earliest: the instant from which on to look: clocks that are set back over midnight show a day twice.
    package func firstInstant(
        ofDay day: Int64, minuteOfDay: Int = 0, notBefore earliest: Instant = Instant(secondsSinceEpoch: .min)
    ) -> Instant {
        let wanted = min(max(day, -1 << 28), 1 << 28) * 86_400 + Int64(min(max(minuteOfDay, 0), 1440)) * 60
        let (local, moved) = reduced(wanted)
        let from = max(earliest.secondsSinceEpoch, -1 << 45) - moved
        // No zone is farther from UTC than this, so no earlier segment shows the minute.
        for index in segment(at: max(local - 100_000, from))..<starts.count {
            let candidate = max(starts[index], local - Int64(offsets[index]), from)
            if index + 1 == starts.count || candidate < starts[index + 1] {
                return Instant(secondsSinceEpoch: candidate + moved)
            }
        }
        return Instant(secondsSinceEpoch: max(local, from) + moved)
    }

    /// `seconds` moved back by whole cycles to where segments are known, and the seconds it was moved by.
    private func reduced(_ seconds: Int64) -> (Int64, Int64) {
        guard seconds >= repeatsFrom else { return (seconds, 0) }
        let moved = ((seconds - repeatsFrom) / secondsInFourCenturies + 1) * secondsInFourCenturies
        return (seconds - moved, moved)
    }

    /// The index of the segment that holds at `seconds`.
    private func segment(at seconds: Int64) -> Int {
        starts.withUnsafeBufferPointer { starts in
            var low = 0
            var high = starts.count
            while high - low > 1 {
                let middle = (low + high) / 2
                if starts[middle] <= seconds { low = middle } else { high = middle }
            }
            return low
        }
    }
}

private let secondsInFourCenturies: Int64 = 146_097 * 86_400
