import SQLite
import TestSupport
import Testing

@Suite("Migrations")
struct MigrationsTests {
    static let scripts = ["CREATE TABLE a (v)", "CREATE TABLE b (v); INSERT INTO b VALUES (1)", "CREATE TABLE c (v)"]

    @Test("run once each, from whatever version the database has", arguments: 0...3)
    func fromEachVersion(version: Int) throws {
        let database = try Database(path: ":memory:", access: .readWrite)
        try database.migrate(Array(Self.scripts.prefix(version)))
        try expectVersion(version, of: database)
        try database.migrate(Self.scripts)
        try database.migrate(Self.scripts)
        try expectVersion(3, of: database)
        let rowCount = try database.firstRow("SELECT count(*) FROM b") { $0.integer(0) }
        #expect(rowCount == 1)
    }

    @Test("leave nothing behind when one fails")
    func failing() throws {
        let database = try Database(path: ":memory:", access: .readWrite)
        try database.migrate([Self.scripts[0]])
        #expect(throws: MigrationError.self) { try database.migrate(Self.scripts.prefix(2) + ["CREATE TABLE a (v)"]) }
        try expectVersion(1, of: database)
        let table = try database.firstRow("SELECT name FROM sqlite_schema WHERE name = 'b'") { $0.text(0) }
        #expect(table == nil)
    }

    @Test("refuse a database that a later version has written")
    func newer() throws {
        let database = try Database(path: ":memory:", access: .readWrite)
        try database.migrate(Self.scripts)
        #expect(throws: MigrationError.newer(found: 3, known: 2)) {
            try database.migrate(Array(Self.scripts.prefix(2)))
        }
    }

    private func expectVersion(_ version: Int, of database: borrowing Database) throws {
        let found = try database.schemaVersion()
        #expect(found == version)
    }
}
