package import Timekeeping

extension Instant {
    /// Reads `Date` and `Valid-Until` as apt does: RFC 1123, RFC 850 or asctime(3), in UTC and no other zone; nil for
    /// anything else. The day of the week is not compared with the date. As in apt, a year of RFC 850 counts from 1900 and a
    /// day past the end of its month runs on into the next. Stricter than apt, which takes an unknown month for January.
    ///
    /// Source: `RFC1123StrToTime`, apt-pkg/contrib/strutl.cc.
    package init?(releaseDate text: String) {
        let words = text.utf8.split { isBlank($0) || $0 == 0x0A || $0 == 0x0D }.map {
            String(decoding: $0, as: UTF8.self)
        }
        guard let weekday = words.first, weekdays.contains(weekday.prefix(3).lowercased()) else { return nil }
        let parts: DateParts?
        switch weekday.utf8.count {
        case 3: parts = Self.asctime(words)
        case 4 where weekday.hasSuffix(","): parts = Self.rfc1123(words)
        case 5... where weekday.hasSuffix(","): parts = Self.rfc850(words)
        default: parts = nil
        }
        guard let instant = parts?.instant else { return nil }
        self = instant
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    private static func rfc1123(_ words: [String]) -> DateParts? {
        guard words.count == 6, isUniversalTime(words[5]), let year = Int(words[3]) else { return nil }
        return DateParts(year: year, month: words[2], day: words[1], time: words[4])
    }

    /// `Sunday, 06-Nov-94 08:49:37 GMT`
    private static func rfc850(_ words: [String]) -> DateParts? {
        guard words.count == 4, isUniversalTime(words[3]) else { return nil }
        let date = words[1].split(separator: "-", omittingEmptySubsequences: false).map { String($0) }
        guard date.count == 3, let year = Int(date[2]), 0...8099 ~= year else { return nil }
        return DateParts(year: 1900 + year, month: date[1], day: date[0], time: words[2])
    }

    /// `Sun Nov  6 08:49:37 1994`
    private static func asctime(_ words: [String]) -> DateParts? {
        guard words.count == 5, let year = Int(words[4]) else { return nil }
        return DateParts(year: year, month: words[1], day: words[2], time: words[3])
    }

    private static func isUniversalTime(_ zone: String) -> Bool {
        zone == "GMT" || zone == "UTC" || zone == "Z" || Int32(zone) == 0
    }
}

private let weekdays: Set<String> = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
private let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

/// The number of the month whose name begins with the same three letters, from 1, whatever their case.
func month(named name: String) -> Int? {
    months.firstIndex(of: name.prefix(3).lowercased()).map { $0 + 1 }
}

/// A date and a time of day in UTC, in the ranges of strptime(3).
struct DateParts {
    let instant: Instant

    /// nil where a part is out of its range: year 0 to 9999, day 1 to 31, second 0 to 61.
    init?(year: Int, month name: String, day: String, time: String) {
        guard 0...9999 ~= year, let month = month(named: name) else { return nil }
        guard let day = Int(day), 1...31 ~= day else { return nil }
        let parts = time.utf8.split(separator: 0x3A, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = Self.number(parts[0]), let minute = Self.number(parts[1]) else { return nil }
        // strptime(3) does not look at what follows the second.
        let digits = parts[2].prefix(2).prefix { 0x30...0x39 ~= $0 }
        guard let second = Self.number(digits), 0...23 ~= hour, 0...59 ~= minute, 0...61 ~= second else { return nil }
        instant = Instant(
            CalendarDay(year: year, month: month, day: day), hour: hour, minute: minute, second: second)
    }

    /// One or two digits, and no sign.
    private static func number(_ digits: Substring.UTF8View) -> Int? {
        digits.count <= 2 ? decimal(digits).map { Int($0) } : nil
    }
}
