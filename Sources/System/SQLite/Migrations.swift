/// Why a database does not have the schema that is asked for.
package enum MigrationError: Error, Sendable, Hashable {
    /// A later version of the program has written it.
    case newer(found: Int, known: Int)
    case database(SQLiteError)
}

extension Database {
    /// The number of migrations that made this database. The corresponding pragma is `user_version`.
    package func schemaVersion() throws(SQLiteError) -> Int {
        Int(try firstRow("PRAGMA user_version") { $0.integer(0) } ?? 0)
    }

    /// Brings the schema to the version that `migrations` leads to, all of it or nothing.
    ///
    /// - Parameter migrations: scripts, the n-th of which leads from version n - 1 to n. What was once released is never changed: the
    ///   list is only appended to.
    package func migrate(_ migrations: [String]) throws(MigrationError) {
        if try version() == migrations.count { return }
        try transaction(failure: MigrationError.database) { () throws(MigrationError) in
            // Asked again under the lock: two processes may have come here at once.
            let version = try version()
            guard version <= migrations.count else {
                throw MigrationError.newer(found: version, known: migrations.count)
            }
            do throws(SQLiteError) {
                for migration in migrations.dropFirst(version) { try executeScript(migration) }
                try execute("PRAGMA user_version = \(migrations.count)")
            } catch { throw .database(error) }
        }
    }

    private func version() throws(MigrationError) -> Int {
        do throws(SQLiteError) { return try schemaVersion() } catch { throw .database(error) }
    }
}
