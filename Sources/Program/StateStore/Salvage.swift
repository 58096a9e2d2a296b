import Glibc
package import SQLite

extension StateStore {
    /// What is taken over from a damaged store: the memory of the policy, the history, the registries, what is on grace, which steps
    /// back an operator accepted.
    ///
    /// What the disks show better is learned anew from them: generations, suites, verified, missing and rotten files. Nothing is
    /// trusted that could let a wrong file pass. Of generations it is remembered that there were any.
    private static let salvagedTables = [
        "permits", "connections", "syncs", "transfers", "findings", "events", "grace", "accepted_dates",
        "registry_listings", "registry_checks", "registry_check_reports", "registry_log", "registry_days",
        "registry_releases", "registry_samples", "registry_submissions", "registry_mails", "registry_runs",
    ]

    /// Makes a store at `path`, in the place of what an earlier attempt left there, and closes it. Its mode is 640: it may hold the mail
    /// addresses of a registry. Whoever lets others read it does so when it is complete.
    ///
    /// - Parameters:
    ///   - damaged: a store of which as much is taken over as can be read; nil for none.
    ///   - complete: called with the new store before it is closed.
    /// - Returns: what was found of each table of the damaged store; nothing where it cannot be read at all.
    package static func make<Failure: Error>(
        _ path: String, salvaging damaged: String?, failure: (StateStoreError) -> Failure,
        _ complete: (StateStore) throws(Failure) -> Void
    ) throws(Failure) -> [SalvagedTable] {
        let salvaged: Salvage
        let store: StateStore
        do throws(StateStoreError) {
            try removeAll(path)
            try createEmpty(path)
            salvaged =
                try damaged.map { source throws(StateStoreError) in try salvage(source, into: path) } ?? Salvage()
            store = try open(path)
            for mirror in salvaged.mirrors { try store.markYoung(mirror) }
        } catch { throw failure(error) }
        try complete(store)
        return salvaged.tables
    }

    /// Runs `body` while nobody writes into the damaged store at `path`, where that can be had within ten seconds: who was writing is
    /// waited for, and who comes later finds the store that has taken its place.
    package static func withoutWriters<Failure: Error>(
        _ path: String, _ body: () throws(Failure) -> Void
    ) throws(Failure) {
        guard let database = try? Database(path: path, access: .readWrite, busyTimeoutMilliseconds: 10_000) else {
            return try body()
        }
        try? database.begin(.immediate)
        defer { database.rollBack() }
        try body()
    }

    /// SQLite's own files lie beside the database, with these endings; what an earlier attempt found suspect is gone with it.
    private static func removeAll(_ path: String) throws(StateStoreError) {
        for suffix in ["", "-journal", "-wal", "-shm", ".suspect"] {
            if unlink(path + suffix) != 0, errno != ENOENT {
                throw cannotOpen(path)
            }
        }
    }

    /// SQLite takes an empty file for a database with nothing in it, and would make one that all may read.
    private static func createEmpty(_ path: String) throws(StateStoreError) {
        let file = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw cannotOpen(path) }
        close(file)
    }

    private static func cannotOpen(_ path: String) -> StateStoreError {
        let message = String(cString: strerror(errno))
        return .database(path: path, SQLiteError(code: SQLiteError.cannotOpen, message: message, context: path))
    }

    private struct Salvage {
        var tables: [SalvagedTable] = []
        /// Those of which generations were published.
        var mirrors: [String] = []
    }

    private static func salvage(_ source: String, into path: String) throws(StateStoreError) -> Salvage {
        do throws(SQLiteError) {
            let damaged = try Database(path: source, access: .readWrite)
            guard let version = version(ofDamaged: damaged) else { return Salvage() }
            let fresh = try Database(path: path, access: .readWrite)
            return try fresh.transaction { () throws(SQLiteError) in
                for migration in migrations.prefix(version) { try fresh.executeScript(migration) }
                try fresh.execute("PRAGMA user_version = \(version)")
                let known = Set(try fresh.rows("SELECT name FROM sqlite_schema WHERE type = 'table'") { $0.text(0) })
                var result = Salvage()
                result.tables = salvagedTables.filter(known.contains).map { table in
                    fresh.salvage(table, from: damaged) { readableRow($0, of: table) }
                }
                for table in ["generations", "young_mirrors"] where known.contains(table) {
                    _ = fresh.salvage(table, from: damaged)
                }
                try fresh.executeScript(removalOfRemnants)
                result.mirrors = try fresh.rows(mirrorsWithGenerations) { $0.text(0) }
                try fresh.execute("DELETE FROM generations")
                return result
            }
        } catch { throw StateStoreError(error, path: path) }
    }

    /// Nil where its first page cannot be read, or is not that of a store which this program knows.
    private static func version(ofDamaged database: borrowing Database) -> Int? {
        guard let mark = try? database.firstRow("PRAGMA application_id", [], { $0.integer(0) }), mark == applicationID,
            let version = try? database.schemaVersion(), (1...migrations.count).contains(version)
        else { return nil }
        return version
    }

    /// Rows without those that they belong to.
    private static let removalOfRemnants = """
        DELETE FROM connections WHERE permit NOT IN (SELECT id FROM permits);
        DELETE FROM permits WHERE id NOT IN (SELECT permit FROM connections);
        DELETE FROM transfers WHERE sync NOT IN (SELECT id FROM syncs);
        DELETE FROM findings WHERE sync NOT IN (SELECT id FROM syncs);
        """

    private static let mirrorsWithGenerations = """
        SELECT mirror FROM generations UNION SELECT mirror FROM syncs WHERE generation IS NOT NULL
        """
}
