package import Timekeeping

extension Instant {
    /// Reads the dates of traces: what date(1) prints in the C locale and in English ones, with and without AM and PM, and
    /// RFC 2822 with its zone; nil for anything else.
    ///
    /// Traces are written by many programs. Their order of day, month, year and time differs, but each part is known by its
    /// form: so the words may come in any order.
    package init?(traceDate text: String) {
        var words = TraceDateWords()
        for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "," }) {
            guard words.take(String(word)) else { return nil }
        }
        guard let instant = words.instant else { return nil }
        self = instant
    }
}

private struct TraceDateWords {
    private var year: Int?
    private var month: String?
    private var day: String?
    private var time: String?
    private var isAfternoon: Bool?
    private var zoneSeconds: Int64?

    /// False for a word that no date has.
    mutating func take(_ word: String) -> Bool {
        if word.contains(":") {
            time = word
        } else if let zone = Self.zone(word) {
            zoneSeconds = zone
        } else if let number = Int(word), 0...9999 ~= number {
            if word.utf8.count == 4 { year = number } else { day = word }
        } else if ArchiveModel.month(named: word) != nil {
            month = word
        } else if word == "AM" || word == "PM" {
            isAfternoon = word == "PM"
        } else {
            return Self.weekdays.contains(word.prefix(3).lowercased())
        }
        return true
    }

    var instant: Instant? {
        guard let year, let month, let day, let time = clockTime else { return nil }
        let parts = DateParts(year: year, month: month, day: day, time: time)
        guard let instant = parts?.instant.adding(seconds: -(zoneSeconds ?? 0)) else { return nil }
        // The zone can carry it out of the years that four digits write.
        return 0...9999 ~= UTCTime(instant).calendarDay.year ? instant : nil
    }

    /// 12 AM is midnight, 12 PM is noon.
    private var clockTime: String? {
        guard let isAfternoon, let time, let colon = time.firstIndex(of: ":") else { return time }
        guard let hour = Int(time[..<colon]), 1...12 ~= hour else { return nil }
        return "\(hour % 12 + (isAfternoon ? 12 : 0))\(time[colon...])"
    }

    /// Seconds east of Greenwich.
    private static func zone(_ word: String) -> Int64? {
        if ["UTC", "GMT", "Z"].contains(word) { return 0 }
        guard word.utf8.count == 5, word.hasPrefix("+") || word.hasPrefix("-") else { return nil }
        guard let digits = Int64(word.dropFirst()), digits % 100 < 60 else { return nil }
        return (digits / 100 * 3600 + digits % 100 * 60) * (word.hasPrefix("-") ? -1 : 1)
    }

    private static let weekdays: Set<String> = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
}
