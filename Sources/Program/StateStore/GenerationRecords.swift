import SQLite
package import Timekeeping

/// What is remembered of a generation; whether it is there, the disk tells.
package struct GenerationRecord: Sendable, Hashable {
    package var mirror: String
    package var name: String
    /// When it was last made the target of `public`; nil when it never was.
    package var publishedAt: Instant?
    package var verdict: String
    package var errorCount = 0
    package var warningCount = 0
    package var noteCount = 0

    package init(mirror: String, name: String, publishedAt: Instant?, verdict: String) {
        self.mirror = mirror
        self.name = name
        self.publishedAt = publishedAt
        self.verdict = verdict
    }
}

extension StateStore {
    /// Records a generation in place of what was recorded of it.
    package func record(_ generation: GenerationRecord) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                "INSERT OR REPLACE INTO generations VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    .text(generation.mirror), .text(generation.name), Value(generation.publishedAt?.secondsSinceEpoch),
                    .text(generation.verdict), Value(generation.errorCount), Value(generation.warningCount),
                    Value(generation.noteCount),
                ])
        }
    }

    /// The generations of a mirror, the newest name first.
    package func generations(of mirror: String) throws(StateStoreError) -> [GenerationRecord] {
        try query { () throws(SQLiteError) in
            try database.rows("SELECT * FROM generations WHERE mirror = ? ORDER BY name DESC", [.text(mirror)]) { row in
                var record = GenerationRecord(
                    mirror: row.text(0), name: row.text(1),
                    publishedAt: row.optionalInteger(2).map { Instant(secondsSinceEpoch: $0) }, verdict: row.text(3))
                record.errorCount = Int(row.integer(4))
                record.warningCount = Int(row.integer(5))
                record.noteCount = Int(row.integer(6))
                return record
            }
        }
    }

    package func markPublished(_ name: String, of mirror: String, at instant: Instant) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                "UPDATE generations SET published_at = ? WHERE mirror = ? AND name = ?",
                [.integer(instant.secondsSinceEpoch), .text(mirror), .text(name)])
        }
    }

    package func forgetGeneration(_ name: String, of mirror: String) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                "DELETE FROM generations WHERE mirror = ? AND name = ?", [.text(mirror), .text(name)])
        }
    }
}
