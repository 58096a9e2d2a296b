import Configuration
import MirrorRegistry
import Posix
import Reporting
import StateStore
import Timekeeping

extension OpenRegistry {
    var healthRules: HealthRules {
        var rules = HealthRules()
        rules.badDayLimit = configuration.limits.badDays
        rules.goodDayLimit = configuration.limits.goodDays
        return rules
    }

    /// Records a run's checks and draws the consequences, mirror by mirror; each is one transaction.
    func judge(_ checks: RunChecks, _ report: inout RegistryRunReport) throws(Failure) {
        let twins = try sameServerItems(checks)
        for listing in checks.listings {
            guard var made = checks.reports[listing.number], let last = made.indices.last else { continue }
            made[last].items += twins[listing.number] ?? []
            let entries = try atomically { () throws(Failure) -> [LogEntry] in
                try take(made, of: listing.number, isJudged: true)
            }
            report.changes += entries.map { LogRow($0, host: listing.host) }
        }
    }

    /// Records checks of a listing, and what follows: the first moves it to the maintainer's desk, each fills in the mirror's own
    /// word, and the day of a listed one is judged by all its checks.
    ///
    /// - Parameter isJudged: not for a check by hand, which nothing says of whether our own network works.
    func take(_ reports: [CheckReport], of number: Int64, isJudged: Bool) throws(Failure) -> [LogEntry] {
        // Someone may have decided on it while it was checked.
        let present = try stored { () throws(StateStoreError) in try store.listing(number, of: name) }
        guard var listing = present, let report = reports.last else { return [] }
        var check: Int64 = 0
        for report in reports {
            check = try stored { () throws(StateStoreError) in
                try store.record(check: report, of: number, addresses: listing.addresses, in: name)
            }
        }
        guard listing.state.isChecked else { return [] }
        var entries: [LogEntry] = []
        listing.fields.fill(with: report.facts.presumed)
        try stored { () throws(StateStoreError) in try store.update(listing, of: name) }
        try takeFirst(report, check, &listing, &entries)
        guard isJudged else { return entries }
        if isQuarantineDue(listing, report) {
            try step(
                &listing, &entries, .quarantine, reason: "the token and the archive have gone together",
                reasonClass: .lostControl, check: check)
        }
        return entries + (try judgeDay(of: listing, report, check).map { [$0] } ?? [])
    }

    private func takeFirst(
        _ report: CheckReport, _ check: Int64, _ listing: inout Listing, _ entries: inout [LogEntry]
    ) throws(Failure) {
        if report.facts.isProofSeen == true, !listing.isProofSeen {
            try step(&listing, &entries, .proof, reason: "the token was seen", check: check, change: .proof(true))
        }
        if listing.state == .submitted { try step(&listing, &entries, .check, reason: "begun", check: check) }
        if listing.state == .checking {
            try step(&listing, &entries, .check, reason: report.complaint ?? "all is well", check: check)
        }
    }

    private func judgeDay(of listing: Listing, _ report: CheckReport, _ check: Int64) throws(Failure) -> LogEntry? {
        // The day on which the check that decides was begun: a run may go on over midnight.
        let day = try dayRecord(of: listing, UTCTime(report.startedAt).calendarDay)
        let (judged, entry) = judging(listing, day: day, rules: healthRules, report: report, check: check, at: now)
        try stored { () throws(StateStoreError) in try store.record(day: day, of: listing.number, in: name) }
        try record(judged, entry)
        return entry
    }

    private func step(
        _ listing: inout Listing, _ entries: inout [LogEntry], _ action: RegistryAction, reason: String = "",
        reasonClass: ReasonClass? = nil, check: Int64, change: ListingChange? = nil
    ) throws(Failure) {
        let (changed, entry): (Listing, LogEntry)
        do throws(TransitionFault) {
            (changed, entry) = try transition(
                listing, action, by: .program, reason: reason, reasonClass: reasonClass,
                check: check, change: change, at: now)
        } catch { throw .transition(error) }
        try record(changed, entry)
        listing = changed
        entries.append(entry)
    }

    /// The day of a mirror by all its checks of that day, those of earlier runs among them.
    private func dayRecord(of listing: Listing, _ day: CalendarDay) throws(Failure) -> DayRecord {
        let checks = try stored { () throws(StateStoreError) in
            try store.checksOfDay(day, of: listing.number, in: name)
        }
        return MirrorRegistry.dayRecord(
            of: day, reports: checks.map(\.report), windows: listing.windows, countsFrom: listing.health.countsFrom)
    }

    /// A run of our own outage: the day counts for nobody, unless another run of it counted.
    func recordOutage(_ checks: RunChecks) throws(Failure) {
        try atomically { () throws(Failure) in
            let known = try stored { () throws(StateStoreError) in try store.days(of: name, since: today) }
            for listing in checks.listings where known[listing.number] == nil {
                try stored { () throws(StateStoreError) in
                    try store.record(day: DayRecord(day: today, mark: .unknown), of: listing.number, in: name)
                }
            }
        }
    }
}
