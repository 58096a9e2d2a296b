import SQLite
import TestSupport
import Testing

@Suite("A database")
struct DatabaseTests {
    static let values: [Value] = [
        nil, .integer(0), .integer(.min), .integer(.max), .text(""), .text("Ümlaut \u{0}\n'"), .blob([]),
        .blob([0, 255]),
    ]

    @Test("gives back what was bound", arguments: values)
    func roundTrip(value: Value) throws {
        let database = try Database(path: ":memory:", access: .readWrite)
        try database.executeScript("CREATE TABLE t (v)")
        try database.execute("INSERT INTO t VALUES (?)", [value])
        let read = try database.rows("SELECT v, typeof(v) FROM t") { row -> Value in
            switch row.text(1) {
            case "integer": .integer(row.integer(0))
            case "text": .text(row.text(0))
            case "blob": .blob(row.blob(0))
            default: Value(row.optionalInteger(0))
            }
        }
        #expect(read == [value])
    }

    static let failures: [(String, SQLiteError.Kind, String)] = [
        ("SELECT * FROM absent", .other, "no such table: absent"),
        ("INSERT INTO t VALUES (1); DELETE FROM t", .other, "not exactly one statement"),
        ("", .other, "not exactly one statement"),
        ("INSERT INTO t VALUES (7)", .constraint, "UNIQUE constraint failed: t.v"),
        ("INSERT INTO t VALUES ('x')", .constraint, "cannot store TEXT value in INTEGER column t.v"),
    ]

    @Test("says what failed, why, and in which statement", arguments: failures)
    func failure(sql: String, kind: SQLiteError.Kind, message: String) throws {
        let database = try Database(path: ":memory:", access: .readWrite)
        try database.executeScript("CREATE TABLE t (v INTEGER UNIQUE) STRICT; INSERT INTO t VALUES (7)")
        let error = try #require(throws: SQLiteError.self) { try database.execute(sql) }
        #expect(error.kind == kind)
        #expect(error.message == message)
        #expect(error.context == sql)
    }

    @Test("keeps all of a transaction or nothing, also of one inside another")
    func transactions() throws {
        struct Stop: Error {
            init() {}
            init(_ error: SQLiteError) {}
        }
        let database = try Database(path: ":memory:", access: .readWrite)
        try database.executeScript("CREATE TABLE t (v)")
        #expect(throws: Stop.self) {
            try database.transaction(failure: Stop.init(_:)) { () throws(Stop) in
                try? database.execute("INSERT INTO t VALUES (1)")
                try? database.transaction { () throws(SQLiteError) in try database.execute("INSERT INTO t VALUES (2)") }
                throw Stop()
            }
        }
        let none = try count(database)
        #expect(none == 0)
        try database.transaction { () throws(SQLiteError) in
            try database.transaction { () throws(SQLiteError) in try database.execute("INSERT INTO t VALUES (1)") }
            try database.execute("INSERT INTO t VALUES (2)")
        }
        let both = try count(database)
        #expect(both == 2)
        let isOpen = database.isInTransaction
        #expect(!isOpen)
    }

    @Test("is busy while another writes, readable before the other commits, and free after")
    func twoConnections() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/a.sqlite"
        let writer = try Database(path: path, access: .readWrite, busyTimeoutMilliseconds: 0)
        let other = try Database(path: path, access: .readWrite, busyTimeoutMilliseconds: 0)
        try writer.makeDurable()
        try writer.executeScript("CREATE TABLE t (v)")
        try writer.transaction { () throws(SQLiteError) in
            try writer.execute("INSERT INTO t VALUES (1)")
            let seen = try count(other)
            #expect(seen == 0)
            let error = #expect(throws: SQLiteError.self) { try other.execute("INSERT INTO t VALUES (2)") }
            #expect(error?.kind == .busy)
        }
        let committed = try count(other)
        #expect(committed == 1)
        try other.execute("INSERT INTO t VALUES (2)")
    }

    @Test("commits durably: a rollback journal, and the directory is synced after it was removed")
    func durable() throws {
        let directory = try TemporaryDirectory()
        let database = try Database(path: "\(directory.path)/a.sqlite", access: .readWrite)
        try database.makeDurable()
        let mode = try database.firstRow("PRAGMA journal_mode") { $0.text(0) }
        let synchronous = try database.firstRow("PRAGMA synchronous") { $0.integer(0) }
        #expect(mode == "delete")
        #expect(synchronous == 3, "3 is EXTRA")
    }

    @Test("cannot be opened where nothing is, written where it is read only, or read where bytes are not its own")
    func unreadable() throws {
        let directory = try TemporaryDirectory()
        #expect(throws: SQLiteError.self) {
            _ = try Database(path: "\(directory.path)/no/a.sqlite", access: .readWrite)
        }
        #expect(throws: SQLiteError.self) { _ = try Database(path: "\(directory.path)/a.sqlite", access: .readOnly) }

        try Database(path: "\(directory.path)/b.sqlite", access: .readWrite).executeScript("CREATE TABLE t (v)")
        let reader = try Database(path: "\(directory.path)/b.sqlite", access: .readOnly)
        let readOnly = #expect(throws: SQLiteError.self) { try reader.execute("INSERT INTO t VALUES (1)") }
        #expect(readOnly?.kind == .readOnly)

        try directory.write(String(repeating: "no database ", count: 100), to: "c.sqlite")
        let other = try Database(path: "\(directory.path)/c.sqlite", access: .readOnly)
        let corrupt = #expect(throws: SQLiteError.self) { try other.execute("SELECT * FROM sqlite_schema") }
        #expect(corrupt?.kind == .corrupt)
    }

    private func count(_ database: borrowing Database) throws(SQLiteError) -> Int64? {
        try database.firstRow("SELECT count(*) FROM t") { $0.integer(0) }
    }
}
