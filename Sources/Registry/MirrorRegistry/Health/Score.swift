package import Timekeeping

/// How good a mirror was, from its days.
package struct MirrorScore: Sendable, Hashable {
    /// Lower is better; 1 is the best there is. nil where no day of the last 30 counted.
    package var score: Double?
    /// Good checks of all that counted, from 0 to 1, in the last 30 and 90 days; nil where none did.
    package var completion30: Double?
    package var completion90: Double?
    /// Mean seconds behind the archive on the counted days of the last 30.
    package var lagSeconds: Double?
    /// Mean and standard deviation of the seconds of a request, over the days of the last 30.
    package var durationMean: Double?
    package var durationDeviation: Double?

    package init() {}
}

/// Scores a mirror: `(1 + lag + duration + deviation) / completion` over the last 30 days.
///
/// `lag` is the mean of the hours behind the archive, counted in generations, so that a quiet archive makes no mirror worse;
/// `duration` and `deviation` are the mean and the standard deviation of a small request, in seconds; `completion` is the mean over
/// the days of the square of each day's share of good checks, and at least 0.005. The square makes a mirror that fails half of the
/// time four times as bad, not twice; the 1 makes failures weigh on a fast mirror as on a slow one. Days of maintenance, days without
/// a check and our own outages do not count; a condemned day has no good check.
/// - Parameters:
///   - days: in any order, at most one record of each day.
///   - today: the last day of the windows; later records are left out.
///
/// Source: `annotate_url` in archweb's mirrors/utils.py for the shape and the 0.005; nroi/flexo issue 74 for the square.
package func score(of days: [DayRecord], today: CalendarDay) -> MirrorScore {
    let counted = days.filter(isCounted)
    let last30 = within(30, of: today, counted)
    let seconds = last30.compactMap(\.requestSeconds).filter { $0.isFinite && $0 >= 0 }
    var result = MirrorScore()
    result.completion30 = completion(last30)
    result.completion90 = completion(within(90, of: today, counted))
    result.lagSeconds = mean(last30.compactMap(\.lagSeconds).map { Double(max(0, $0)) })
    result.durationMean = mean(seconds)
    result.durationDeviation = result.durationMean.flatMap { middle in
        mean(seconds.map { ($0 - middle) * ($0 - middle) }).map { $0.squareRoot() }
    }
    result.score = mean(last30.map { goodShare($0) * goodShare($0) }).map { completion in
        let hours = (result.lagSeconds ?? 0) / 3600
        return (1 + hours + (result.durationMean ?? 0) + (result.durationDeviation ?? 0))
            / max(completion, leastCompletion)
    }
    return result
}

/// The formula as the public is told it, in one paragraph.
package let scoreFormula =
    "score = (1 + lag + duration + deviation) / completion, over the last 30 days; lower is better, 1 is the best there is. "
    + "lag: hours behind the archive, the mean of the days, counted from when the generation after the mirror's own appeared, "
    + "so that an archive that is quiet makes no mirror worse. duration, deviation: mean and standard deviation of the seconds "
    + "that a small request takes. completion: the mean over the days of the square of each day's share of good checks, at "
    + "least \(leastCompletion): a mirror that fails half of the time is four times as bad. Days of announced maintenance and "
    + "our own outages do not count."

private let leastCompletion = 0.005

private func isCounted(_ record: DayRecord) -> Bool {
    switch record.mark {
    case .good, .warned, .bad, .condemned: true
    case .maintenance, .unknown: false
    }
}

private func within(_ count: Int64, of today: CalendarDay, _ days: [DayRecord]) -> [DayRecord] {
    let first = today.adding(days: 1 - count)
    return days.filter { first <= $0.day && $0.day <= today }
}

/// From 0 to 1; of a record without checks the mark alone speaks.
private func goodShare(_ record: DayRecord) -> Double {
    if record.mark == .condemned { return 0 }
    guard record.checkCount > 0 else { return record.mark == .bad ? 0 : 1 }
    return min(max(Double(record.goodCount) / Double(record.checkCount), 0), 1)
}

private func completion(_ days: [DayRecord]) -> Double? {
    let checks = days.map { Double(max($0.checkCount, 1)) }
    let good = zip(days, checks).map { goodShare($0) * $1 }
    return days.isEmpty ? nil : good.reduce(0, +) / checks.reduce(0, +)
}

private func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}
