extension CalendarDay {
    /// Reads `2026-12-24`; nil for anything else, and for a day that no month has.
    package init?(isoDay text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]), (1...31).contains(parts[2]) else { return nil }
        let day = CalendarDay(year: parts[0], month: parts[1], day: parts[2])
        guard (1970...9999).contains(parts[0]), day.description == text else { return nil }
        guard CalendarDay(daysSinceEpoch: day.daysSinceEpoch) == day else { return nil }
        self = day
    }
}
