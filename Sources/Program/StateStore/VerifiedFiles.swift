import SQLite
package import Timekeeping

extension StateStore {
    /// Everything that is remembered of the files below the Root with that random id.
    package func verifiedFiles(ofRoot root: String) throws(StateStoreError) -> VerifiedFileTable {
        try query { () throws(SQLiteError) in
            let rows = try database.prepare(
                """
                SELECT inode, birth_time, byte_count, modification_time, algorithm, digest FROM verified_files
                WHERE root = (SELECT id FROM roots WHERE name = ?) ORDER BY inode
                """)
            try rows.bind([.text(root)])
            var table = VerifiedFileTable()
            while try rows.step() {
                table.append(rows.integer(0), rows.optionalInteger(1), rows.integer(2), rows.integer(3))
                let algorithm = rows.text(4)
                rows.withBlob(5) { table.appendDigest(algorithm, $0) }
            }
            return table
        }
    }

    /// Remembers files that were read, after a `syncfs` of Root: one file for each inode, the last one.
    ///
    /// - Parameter instant: when they were read.
    package func remember(
        _ files: [VerifiedFileRecord], ofRoot root: String, at instant: Instant? = nil
    ) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute("INSERT OR IGNORE INTO roots (name) VALUES (?)", [.text(root)])
            let number = try database.firstRow("SELECT id FROM roots WHERE name = ?", [.text(root)]) { $0.integer(0) }
            let insertion = try database.prepare(
                "INSERT OR REPLACE INTO verified_files VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            // In the order of the key, pages of the table are written once.
            for file in files.sorted(by: { Int64(bitPattern: $0.inode) < Int64(bitPattern: $1.inode) }) {
                try insertion.bind([
                    Value(number), .integer(Int64(bitPattern: file.inode)), Value(file.birthTime),
                    .integer(file.byteCount), .integer(file.modificationTime), .text(file.algorithm),
                    .blob(file.digest), Value(instant?.secondsSinceEpoch),
                ])
                _ = try insertion.step()
            }
        }
    }

    /// Forgets files that are gone, or whose content turned out to be another.
    package func forgetVerifiedFiles(_ inodes: [UInt64], ofRoot root: String) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            let deletion = try database.prepare(
                "DELETE FROM verified_files WHERE root = (SELECT id FROM roots WHERE name = ?) AND inode = ?")
            for inode in inodes {
                try deletion.bind([.text(root), .integer(Int64(bitPattern: inode))])
                _ = try deletion.step()
            }
        }
    }
}
