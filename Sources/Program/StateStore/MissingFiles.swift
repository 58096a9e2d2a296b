import SQLite
package import Timekeeping

extension StateStore {
    /// What the upstream lacked at the end of the last sync, with the instant at which it was first found lacking.
    package func missingFiles(of mirror: String) throws(StateStoreError) -> [String: Instant] {
        let rows = try query { () throws(SQLiteError) in
            try database.rows("SELECT path, first_seen_at FROM missing_files WHERE mirror = ?", [.text(mirror)]) {
                ($0.text(0), Instant(secondsSinceEpoch: $0.integer(1)))
            }
        }
        return Dictionary(rows) { first, _ in first }
    }

    /// Makes `paths` what the upstream lacks: those that it lacked before keep their first instant, the others are forgotten.
    package func replaceMissingFiles(
        of mirror: String, with paths: [String], at instant: Instant
    ) throws(StateStoreError) {
        let before = try missingFiles(of: mirror)
        try write { () throws(SQLiteError) in
            try database.execute("DELETE FROM missing_files WHERE mirror = ?", [.text(mirror)])
            let insertion = try database.prepare("INSERT OR REPLACE INTO missing_files VALUES (?, ?, ?)")
            for path in paths {
                let first = before[path] ?? instant
                try insertion.bind([.text(mirror), .text(path), .integer(first.secondsSinceEpoch)])
                _ = try insertion.step()
            }
        }
    }
}
