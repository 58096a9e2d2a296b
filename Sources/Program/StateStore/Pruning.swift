import SQLite
package import Timekeeping

extension StateStore {
    /// Forgets permits, syncs with their findings, and events that lie before `instant`; of each mirror the last ended sync stays.
    ///
    /// A permit stays as long as one of its openings, as recorded or as corrected, does not lie before.
    package func prune(before instant: Instant) throws(StateStoreError) {
        let limit = Value.integer(instant.secondsSinceEpoch)
        try write { () throws(SQLiteError) in
            try database.execute(
                """
                DELETE FROM syncs WHERE ended_at < ?
                    AND id NOT IN (SELECT max(id) FROM syncs WHERE ended_at IS NOT NULL GROUP BY mirror)
                """, [limit])
            try database.execute(
                """
                DELETE FROM permits WHERE NOT EXISTS (
                    SELECT 1 FROM connections WHERE permit = permits.id
                        AND max(opened_wall, ifnull(corrected_wall, opened_wall)) >= ?)
                """, [limit])
            try database.execute("DELETE FROM events WHERE occurred_at < ?", [limit])
        }
    }
}
