package import Timekeeping

/// What a day means for a listing by the rules of health.
///
/// A day may be judged as often as it is checked: each time it counts from what stood before it, so that only its last mark holds.
/// Listings that are not on the list, nor off it by their health, are not judged.
/// - Returns: what to remember, and what is to be done to the listing: `degrade`, `recover`, `delist`, `return` or nothing.
package func judged(
    _ listing: Listing, day: DayRecord, rules: HealthRules = HealthRules()
) -> (memory: HealthMemory, action: RegistryAction?) {
    var memory = listing.health
    guard [.approved, .degraded, .delisted].contains(listing.state) else { return (memory, nil) }
    if let last = memory.lastDay, day.day < last { return (memory, nil) }
    let present = HealthStanding(
        badDays: memory.badDays, goodDays: memory.goodDays, isDelisted: listing.state == .delisted)
    let before = day.day == memory.lastDay ? memory.beforeLastDay ?? present : present
    var standing = before
    standing.take(day.mark, rules)
    memory.badDays = standing.badDays
    memory.goodDays = standing.goodDays
    memory.lastDay = day.day
    memory.beforeLastDay = before
    return (memory, action(from: listing.state, to: standing.state))
}

/// Judges a day and does what follows from it.
///
/// - Parameters:
///   - report: the check that the day's mark rests on, for the class of the reason.
///   - check: its number.
/// - Returns: the listing, also where only its memory changed, and the entry where its state did.
package func judging(
    _ listing: Listing, day: DayRecord, rules: HealthRules = HealthRules(), report: CheckReport? = nil,
    check: Int64? = nil, at now: Instant
) -> (listing: Listing, entry: LogEntry?) {
    let (memory, action) = judged(listing, day: day, rules: rules)
    var remembering = listing
    remembering.health = memory
    guard let action else { return (remembering, nil) }
    let reasonClass = action == .delist ? report.map(reasonClass(of:)) ?? .other : nil
    do throws(TransitionFault) {
        return try transition(
            listing, action, by: .program, reason: reason(for: action, day, memory, rules), reasonClass: reasonClass,
            check: check, change: .health(memory), at: now)
    } catch {
        // The table has a row for each of the actions; without one, the listing stays as it is.
        return (remembering, nil)
    }
}

private func action(from: ListingState, to: ListingState) -> RegistryAction? {
    switch (from, to) {
    case (.approved, .degraded): .degrade
    case (.degraded, .approved): .recover
    case (.approved, .delisted), (.degraded, .delisted): .delist
    case (.delisted, .approved), (.delisted, .degraded): .return
    default: nil
    }
}

private func reason(
    for action: RegistryAction, _ day: DayRecord, _ memory: HealthMemory, _ rules: HealthRules
) -> String {
    let what = day.summary.map { ": \($0)" } ?? ""
    let count = "\(memory.badDays) bad \(memory.badDays == 1 ? "day" : "days")"
    switch action {
    case .degrade, .delist: return day.mark == .condemned ? "at once\(what)" : "\(count)\(what)"
    case .return where memory.badDays > 0, .recover where memory.goodDays < rules.goodDayLimit:
        return "a later check of the day was good"
    default: return rules.goodDays
    }
}
