extension Database {
    /// Makes each commit durable before it returns, in a journal mode that lets others read without the permission to write.
    ///
    /// A rollback journal, not WAL: a reader of a WAL database writes to its `-shm` file, which `status` run by anybody may not. With
    /// `synchronous=EXTRA` SQLite also syncs the directory after the journal was removed, without which a power failure right after
    /// a commit may bring the journal back, and with it the time before the commit: <https://www.sqlite.org/pragma.html#pragma_synchronous>.
    package func makeDurable() throws(SQLiteError) {
        let mode = try firstRow("PRAGMA journal_mode = DELETE") { $0.text(0) }
        guard mode == "delete" else {
            throw SQLiteError(
                code: 1, message: "journal mode stays \(mode ?? "unknown")", context: "PRAGMA journal_mode")
        }
        try execute("PRAGMA synchronous = EXTRA")
    }

    /// Refuses what a file from elsewhere may hold: functions in its schema, keys that lead nowhere, cells out of bounds.
    package func makeStrict() throws(SQLiteError) {
        try execute("PRAGMA trusted_schema = OFF")
        try execute("PRAGMA cell_size_check = ON")
        try execute("PRAGMA foreign_keys = ON")
    }

    /// What SQLite has to say against `table`, nil when it is whole. The corresponding pragmas are `quick_check` and, with its
    /// indexes, `integrity_check`.
    package func damage(ofTable table: String, withIndexes: Bool = false) throws(SQLiteError) -> String? {
        let name = table.replacing("'", with: "''")
        let answer = try firstRow("PRAGMA \(withIndexes ? "integrity" : "quick")_check('\(name)')") { $0.text(0) }
        return answer == "ok" ? nil : answer ?? "no answer"
    }
}
