import SQLite

extension StateStore {
    /// Records that generations of a mirror were published before this store was made, until `forgetYouth`.
    package func markYoung(_ mirror: String) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute("INSERT OR IGNORE INTO young_mirrors VALUES (?)", [.text(mirror)])
        }
    }

    /// Whether generations of a mirror were published before this store was made, and none since: files may be on grace of which it
    /// knows nothing.
    package func isYoung(for mirror: String) throws(StateStoreError) -> Bool {
        try query { () throws(SQLiteError) in
            try database.firstRow("SELECT 1 FROM young_mirrors WHERE mirror = ?", [.text(mirror)]) { _ in true }
                ?? false
        }
    }

    /// A generation was published, and what is on grace beside it was recorded.
    package func forgetYouth(of mirror: String) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute("DELETE FROM young_mirrors WHERE mirror = ?", [.text(mirror)])
        }
    }

    /// Whether there were generations of a mirror: then its Root without a marker is a disk that is not mounted.
    package func knowsGenerations(of mirror: String) throws(StateStoreError) -> Bool {
        if try isYoung(for: mirror) { return true }
        return try !generations(of: mirror).isEmpty
    }
}
