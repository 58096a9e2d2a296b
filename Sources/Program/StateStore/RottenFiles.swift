import SQLite
package import Timekeeping

/// A file whose content is no longer what it was when it was verified, until another stands in its place.
package struct RottenFileRecord: Sendable, Hashable {
    /// Relative to the archive's root.
    package var path: String
    package var inode: UInt64
    package var foundAt: Instant
    package var expected: String
    package var found: String

    package init(path: String, inode: UInt64, foundAt: Instant, expected: String, found: String) {
        self.path = path
        self.inode = inode
        self.foundAt = foundAt
        self.expected = expected
        self.found = found
    }
}

extension StateStore {
    /// Those of a mirror that nothing has replaced yet, by path.
    package func rottenFiles(of mirror: String) throws(StateStoreError) -> [RottenFileRecord] {
        try query { () throws(SQLiteError) in
            try database.rows(
                "SELECT path, inode, found_at, expected, found FROM rotten_files WHERE mirror = ? ORDER BY path",
                [.text(mirror)]
            ) { row in
                RottenFileRecord(
                    path: row.text(0), inode: UInt64(bitPattern: row.integer(1)),
                    foundAt: Instant(secondsSinceEpoch: row.integer(2)), expected: row.text(3), found: row.text(4))
            }
        }
    }

    /// Records that a file rotted, in place of what was recorded of its path.
    package func record(_ file: RottenFileRecord, of mirror: String) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                "INSERT OR REPLACE INTO rotten_files VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .text(mirror), .text(file.path), .integer(Int64(bitPattern: file.inode)),
                    .integer(file.foundAt.secondsSinceEpoch), .text(file.expected), .text(file.found),
                ])
        }
    }

    /// Another file stands in its place.
    package func forgetRottenFile(_ path: String, of mirror: String) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                "DELETE FROM rotten_files WHERE mirror = ? AND path = ?", [.text(mirror), .text(path)])
        }
    }
}
