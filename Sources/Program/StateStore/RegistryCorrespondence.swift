import SQLite
package import Timekeeping

extension StateStore {
    /// Counts one more submission of a sender.
    ///
    /// - Returns: how many there were on that day, with this one.
    package func countSubmission(
        from sender: String, on day: CalendarDay, in registry: String
    ) throws(StateStoreError) -> Int {
        // A mail address has at most 320 bytes: RFC 3696, section 3.
        let key = String(sender.lowercased().unicodeScalars.prefix(320))
        return try write { () throws(SQLiteError) in
            let count = try database.firstRow(
                """
                INSERT INTO registry_submissions VALUES (?, ?, ?, 1)
                ON CONFLICT DO UPDATE SET submission_count = submission_count + 1 RETURNING submission_count
                """, [.text(registry), .integer(day.daysSinceEpoch), .text(key)]
            ) { $0.integer(0) }
            return Int(count ?? 0)
        }
    }

    /// Remembers that the operator of a listing was told of something.
    ///
    /// - Parameter key: what it was, as `delisted 2026-11-22`.
    package func recordMail(
        _ key: String, to listing: Int64, in registry: String, at instant: Instant
    ) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                "INSERT OR REPLACE INTO registry_mails VALUES (?, ?, ?, ?)",
                [.text(registry), .integer(listing), .text(key), .integer(instant.secondsSinceEpoch)])
        }
    }

    /// Takes back what `recordMail` remembered, for a mail that could not be sent.
    package func forgetMail(_ key: String, to listing: Int64, in registry: String) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                "DELETE FROM registry_mails WHERE registry = ? AND listing = ? AND key = ?",
                [.text(registry), .integer(listing), .text(key)])
        }
    }

    /// What the operator of a listing was told of, and when.
    package func mails(to listing: Int64, in registry: String) throws(StateStoreError) -> [String: Instant] {
        let rows = try query { () throws(SQLiteError) in
            try database.rows(
                "SELECT key, told_at FROM registry_mails WHERE registry = ? AND listing = ?",
                [.text(registry), .integer(listing)]
            ) { ($0.text(0), Instant(secondsSinceEpoch: $0.integer(1))) }
        }
        return Dictionary(rows, uniquingKeysWith: { _, last in last })
    }

    /// How many things operators were told of from `instant` on.
    package func mailCount(in registry: String, since instant: Instant) throws(StateStoreError) -> Int {
        let count = try query { () throws(SQLiteError) in
            try database.firstRow(
                "SELECT count(*) FROM registry_mails WHERE registry = ? AND told_at >= ?",
                [.text(registry), .integer(instant.secondsSinceEpoch)]
            ) { $0.integer(0) }
        }
        return Int(count ?? 0)
    }
}
