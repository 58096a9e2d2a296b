import CSQLite

/// A connection to one database file, closed when it goes out of scope.
///
/// It belongs to the thread that opened it. Several processes may have the file open at once: who meets another's lock waits, up to
/// the busy timeout.
package struct Database: ~Copyable {
    private let handle: OpaquePointer

    package enum Access: Sendable {
        case readOnly
        /// Creates the file when it is not there.
        case readWrite
    }

    /// The corresponding C function is `sqlite3_open_v2`. The file is read only later, by the first statement.
    package init(path: String, access: Access, busyTimeoutMilliseconds: Int32 = 30_000) throws(SQLiteError) {
        let flags = access == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            let error = SQLiteError(of: opened, context: path)
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        sqlite3_busy_timeout(handle, busyTimeoutMilliseconds)
    }

    deinit { sqlite3_close_v2(handle) }

    package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        try Statement(sql, on: handle)
    }

    /// Runs one statement to its end; rows are passed over.
    package func execute(_ sql: String, _ values: [Value] = []) throws(SQLiteError) {
        let statement = try prepare(sql)
        try statement.bind(values)
        while try statement.step() {}
    }

    /// Runs the statements of a script, without parameters. The corresponding C function is `sqlite3_exec`.
    package func executeScript(_ sql: String) throws(SQLiteError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw SQLiteError(of: handle, context: sql) }
    }

    /// Calls `read` at each row of a query, and returns what it makes of them.
    package func rows<Row>(
        _ sql: String, _ values: [Value] = [], _ read: (borrowing Statement) throws(SQLiteError) -> Row
    ) throws(SQLiteError) -> [Row] {
        let statement = try prepare(sql)
        try statement.bind(values)
        var rows: [Row] = []
        while try statement.step() { rows.append(try read(statement)) }
        return rows
    }

    /// The first row of a query, or nil where there is none.
    package func firstRow<Row>(
        _ sql: String, _ values: [Value] = [], _ read: (borrowing Statement) throws(SQLiteError) -> Row
    ) throws(SQLiteError) -> Row? {
        let statement = try prepare(sql)
        try statement.bind(values)
        return try statement.step() ? try read(statement) : nil
    }

    package var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Whether another file stands at the path from which this one was opened, or none. The corresponding opcode of
    /// `sqlite3_file_control` is `SQLITE_FCNTL_HAS_MOVED`.
    package var hasMoved: Bool {
        var answer: Int32 = 0
        return sqlite3_file_control(handle, nil, SQLITE_FCNTL_HAS_MOVED, &answer) == SQLITE_OK && answer != 0
    }

    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }
}

extension Database {
    package enum TransactionKind: String, Sendable {
        /// Locks when it first reads or writes; a write after a read fails when another process wrote in between.
        case deferred = "BEGIN DEFERRED"
        /// Takes the right to write at once: what is read stays true until the end.
        case immediate = "BEGIN IMMEDIATE"
    }

    /// Runs `body` as one transaction: all that it changes is written when it returns, nothing when it throws.
    ///
    /// Inside of another transaction it is a part of that one.
    /// - Throws: what `body` throws, and `SQLiteError` made into it by `failure`.
    package func transaction<Result, Failure: Error>(
        _ kind: TransactionKind = .immediate, failure: (SQLiteError) -> Failure, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if isInTransaction { return try body() }
        do throws(SQLiteError) { try begin(kind) } catch { throw failure(error) }
        return try complete(failure: failure, body)
    }

    /// Begins a transaction, which `complete` ends.
    package func begin(_ kind: TransactionKind) throws(SQLiteError) { try execute(kind.rawValue) }

    /// Runs `body` in the transaction that was begun, and ends it.
    package func complete<Result, Failure: Error>(
        failure: (SQLiteError) -> Failure, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let result: Result
        do throws(Failure) { result = try body() } catch {
            rollBack()
            throw error
        }
        do throws(SQLiteError) { try execute("COMMIT") } catch {
            rollBack()
            throw failure(error)
        }
        return result
    }

    package func transaction<Result>(
        _ kind: TransactionKind = .immediate, _ body: () throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        try transaction(kind, failure: { $0 }, body)
    }

    /// A full disk and some other errors roll back by themselves, after which there is nothing to roll back.
    package func rollBack() {
        if isInTransaction { try? execute("ROLLBACK") }
    }
}
