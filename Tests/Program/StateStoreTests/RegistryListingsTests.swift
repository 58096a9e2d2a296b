import MirrorRegistry
import SQLite
import StateStore
import TestSupport
import Testing
import Timekeeping

@Suite("Listings in the store")
struct RegistryListingsTests {
    @Test("are numbered from 1 in each registry, and are read as they were written")
    func numbers() throws {
        try withStore { (store) throws in
            var first = try listing()
            #expect(try store.insertListing(first, of: registry) == 1)
            #expect(try store.insertListing(try listing("b.example.org"), of: registry) == 2)
            #expect(try store.insertListing(first, of: "other") == 1)
            first.number = 1
            #expect(try store.listing(1, of: registry) == first)
            #expect(try store.listings(of: registry).map(\.host) == ["mirror.example.org", "b.example.org"])
            first.state = .approved
            first.host = "a.example.org"
            try store.update(first, of: registry)
            #expect(try store.listing(host: "a.example.org", of: registry) == first)
            #expect(try store.listing(host: "mirror.example.org", of: registry) == nil)
            #expect(try store.listing(1, of: "other")?.host == "mirror.example.org")
            #expect(try store.listing(3, of: registry) == nil)
            #expect(try store.listings(of: "none").isEmpty)
        }
    }

    @Test("that are not there cannot be changed")
    func absent() throws {
        try withStore { (store) throws in
            #expect(throws: StateStoreError.self) { try store.update(try listing(), of: registry) }
        }
    }

    @Test("of one host are found by the one that is not removed, then by the last")
    func host() throws {
        try withStore { (store) throws in
            _ = try store.insertListing(try listing(state: .pending), of: registry)
            _ = try store.insertListing(try listing(state: .removed), of: registry)
            #expect(try store.listing(host: "mirror.example.org", of: registry)?.number == 1)
            var first = try #require(try store.listing(1, of: registry))
            first.state = .removed
            try store.update(first, of: registry)
            #expect(try store.listing(host: "mirror.example.org", of: registry)?.number == 2)
        }
    }

    @Test("that could not be read again are not written")
    func unwritable() throws {
        try withStore { (store) throws in
            var odd = try listing()
            odd.windows = [MaintenanceWindow(from: day(1), until: Instant(secondsSinceEpoch: .max), reason: "for ever")]
            #expect(throws: StateStoreError.self) { try store.insertListing(odd, of: registry) }
            #expect(try store.listings(of: registry).isEmpty)
        }
    }
}

@Suite("The log of a registry")
struct RegistryLogTests {
    @Test("is numbered from 1, and told from its end")
    func entries() throws {
        try withStore { (store) throws in
            let before = try listing()
            #expect(try store.append(entry(.approve, of: 1, before: before), to: registry) == 1)
            #expect(try store.append(entry(.note, of: 2), to: registry) == 2)
            #expect(try store.append(entry(.pause, of: 1), to: registry) == 3)
            #expect(try store.append(entry(.submit, of: 1), to: "other") == 1)
            var first = entry(.approve, of: 1, before: before)
            first.number = 1
            #expect(try store.logEntry(1, of: registry) == first)
            #expect(try store.log(of: registry, limit: 2).map(\.number) == [3, 2])
            #expect(try store.log(of: registry, before: 2, limit: 2).map(\.number) == [1])
            #expect(try store.log(of: registry, listing: 1, limit: 9).map(\.action) == [.pause, .approve])
            #expect(try store.logEntry(4, of: registry) == nil)
        }
    }

    @Test(
        "is only added to",
        arguments: [
            "UPDATE registry_log SET reason = 'x' WHERE number = 1", "DELETE FROM registry_log",
            "DELETE FROM registry_log WHERE number = 2",
            "INSERT OR REPLACE INTO registry_log SELECT registry, 1, occurred_at, listing, actor, action, from_state, to_state, 'x', NULL, NULL, NULL FROM registry_log WHERE number = 2",
            "UPDATE OR REPLACE registry_log SET number = 2 WHERE number = 1",
            "DELETE FROM registry_checks",
        ])
    func appendOnly(sql: String) throws {
        let directory = try TemporaryDirectory()
        let store = try StateStore.open("\(directory.path)/state.sqlite")
        let check = try store.record(check: report(), of: 1, addresses: [], in: registry)
        try store.append(entry(.submit, of: 1, check: check), to: registry)
        try store.append(entry(.approve, of: 1, check: check), to: registry)
        let log = try store.log(of: registry, limit: 9)
        let database = try Database(path: store.path, access: .readWrite)
        try database.makeStrict()
        let error = #expect(throws: SQLiteError.self) { try database.execute(sql) }
        #expect(error?.kind == .constraint)
        #expect(try store.log(of: registry, limit: 9) == log && log.count == 2)
    }

    @Test("goes with what it tells of, or not at all")
    func together() throws {
        try withStore { (store) throws in
            let check = try store.record(check: report(), of: 1, addresses: [], in: registry)
            #expect(throws: StateStoreError.self) {
                try store.atomically { () throws(StateStoreError) in
                    _ = try store.append(entry(.approve, of: 1, check: check), to: registry)
                    _ = try store.append(entry(.approve, of: 1, check: check + 1), to: registry)
                }
            }
            #expect(try store.log(of: registry, limit: 9).isEmpty)
        }
    }
}
