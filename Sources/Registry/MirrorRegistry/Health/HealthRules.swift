/// The numbers in the rules of health.
///
/// 1. Each day of a mirror is good or bad by its last check that day: what a later check finds well was a passing fault.
/// 2. A bad day counts. The mirror is degraded, and stays on the list.
/// 3. Two good days in a row clear the count.
/// 4. At three bad days it leaves the list. It comes back by itself after two good days in a row.
/// 5. What no honest mirror does, as an InRelease signed by a foreign key, takes it off the list at once, whatever else was found that
///    day.
/// 6. Faults in a time of maintenance that was announced, days on which nothing was checked, and runs that failed by our own fault
///    count neither way.
///
/// A run is our own outage when the archive itself fails, when most of the control addresses fail, or when most of at least ten
/// mirrors on the list fail.
package struct HealthRules: Sendable, Hashable {
    /// Bad days at which a mirror leaves the list.
    package var badDayLimit = 3
    /// Good days in a row that clear the count.
    package var goodDayLimit = 2
    /// Fewer mirrors say nothing of our own outage.
    package var ownOutageMirrorCount = 10
    /// The share of mirrors, in percent, above which it is not they that failed.
    package var ownOutagePercent = 50

    package init() {}

    /// `2 good days in a row`.
    var goodDays: String { "\(goodDayLimit) good \(goodDayLimit == 1 ? "day" : "days in a row")" }

    /// The rules as the public is told them, a paragraph each.
    package var text: [String] {
        let badDays = "\(badDayLimit) bad \(badDayLimit == 1 ? "day" : "days")"
        return [
            "Each day of a mirror is good or bad by its last check that day.",
            "A bad day counts; the mirror stays on the list and is marked as degraded. "
                + "\(goodDays) \(goodDayLimit == 1 ? "clears" : "clear") the count.",
            "At \(badDays) it leaves the list. It comes back by itself after \(goodDays).",
            "What no honest mirror does, as serving an InRelease signed by a foreign key, takes it off the list at once.",
            "Faults in a time of maintenance that was announced beforehand do not count, nor do days without a check. "
                + "A run in which the archive itself, most of our control addresses, or more than "
                + "\(ownOutagePercent) % of at least \(ownOutageMirrorCount) listed mirrors fail is our own outage "
                + "and changes nothing.",
        ]
    }
}
