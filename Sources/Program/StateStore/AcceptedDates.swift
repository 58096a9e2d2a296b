import SQLite
package import Timekeeping

/// A signed text whose Date goes backwards and which the operator accepted, once.
package struct AcceptedDate: Sendable, Hashable {
    package var suite: String
    /// SHA-256 of the signed text in lower-case hexadecimal.
    package var signedTextDigest: String
    package var reason: String
    package var acceptedAt: Instant
    /// When it was published; then it is used up.
    package var usedAt: Instant?

    package init(suite: String, signedTextDigest: String, reason: String, acceptedAt: Instant, usedAt: Instant? = nil) {
        self.suite = suite
        self.signedTextDigest = signedTextDigest
        self.reason = reason
        self.acceptedAt = acceptedAt
        self.usedAt = usedAt
    }
}

extension StateStore {
    package func record(_ accepted: AcceptedDate, of mirror: String) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                "INSERT OR REPLACE INTO accepted_dates VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .text(mirror), .text(accepted.suite), .text(accepted.signedTextDigest), .text(accepted.reason),
                    .integer(accepted.acceptedAt.secondsSinceEpoch), Value(accepted.usedAt?.secondsSinceEpoch),
                ])
        }
    }

    /// All that was accepted for a mirror, used up or not, in the order of time.
    package func acceptedDates(of mirror: String) throws(StateStoreError) -> [AcceptedDate] {
        try query { () throws(SQLiteError) in
            try database.rows(
                """
                SELECT suite, signed_text_digest, reason, accepted_at, used_at FROM accepted_dates WHERE mirror = ?
                ORDER BY accepted_at, suite
                """, [.text(mirror)]
            ) { row in
                AcceptedDate(
                    suite: row.text(0), signedTextDigest: row.text(1), reason: row.text(2),
                    acceptedAt: Instant(secondsSinceEpoch: row.integer(3)),
                    usedAt: row.optionalInteger(4).map { Instant(secondsSinceEpoch: $0) })
            }
        }
    }
}
