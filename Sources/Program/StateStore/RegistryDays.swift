package import MirrorRegistry
import SQLite
package import Timekeeping

extension StateStore {
    /// Records how a day of a listing was, in place of what was recorded of it before.
    package func record(day: DayRecord, of listing: Int64, in registry: String) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                "INSERT OR REPLACE INTO registry_days VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    .text(registry), .integer(listing), .integer(day.day.daysSinceEpoch), .text(day.mark.rawValue),
                    Value(day.checkCount), Value(day.goodCount), Value(day.lagSeconds),
                    Value(day.requestSeconds.flatMap(microseconds)), Value(day.summary),
                ])
        }
    }

    /// The days of a listing from `first` on, the oldest first.
    package func days(
        of listing: Int64, in registry: String, since first: CalendarDay
    ) throws(StateStoreError) -> [DayRecord] {
        try days(
            "registry = ? AND listing = ? AND day >= ?",
            [.text(registry), .integer(listing), .integer(first.daysSinceEpoch)]
        ).map(\.day)
    }

    /// The days of every listing from `first` on, by its number, the oldest first.
    package func days(of registry: String, since first: CalendarDay) throws(StateStoreError) -> [Int64: [DayRecord]] {
        let all = try days("registry = ? AND day >= ?", [.text(registry), .integer(first.daysSinceEpoch)])
        return Dictionary(grouping: all, by: \.listing).mapValues { $0.map(\.day) }
    }

    /// Forgets days before `first`, and what else of a registry no rule needs any longer: submissions of earlier days, releases that
    /// were followed by another before that day, runs that began before it.
    package func pruneRegistry(_ registry: String, before first: CalendarDay) throws(StateStoreError) {
        let begin = first.daysSinceEpoch * 86_400
        let values: [Value] = [.text(registry), .integer(first.daysSinceEpoch)]
        try write { () throws(SQLiteError) in
            try database.execute("DELETE FROM registry_days WHERE registry = ? AND day < ?", values)
            try database.execute("DELETE FROM registry_submissions WHERE registry = ? AND day < ?", values)
            try database.execute(
                "DELETE FROM registry_runs WHERE registry = ? AND started_at < ?", [.text(registry), .integer(begin)])
            try database.execute(
                """
                DELETE FROM registry_releases WHERE registry = ? AND EXISTS (
                    SELECT 1 FROM registry_releases AS later
                    WHERE later.registry = registry_releases.registry AND later.suite = registry_releases.suite
                        AND later.first_seen_at > registry_releases.first_seen_at AND later.first_seen_at < ?)
                """, [.text(registry), .integer(begin)])
        }
    }

    private func days(
        _ condition: String, _ values: [Value]
    ) throws(StateStoreError) -> [(listing: Int64, day: DayRecord)] {
        try query { () throws(SQLiteError) in
            try database.rows(
                """
                SELECT listing, day, mark, check_count, good_count, lag_seconds, request_microseconds, summary
                FROM registry_days WHERE \(condition) ORDER BY listing, day
                """, values
            ) { row in
                let record = DayRecord(
                    day: CalendarDay(daysSinceEpoch: boundedDay(row.integer(1))),
                    mark: DayMark(rawValue: row.text(2)) ?? .unknown, checkCount: Int(row.integer(3)),
                    goodCount: Int(row.integer(4)), lagSeconds: row.optionalInteger(5),
                    requestSeconds: row.optionalInteger(6).map { Double($0) / 1_000_000 }, summary: row.optionalText(7))
                return (row.integer(0), record)
            }
        }
    }
}

/// The arithmetic of the calendar traps on what only a damaged store holds.
private func boundedDay(_ day: Int64) -> Int64 { min(max(day, -1_000_000), 10_000_000) }

/// nil for what is no time.
private func microseconds(_ seconds: Double) -> Int64? {
    seconds >= 0 && seconds < 1_000_000 ? Int64((seconds * 1_000_000).rounded()) : nil
}
