package import Timekeeping

/// What the rules of health remember of a mirror from day to day.
package struct HealthMemory: Sendable, Hashable, Codable {
    /// Bad days that were not made good.
    package var badDays = 0
    /// Good days in a row.
    package var goodDays = 0
    /// The last day that was judged.
    package var lastDay: CalendarDay?
    /// What it stood at before `lastDay`, from which that day is judged anew when a later check of it gives it another mark.
    package var beforeLastDay: HealthStanding?
    /// Checks before this instant do not count: a person decided on the listing then.
    package var countsFrom: Instant?
    /// What the mirror was written for last, by kind, so that nothing is said twice.
    package var told: [String: Instant] = [:]

    package init() {}
}

/// One day of a mirror's history.
package struct DayRecord: Sendable, Hashable, Codable {
    package var day: CalendarDay
    package var mark: DayMark
    /// Checks made and checks that were good on that day.
    package var checkCount: Int
    package var goodCount: Int
    package var lagSeconds: Int64?
    /// Mean seconds of a request.
    package var requestSeconds: Double?
    /// What was wrong, in one line.
    package var summary: String?

    package init(
        day: CalendarDay, mark: DayMark, checkCount: Int = 0, goodCount: Int = 0, lagSeconds: Int64? = nil,
        requestSeconds: Double? = nil, summary: String? = nil
    ) {
        self.day = day
        self.mark = mark
        self.checkCount = checkCount
        self.goodCount = goodCount
        self.lagSeconds = lagSeconds
        self.requestSeconds = requestSeconds
        self.summary = summary
    }
}

/// How a day of a mirror was.
package enum DayMark: String, Sendable, Hashable, CaseIterable, Codable {
    case good
    /// It works, and something should be looked at.
    case warned
    case bad
    case condemned
    /// Announced beforehand; it does not count.
    case maintenance
    /// Our own outage, or no check was made: it does not count.
    case unknown
}
