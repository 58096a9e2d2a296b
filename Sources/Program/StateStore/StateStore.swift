import Glibc
import SQLite

/// What the program remembers between its runs, in one SQLite database.
///
/// Each call that writes is durable when it returns, or when `atomically` around it does: committed with the journal and its
/// directory synced. Several processes may use the store at once; who has to wait for another waits up to 30 seconds. It belongs to the
/// thread that opened it.
package final class StateStore {
    package let path: String
    private(set) var database: Database
    private let isReadOnly: Bool
    /// How often another process has made the state anew while this one had it open: numbers of rows may be others since.
    package private(set) var replacementCount = 0

    /// Opens the store for reading and writing; makes it when it is not there. Its directory must be.
    ///
    /// All tables but those in `uncheckedTables` are checked for damage; these too, the indexes, and what the rows say, after damage was
    /// met in a query.
    package static func open(_ path: String) throws(StateStoreError) -> StateStore {
        let store = StateStore(path: path, database: try opened(path, .readWrite), isReadOnly: false)
        try store.refuseForeign()
        try store.query { () throws(SQLiteError) in try store.database.makeDurable() }
        try store.checkWhole()
        try store.migrate()
        return store
    }

    /// Opens the store for reading alone, which needs no permission to write.
    ///
    /// - Throws: `notThere` too, when nothing was recorded yet.
    package static func openForReading(_ path: String) throws(StateStoreError) -> StateStore {
        let store: StateStore
        do throws(StateStoreError) {
            store = StateStore(path: path, database: try opened(path, .readOnly), isReadOnly: true)
        } catch {
            if case .database(_, let cause) = error, cause.kind == .cannotOpen, !isThere(path) {
                throw .notThere(path: path)
            }
            throw error
        }
        try store.refuseForeign()
        let version = try store.query { () throws(SQLiteError) in try store.database.schemaVersion() }
        if version == 0 { throw .notThere(path: path) }
        if version < migrations.count { throw .older(path: path, found: version, known: migrations.count) }
        if version > migrations.count { throw .newer(path: path, found: version, known: migrations.count) }
        return store
    }

    private init(path: String, database: consuming Database, isReadOnly: Bool) {
        self.path = path
        self.database = database
        self.isReadOnly = isReadOnly
    }

    /// Runs `body` while no other process may write: what it reads is still true when what it writes is recorded, all of it or nothing.
    package func atomically<Result>(_ body: () throws(StateStoreError) -> Result) throws(StateStoreError) -> Result {
        try atomically(failure: { $0 }, body)
    }

    /// The same for a `body` with failures of its own; `failure` makes those of the store into them.
    package func atomically<Result, Failure: Error>(
        failure: (StateStoreError) -> Failure, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try transaction(.immediate, failure: { failure(StateStoreError($0, path: self.path)) }, body)
    }

    /// A transaction of the store that stands at the path, though it may be another one by now than when it was opened.
    private func transaction<Result, Failure: Error>(
        _ kind: Database.TransactionKind, failure: (SQLiteError) -> Failure, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if database.isInTransaction { return try body() }
        do throws(SQLiteError) {
            try database.begin(kind)
            if database.hasMoved {
                database.rollBack()
                try reopen()
                try database.begin(kind)
            }
        } catch { throw failure(error) }
        return try database.complete(failure: failure, body)
    }

    /// Goes on with the store that has taken the place of this one. Where none has, or it cannot be opened, the one that has gone says
    /// so: one that was removed is made anew only by whoever learns from the disks what it knew.
    private func reopen() throws(SQLiteError) {
        guard !isReadOnly, Self.isThere(path), let store = try? StateStore.open(path) else { return }
        swap(&database, &store.database)
        replacementCount += 1
    }
}

extension StateStore {
    /// Whether a file stands at `path`, or whoever asks may not know.
    private static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 || errno != ENOENT }

    private static func opened(_ path: String, _ access: Database.Access) throws(StateStoreError) -> Database {
        do throws(SQLiteError) {
            let database = try Database(path: path, access: access)
            try database.makeStrict()
            return database
        } catch { throw StateStoreError(error, path: path) }
    }

    /// A database that holds something and does not bear our mark is someone else's.
    private func refuseForeign() throws(StateStoreError) {
        let isForeign = try query { () throws(SQLiteError) -> Bool in
            if try applicationMark() == applicationID { return false }
            return try !tableNames().isEmpty
        }
        if isForeign { throw .foreign(path: path) }
    }

    private func checkWhole() throws(StateStoreError) {
        let isSuspect = Self.isThere(suspicion)
        let damage: String? = try query { () throws(SQLiteError) in
            let tables = try tableNames()
            for table in tables where isSuspect || !uncheckedTables.contains(table) {
                if let damage = try database.damage(ofTable: table, withIndexes: isSuspect) {
                    return "\(table): \(damage)"
                }
            }
            guard isSuspect, let table = try unreadableTable(among: tables) else { return nil }
            return "\(table): a row says what no program of ours writes"
        }
        if let damage { throw .corrupt(path: path, damage) }
        if isSuspect { unlink(suspicion) }
    }

    /// A file whose presence says that a query met damage: the next opening looks at everything.
    var suspicion: String { "\(path).suspect" }

    /// What fails here costs no more than a thorough check.
    private func raiseSuspicion() {
        let file = creat(suspicion, 0o644)
        if file >= 0 { close(file) }
    }

    private func migrate() throws(StateStoreError) {
        do throws(MigrationError) { try database.migrate(migrations) } catch {
            switch error {
            case .newer(let found, let known): throw .newer(path: path, found: found, known: known)
            case .database(let cause): throw StateStoreError(cause, path: path)
            }
        }
    }

    private func applicationMark() throws(SQLiteError) -> Int64? {
        try database.firstRow("PRAGMA application_id") { $0.integer(0) }
    }

    private func tableNames() throws(SQLiteError) -> [String] {
        try database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'") { $0.text(0) }
    }

    func query<Result>(_ body: () throws(SQLiteError) -> Result) throws(StateStoreError) -> Result {
        do throws(SQLiteError) { return try body() } catch {
            if error.kind == .corrupt { raiseSuspicion() }
            throw StateStoreError(error, path: path)
        }
    }

    /// One transaction; inside of `atomically`, a part of that one.
    func write<Result>(_ body: () throws(SQLiteError) -> Result) throws(StateStoreError) -> Result {
        try query { () throws(SQLiteError) in try transaction(.immediate, failure: { $0 }, body) }
    }

    /// One state of the store for several queries.
    func read<Result>(_ body: () throws(SQLiteError) -> Result) throws(StateStoreError) -> Result {
        try query { () throws(SQLiteError) in try transaction(.deferred, failure: { $0 }, body) }
    }
}
