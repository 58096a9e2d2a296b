import SQLite
package import Scheduling
package import Timekeeping

extension StateStore {
    /// Records `permit` as it is, with all its connections, in place of what was recorded of it.
    ///
    /// To be called before anything is sent: when it returns, a power failure loses nothing of it.
    package func record(_ permit: Permit) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                """
                INSERT INTO permits (id, upstream, mirror, override_reason, is_returned) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET is_returned = excluded.is_returned
                """,
                [
                    .text(permit.id), .text(permit.upstream.text), .text(permit.mirror), Value(permit.overrideReason),
                    Value(permit.isReturned),
                ])
            for (number, connection) in permit.connections.enumerated() {
                try record(connection, number: number, of: permit.id)
            }
        }
    }

    private func record(_ connection: Connection, number: Int, of permit: String) throws(SQLiteError) {
        try database.execute(
            "INSERT OR REPLACE INTO connections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [.text(permit), Value(number)] + values(connection.opened) + values(connection.corrected)
                + values(connection.lastActive) + [Value(connection.outcome?.rawValue)])
    }

    private func values(_ reading: ClockReading?) -> [Value] {
        [
            Value(reading?.wall.secondsSinceEpoch), Value(reading?.secondsSinceBoot), Value(reading?.bootID),
        ]
    }

    /// The permits that count for `upstream` at `now`: those of equal and nested keys with an opening in the last four days, by the wall
    /// clock or since the machine started, or in the future, spent and returned, in the order in which they were recorded.
    package func permits(touching upstream: UpstreamKey, at now: ClockReading) throws(StateStoreError) -> [Permit] {
        let earliest = now.wall.adding(seconds: -4 * 86_400).secondsSinceEpoch
        return try read { () throws(SQLiteError) in
            try permits(
                "EXISTS (SELECT 1 FROM connections WHERE permit = permits.id"
                    + " AND (max(opened_wall, ifnull(corrected_wall, opened_wall)) >= ?"
                    + " OR opened_boot = ? AND opened_uptime >= ?))",
                [.integer(earliest), .text(now.bootID), .integer(now.secondsSinceBoot - 4 * 86_400)])
        }.filter { $0.upstream.overlaps(upstream) }
    }

    /// All permits of a mirror with an opening since `instant`, in the order in which they were recorded.
    package func permits(of mirror: String, since instant: Instant) throws(StateStoreError) -> [Permit] {
        try read { () throws(SQLiteError) in
            try permits(
                "mirror = ? AND EXISTS (SELECT 1 FROM connections WHERE permit = permits.id AND opened_wall >= ?)",
                [.text(mirror), .integer(instant.secondsSinceEpoch)])
        }
    }

    /// Records a permit that another record holds, and what either knows of it: `mergedPermits`.
    package func merge(_ permit: Permit) throws(StateStoreError) {
        let known = try allPermits().filter { $0.id == permit.id }
        for merged in mergedPermits(store: known, marker: permit) { try record(merged) }
    }

    func allPermits() throws(StateStoreError) -> [Permit] {
        try read { () throws(SQLiteError) in try permits("TRUE", []) }
    }

    private func permits(_ condition: String, _ values: [Value]) throws(SQLiteError) -> [Permit] {
        let sql =
            "SELECT id, upstream, mirror, override_reason, is_returned FROM permits WHERE \(condition) ORDER BY number"
        return try database.rows(sql, values) { (row) throws(SQLiteError) in
            let connections = try connections(of: row.text(0))
            guard let first = connections.first else {
                throw SQLiteError(unexpectedRow: "permit \(row.text(0)) has no connection", context: sql)
            }
            return Permit(
                upstream: UpstreamKey(row.text(1)), mirror: row.text(2), overrideReason: row.optionalText(3),
                first: first,
                later: Array(connections.dropFirst()), isReturned: row.integer(4) != 0)
        }
    }

    private func connections(of permit: String) throws(SQLiteError) -> [Connection] {
        let sql = """
            SELECT opened_wall, opened_uptime, opened_boot, active_wall, active_uptime, active_boot, outcome,
                corrected_wall, corrected_uptime, corrected_boot
            FROM connections WHERE permit = ? ORDER BY number
            """
        return try database.rows(sql, [.text(permit)]) { (row) throws(SQLiteError) in
            var connection = Connection(opened: reading(row, 0))
            connection.lastActive = reading(row, 3)
            if let outcome = row.optionalText(6) {
                // Without an outcome a session may be resumed, so one that is not understood must not read as none.
                guard let known = ConnectionOutcome(rawValue: outcome) else {
                    throw SQLiteError(unexpectedRow: "a connection ended with \(outcome)", context: sql)
                }
                connection.outcome = known
            }
            if row.optionalInteger(7) != nil { connection.corrected = reading(row, 7) }
            return connection
        }
    }

    private func reading(_ row: borrowing Statement, _ column: Int) -> ClockReading {
        ClockReading(
            wall: Instant(secondsSinceEpoch: row.integer(column)), secondsSinceBoot: row.integer(column + 1),
            bootID: row.text(column + 2))
    }
}
