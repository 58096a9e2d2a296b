package import MirrorRegistry
import SQLite
package import Timekeeping

/// A check as it was recorded.
package struct StoredCheck: Sendable, Hashable {
    /// Given once in the store.
    package let id: Int64
    /// nil for addresses that are no listing's.
    package let listing: Int64?
    package let addresses: [MirrorURL]
    package let checkedAt: Instant
    package let report: CheckReport
}

extension StateStore {
    /// Checks of one listing that are kept, besides those that the log cites; of addresses without listing, ten times as many in all.
    static let keptCheckCount = 12

    /// Records a check of a listing, or of addresses that are none's, and forgets the oldest ones that no entry of the log cites.
    ///
    /// - Returns: the number by which the log cites it.
    package func record(
        check report: CheckReport, of listing: Int64?, addresses: [MirrorURL], in registry: String
    ) throws(StateStoreError) -> Int64 {
        try write { () throws(SQLiteError) in
            let report = report.bounded
            try database.execute(
                "INSERT INTO registry_checks (registry, listing, addresses, checked_at, outcome) VALUES (?, ?, ?, ?, ?)",
                [
                    .text(registry), Value(listing), .text(addresses.map(\.text).joined(separator: "\n")),
                    .integer(report.startedAt.secondsSinceEpoch), .text(report.outcome.rawValue),
                ])
            let id = database.lastInsertedRow
            try database.execute(
                "INSERT INTO registry_check_reports VALUES (?, ?)", [.integer(id), .text(try storedBody(report))])
            try forgetChecks(of: listing, in: registry)
            return id
        }
    }

    private func forgetChecks(of listing: Int64?, in registry: String) throws(SQLiteError) {
        try database.execute(
            """
            DELETE FROM registry_checks WHERE id IN (
                SELECT id FROM registry_checks WHERE registry = ? AND listing IS ? ORDER BY id DESC LIMIT -1 OFFSET ?)
            AND NOT EXISTS (SELECT 1 FROM registry_log WHERE check_id = registry_checks.id)
            """,
            [
                .text(registry), Value(listing),
                Value(listing == nil ? Self.keptCheckCount * 10 : Self.keptCheckCount),
            ])
    }

    package func check(_ id: Int64, in registry: String) throws(StateStoreError) -> StoredCheck? {
        try checks("WHERE registry = ? AND id = ?", [.text(registry), .integer(id)]).first
    }

    /// The last checks of a listing, the newest first.
    package func checks(of listing: Int64, in registry: String, limit: Int) throws(StateStoreError) -> [StoredCheck] {
        try checks(
            "WHERE registry = ? AND listing = ? ORDER BY id DESC LIMIT ?",
            [.text(registry), .integer(listing), Value(limit)])
    }

    package func latestCheck(of listing: Int64, in registry: String) throws(StateStoreError) -> StoredCheck? {
        try checks(of: listing, in: registry, limit: 1).first
    }

    /// The last check of each listing, by its number.
    package func latestChecks(of registry: String) throws(StateStoreError) -> [Int64: StoredCheck] {
        let latest = try checks(
            """
            WHERE id IN (SELECT max(id) FROM registry_checks WHERE registry = ? AND listing IS NOT NULL GROUP BY listing)
            """, [.text(registry)])
        let pairs = latest.compactMap { check in check.listing.map { ($0, check) } }
        return Dictionary(pairs, uniquingKeysWith: { _, last in last })
    }

    /// The checks of a listing that began on a day, in UTC, the oldest first; those of long ago are forgotten.
    package func checksOfDay(
        _ day: CalendarDay, of listing: Int64, in registry: String
    ) throws(StateStoreError) -> [StoredCheck] {
        let begin = day.daysSinceEpoch * 86_400
        return try checks(
            "WHERE registry = ? AND listing = ? AND checked_at >= ? AND checked_at < ? ORDER BY id",
            [.text(registry), .integer(listing), .integer(begin), .integer(begin + 86_400)])
    }

    private func checks(_ condition: String, _ values: [Value]) throws(StateStoreError) -> [StoredCheck] {
        try query { () throws(SQLiteError) in
            try database.rows(
                """
                SELECT id, listing, addresses, checked_at, body
                FROM registry_checks JOIN registry_check_reports ON check_id = id \(condition)
                """, values
            ) { (row) throws(SQLiteError) in
                StoredCheck(
                    id: row.integer(0), listing: row.optionalInteger(1),
                    addresses: row.text(2).split(separator: "\n").compactMap { try? MirrorURL(String($0)) },
                    checkedAt: Instant(secondsSinceEpoch: row.integer(3)), report: try readBody(row.text(4)))
            }
        }
    }
}
