import SQLite
package import Timekeeping

/// A file that no index of the served generation promises, kept because the one before did.
package struct GraceRecord: Sendable, Hashable {
    /// Relative to the archive's root.
    package var path: String
    /// When the generation was published whose indexes no longer name it.
    package var droppedAt: Instant
    package var keepUntil: Instant

    package init(path: String, droppedAt: Instant, keepUntil: Instant) {
        self.path = path
        self.droppedAt = droppedAt
        self.keepUntil = keepUntil
    }
}

extension StateStore {
    /// All grace files of a mirror, expired ones too, sorted by path.
    package func graceFiles(of mirror: String) throws(StateStoreError) -> [GraceRecord] {
        try query { () throws(SQLiteError) in
            try database.rows(
                "SELECT path, dropped_at, keep_until FROM grace WHERE mirror = ? ORDER BY path", [.text(mirror)]
            ) { row in
                GraceRecord(
                    path: row.text(0), droppedAt: Instant(secondsSinceEpoch: row.integer(1)),
                    keepUntil: Instant(secondsSinceEpoch: row.integer(2)))
            }
        }
    }

    /// Makes `files` the grace files of a mirror, all at once.
    package func replaceGraceFiles(of mirror: String, with files: [GraceRecord]) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute("DELETE FROM grace WHERE mirror = ?", [.text(mirror)])
            let insertion = try database.prepare("INSERT OR REPLACE INTO grace VALUES (?, ?, ?, ?)")
            for file in files {
                try insertion.bind([
                    .text(mirror), .text(file.path), .integer(file.droppedAt.secondsSinceEpoch),
                    .integer(file.keepUntil.secondsSinceEpoch),
                ])
                _ = try insertion.step()
            }
        }
    }
}
