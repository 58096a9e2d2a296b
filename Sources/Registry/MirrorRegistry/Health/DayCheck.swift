package import Timekeeping

/// One check of a mirror, as far as its day is judged by it.
package struct DayCheck: Sendable, Hashable {
    package var startedAt: Instant
    package var outcome: CheckOutcome
    package var lagSeconds: Int64?
    /// Mean seconds of a request.
    package var requestSeconds: Double?
    /// What was wrong, in one line; nil where all was well.
    package var summary: String?

    package init(
        startedAt: Instant, outcome: CheckOutcome, lagSeconds: Int64? = nil, requestSeconds: Double? = nil,
        summary: String? = nil
    ) {
        self.startedAt = startedAt
        self.outcome = outcome
        self.lagSeconds = lagSeconds
        self.requestSeconds = requestSeconds
        self.summary = summary
    }

    package init(_ report: CheckReport) {
        self.init(
            startedAt: report.startedAt, outcome: report.outcome, lagSeconds: report.facts.lagSeconds,
            requestSeconds: report.facts.requestSeconds, summary: report.complaint)
    }
}

extension CheckReport {
    /// What is wrong, or ought to be looked at, in one line: the first of the worst items, and how many more there are.
    package var complaint: String? {
        let worst = items.filter { $0.outcome == outcome }
        guard outcome >= .warned, let first = worst.first else { return nil }
        let more = worst.count > 1 ? " (and \(worst.count - 1) more)" : ""
        return "\(first.code.rawValue): \(first.summary)".boundedLine(200) + more
    }
}

/// The record of a day, from the checks that were made on it.
///
/// The last check decides; a condemned one decides for the whole day, for honest mirrors have no such moment. Not counted are checks
/// that came to nothing, those before `countsFrom`, and those in a time of maintenance, unless they condemn.
/// - Parameters:
///   - checks: in any order; those of runs that were our own outage are left out by the caller.
///   - countsFrom: when a person decided on the listing last: `HealthMemory.countsFrom`.
package func dayRecord(
    of day: CalendarDay, checks: [DayCheck], windows: [MaintenanceWindow] = [], countsFrom: Instant? = nil
) -> DayRecord {
    let made = checks.filter { check in
        check.outcome != .skipped && countsFrom.map { check.startedAt >= $0 } ?? true
    }
    let counted = made.filter { check in
        check.outcome == .condemned || !windows.contains { $0.contains(check.startedAt) }
    }
    guard let deciding = decidingCheck(of: counted) else {
        return DayRecord(day: day, mark: made.isEmpty ? .unknown : .maintenance)
    }
    let seconds = counted.compactMap(\.requestSeconds)
    return DayRecord(
        day: day, mark: mark(of: deciding.outcome), checkCount: counted.count,
        goodCount: counted.filter { $0.outcome < .failed }.count, lagSeconds: deciding.lagSeconds,
        requestSeconds: seconds.isEmpty ? nil : seconds.reduce(0, +) / Double(seconds.count),
        summary: deciding.summary)
}

/// The same from whole reports.
package func dayRecord(
    of day: CalendarDay, reports: [CheckReport], windows: [MaintenanceWindow] = [], countsFrom: Instant? = nil
) -> DayRecord {
    dayRecord(of: day, checks: reports.map(DayCheck.init), windows: windows, countsFrom: countsFrom)
}

/// The condemned one, else the last; of several at one second the one that stands last.
private func decidingCheck(of checks: [DayCheck]) -> DayCheck? {
    if let condemned = checks.last(where: { $0.outcome == .condemned }) { return condemned }
    return checks.reduce(nil) { last, check in
        guard let last, check.startedAt < last.startedAt else { return check }
        return last
    }
}

private func mark(of outcome: CheckOutcome) -> DayMark {
    switch outcome {
    case .skipped: .unknown
    case .passed: .good
    case .warned: .warned
    case .failed: .bad
    case .condemned: .condemned
    }
}
