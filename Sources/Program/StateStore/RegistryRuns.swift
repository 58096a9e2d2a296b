import SQLite
package import Timekeeping

/// One run of the daily checks.
package struct RegistryRunRecord: Sendable, Hashable {
    package enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// All were checked, and judged.
        case judged
        /// All were checked, and none was judged: the fault was ours, or the archive's.
        case ownOutage = "own-outage"
        /// Ended before all were checked.
        case interrupted
    }

    package internal(set) var id: Int64 = 0
    package var startedAt: Instant
    /// nil while it runs, and when it was killed.
    package var endedAt: Instant?
    package var outcome: Outcome?
    /// Listings, by how their day is marked.
    package var goodCount = 0
    package var warnedCount = 0
    package var badCount = 0
    package var condemnedCount = 0
    package var maintenanceCount = 0
    package var unknownCount = 0
    /// Entries of the log that it wrote.
    package var changeCount = 0
    package var mailCount = 0
    /// Of an outage of our own, in one line.
    package var reason: String?

    package init(startedAt: Instant) { self.startedAt = startedAt }
}

extension StateStore {
    /// Records that a run starts.
    ///
    /// - Returns: its number, for `endRun`.
    package func beginRun(of registry: String, at instant: Instant) throws(StateStoreError) -> Int64 {
        try write { () throws(SQLiteError) in
            try database.execute(
                "INSERT INTO registry_runs (registry, started_at) VALUES (?, ?)",
                [.text(registry), .integer(instant.secondsSinceEpoch)])
            return database.lastInsertedRow
        }
    }

    /// Records how a run ended; its start stays as it was recorded.
    package func endRun(_ id: Int64, _ run: RegistryRunRecord) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                """
                UPDATE registry_runs SET ended_at = ?, outcome = ?, good_count = ?, warned_count = ?, bad_count = ?,
                    condemned_count = ?, maintenance_count = ?, unknown_count = ?, change_count = ?, mail_count = ?, reason = ?
                WHERE id = ?
                """,
                [
                    Value(run.endedAt?.secondsSinceEpoch), Value(run.outcome?.rawValue), Value(run.goodCount),
                    Value(run.warnedCount), Value(run.badCount), Value(run.condemnedCount), Value(run.maintenanceCount),
                    Value(run.unknownCount),
                    Value(run.changeCount), Value(run.mailCount), Value(run.reason), .integer(id),
                ])
        }
    }

    /// The last runs, the newest first.
    package func runs(of registry: String, limit: Int) throws(StateStoreError) -> [RegistryRunRecord] {
        try query { () throws(SQLiteError) in
            try database.rows(
                "SELECT * FROM registry_runs WHERE registry = ? ORDER BY id DESC LIMIT ?",
                [.text(registry), Value(limit)]
            ) { row in
                var run = RegistryRunRecord(startedAt: Instant(secondsSinceEpoch: row.integer(2)))
                run.id = row.integer(0)
                run.endedAt = row.optionalInteger(3).map { Instant(secondsSinceEpoch: $0) }
                run.outcome = row.optionalText(4).flatMap { RegistryRunRecord.Outcome(rawValue: $0) }
                run.goodCount = Int(row.integer(5))
                run.warnedCount = Int(row.integer(6))
                run.badCount = Int(row.integer(7))
                run.condemnedCount = Int(row.integer(8))
                run.maintenanceCount = Int(row.integer(9))
                run.unknownCount = Int(row.integer(10))
                run.changeCount = Int(row.integer(11))
                run.mailCount = Int(row.integer(12))
                run.reason = row.optionalText(13)
                return run
            }
        }
    }
}
