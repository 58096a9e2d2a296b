/// What the days of a mirror came to, as far as they count.
package struct HealthStanding: Sendable, Hashable, Codable {
    /// Bad days that were not made good.
    package var badDays: Int
    /// Good days in a row.
    package var goodDays: Int
    package var isDelisted: Bool

    package init(badDays: Int = 0, goodDays: Int = 0, isDelisted: Bool = false) {
        self.badDays = badDays
        self.goodDays = goodDays
        self.isDelisted = isDelisted
    }

    package var state: ListingState { isDelisted ? .delisted : badDays > 0 ? .degraded : .approved }

    package mutating func take(_ mark: DayMark, _ rules: HealthRules) {
        switch mark {
        case .good, .warned:
            // More than the limit says no more.
            goodDays = min(goodDays + 1, max(rules.goodDayLimit, 1))
            if goodDays >= rules.goodDayLimit {
                badDays = 0
                isDelisted = false
            }
        case .bad:
            goodDays = 0
            badDays = min(badDays + 1, max(rules.badDayLimit, 1))
            isDelisted = isDelisted || badDays >= rules.badDayLimit
        case .condemned:
            goodDays = 0
            badDays = max(rules.badDayLimit, 1)
            isDelisted = true
        case .maintenance, .unknown: break
        }
    }
}
