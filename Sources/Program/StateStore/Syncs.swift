import SQLite
package import Timekeeping

extension StateStore {
    /// Records that a sync starts, and returns its number.
    package func beginSync(
        of mirror: String, at startedAt: Instant, parent: RecordedProcess, permitID: String? = nil,
        logPath: String? = nil
    ) throws(StateStoreError) -> Int64 {
        try write { () throws(SQLiteError) in
            try database.execute(
                """
                INSERT INTO syncs (mirror, permit, log_path, started_at, boot, parent_pid, parent_start)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(mirror), Value(permitID), Value(logPath), .integer(startedAt.secondsSinceEpoch),
                    .text(parent.bootID), .integer(Int64(parent.processID)),
                    .integer(Int64(bitPattern: parent.startTime)),
                ])
            return database.lastInsertedRow
        }
    }

    /// Records the rsync that a sync has started, so that the next one can end it if this one is killed; nil when it has ended.
    package func setTransferProcess(_ process: RecordedProcess?, ofSync sync: Int64) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                "UPDATE syncs SET rsync_pid = ?, rsync_start = ? WHERE id = ?",
                [
                    Value(process.map { Int64($0.processID) }), Value(process.map { Int64(bitPattern: $0.startTime) }),
                    .integer(sync),
                ])
        }
    }

    /// Records how a sync ended, with what it found.
    package func endSync(_ sync: Int64, _ ending: SyncEnding, findings: [FindingRecord] = []) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                """
                UPDATE syncs SET ended_at = ?, exit_status = ?, outcome = ?, detail = ?, verdict = ?, generation = ?,
                    rsync_pid = NULL, rsync_start = NULL
                WHERE id = ?
                """,
                [
                    .integer(ending.endedAt.secondsSinceEpoch), .integer(Int64(ending.exitStatus)),
                    .text(ending.outcome),
                    Value(ending.detail), Value(ending.verdict), Value(ending.generation), .integer(sync),
                ])
            if let transfer = ending.transfer { try record(transfer, ofSync: sync) }
            try record(findings, ofSync: sync)
        }
    }

    private func record(_ transfer: TransferCounts, ofSync sync: Int64) throws(SQLiteError) {
        try database.execute(
            "INSERT OR REPLACE INTO transfers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .integer(sync), Value(transfer.connectionCount), .integer(transfer.fileCount),
                .integer(transfer.createdCount), .integer(transfer.deletedCount), .integer(transfer.transferredCount),
                .integer(transfer.totalByteCount), .integer(transfer.transferredByteCount),
                .integer(transfer.sentByteCount), .integer(transfer.receivedByteCount),
            ])
    }

    /// The last syncs of a mirror, the newest first.
    package func syncs(of mirror: String, limit: Int = 1) throws(StateStoreError) -> [SyncRecord] {
        try syncs("WHERE mirror = ? ORDER BY id DESC LIMIT ?", [.text(mirror), Value(limit)])
    }

    /// The syncs of a mirror that began at `instant` or later, the newest first.
    package func syncs(of mirror: String, since instant: Instant) throws(StateStoreError) -> [SyncRecord] {
        try syncs(
            "WHERE mirror = ? AND started_at >= ? ORDER BY id DESC",
            [.text(mirror), .integer(instant.secondsSinceEpoch)])
    }

    /// The last sync of a mirror that ended with that outcome.
    package func lastSync(of mirror: String, outcome: String) throws(StateStoreError) -> SyncRecord? {
        try syncs("WHERE mirror = ? AND outcome = ? ORDER BY id DESC LIMIT 1", [.text(mirror), .text(outcome)]).first
    }

    /// The syncs of a mirror of which no end was recorded, the oldest first: who holds the sync lock knows them to be dead.
    package func unfinishedSyncs(of mirror: String) throws(StateStoreError) -> [SyncRecord] {
        try syncs("WHERE mirror = ? AND ended_at IS NULL ORDER BY id", [.text(mirror)])
    }

    private func syncs(_ condition: String, _ values: [Value]) throws(StateStoreError) -> [SyncRecord] {
        try read { () throws(SQLiteError) in
            try database.rows(
                """
                SELECT id, mirror, started_at, permit, log_path, boot, parent_pid, parent_start, rsync_pid, rsync_start,
                    ended_at, exit_status, outcome, detail, verdict, generation
                FROM syncs \(condition)
                """, values
            ) { (row) throws(SQLiteError) in
                SyncRecord(
                    id: row.integer(0), mirror: row.text(1), startedAt: Instant(secondsSinceEpoch: row.integer(2)),
                    permitID: row.optionalText(3), logPath: row.optionalText(4),
                    parent: process(row, row.integer(6), row.integer(7)),
                    transferProcess: row.optionalInteger(8).map { process(row, $0, row.integer(9)) },
                    ending: try ending(row))
            }
        }
    }

    private func process(_ row: borrowing Statement, _ processID: Int64, _ start: Int64) -> RecordedProcess {
        RecordedProcess(
            processID: Int32(clamping: processID), startTime: UInt64(bitPattern: start), bootID: row.text(5))
    }

    private func ending(_ row: borrowing Statement) throws(SQLiteError) -> SyncEnding? {
        guard let endedAt = row.optionalInteger(10) else { return nil }
        var ending = SyncEnding(
            endedAt: Instant(secondsSinceEpoch: endedAt), exitStatus: Int32(clamping: row.integer(11)),
            outcome: row.text(12), detail: row.optionalText(13))
        ending.verdict = row.optionalText(14)
        ending.generation = row.optionalText(15)
        ending.transfer = try transfer(ofSync: row.integer(0))
        return ending
    }

    private func transfer(ofSync sync: Int64) throws(SQLiteError) -> TransferCounts? {
        try database.firstRow("SELECT * FROM transfers WHERE sync = ?", [.integer(sync)]) { row in
            var counts = TransferCounts()
            counts.connectionCount = Int(row.integer(1))
            counts.fileCount = row.integer(2)
            counts.createdCount = row.integer(3)
            counts.deletedCount = row.integer(4)
            counts.transferredCount = row.integer(5)
            counts.totalByteCount = row.integer(6)
            counts.transferredByteCount = row.integer(7)
            counts.sentByteCount = row.integer(8)
            counts.receivedByteCount = row.integer(9)
            return counts
        }
    }
}
