import SQLite
package import Timekeeping

/// When a verified file was last read.
package struct VerifiedFileReading: Sendable, Hashable {
    package let inode: UInt64
    package let byteCount: Int64
    /// nil where it is not known.
    package let readAt: Instant?

    package init(inode: UInt64, byteCount: Int64, readAt: Instant?) {
        self.inode = inode
        self.byteCount = byteCount
        self.readAt = readAt
    }
}

extension StateStore {
    /// When each file below the Root with that random id was last read, the longest ago first.
    package func verifiedFileReadings(ofRoot root: String) throws(StateStoreError) -> [VerifiedFileReading] {
        try query { () throws(SQLiteError) in
            try database.rows(
                """
                SELECT inode, byte_count, read_at FROM verified_files
                WHERE root = (SELECT id FROM roots WHERE name = ?) ORDER BY read_at, inode
                """, [.text(root)]
            ) { row in
                VerifiedFileReading(
                    inode: UInt64(bitPattern: row.integer(0)), byteCount: row.integer(1),
                    readAt: row.optionalInteger(2).map { Instant(secondsSinceEpoch: $0) })
            }
        }
    }

    /// Records that files were read again and are as they were.
    package func markRead(_ inodes: [UInt64], ofRoot root: String, at instant: Instant) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            let update = try database.prepare(
                "UPDATE verified_files SET read_at = ? WHERE root = (SELECT id FROM roots WHERE name = ?) AND inode = ?"
            )
            for inode in inodes {
                try update.bind([
                    .integer(instant.secondsSinceEpoch), .text(root), .integer(Int64(bitPattern: inode)),
                ])
                _ = try update.step()
            }
        }
    }

    /// When the daily share of a mirror was last read; nil before the first time.
    package func lastScrub(of mirror: String) throws(StateStoreError) -> Instant? {
        let seconds = try query { () throws(SQLiteError) in
            try database.firstRow("SELECT ended_at FROM scrubs WHERE mirror = ?", [.text(mirror)]) { $0.integer(0) }
        }
        return seconds.map { Instant(secondsSinceEpoch: $0) }
    }

    /// Records that the daily share of a mirror was read.
    package func recordScrub(of mirror: String, at instant: Instant) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                "INSERT OR REPLACE INTO scrubs VALUES (?, ?)", [.text(mirror), .integer(instant.secondsSinceEpoch)])
        }
    }
}
