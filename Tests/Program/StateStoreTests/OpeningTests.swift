import Posix
import SQLite
import Scheduling
import StateStore
import TestSupport
import Testing
import Timekeeping

@Suite("Opening the store")
struct OpeningTests {
    @Test("makes it, finds it again, and lets others read it without writing anything")
    func opening() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/state.sqlite"
        #expect(throws: StateStoreError.notThere(path: path)) { try StateStore.openForReading(path) }
        let store = try StateStore.open(path)
        try store.record(permit(day(6)))
        #expect(try StateStore.open(path).permits(touching: key, at: reading(day(6))).count == 1)
        try store.atomically { () throws(StateStoreError) in
            try store.record(permit(day(7)))
            #expect(throws: Never.self) {
                let reader = try StateStore.openForReading(path)
                #expect(try reader.permits(touching: key, at: reading(day(6))).count == 1)
            }
        }
        let reader = try StateStore.openForReading(path)
        for suffix in ["-journal", "-wal", "-shm"] { #expect(try fileStatus(path + suffix) == nil) }
        let error = #expect(throws: StateStoreError.self) { try reader.record(permit(day(8))) }
        guard case .database(_, let cause) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.kind == .readOnly)
    }

    @Test("refuses what another program, or a later version of this one, has written")
    func others() throws {
        let directory = try TemporaryDirectory()
        let foreign = "\(directory.path)/foreign.sqlite"
        try Database(path: foreign, access: .readWrite).executeScript("CREATE TABLE permits (v)")
        #expect(throws: StateStoreError.foreign(path: foreign)) { try StateStore.open(foreign) }
        #expect(throws: StateStoreError.foreign(path: foreign)) { try StateStore.openForReading(foreign) }
        let newer = "\(directory.path)/newer.sqlite"
        _ = try StateStore.open(newer)
        try Database(path: newer, access: .readWrite).execute("PRAGMA user_version = 99")
        #expect(throws: StateStoreError.newer(path: newer, found: 99, known: StateStore.schemaVersion)) {
            try StateStore.open(newer)
        }
        #expect(throws: StateStoreError.newer(path: newer, found: 99, known: StateStore.schemaVersion)) {
            try StateStore.openForReading(newer)
        }
    }

    @Test("takes an empty file for none: a crash may leave it")
    func empty() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/state.sqlite"
        try directory.write("", to: "state.sqlite")
        #expect(throws: StateStoreError.notThere(path: path)) { try StateStore.openForReading(path) }
        #expect(try StateStore.open(path).permits(touching: key, at: reading(day(6))).isEmpty)
    }

    @Test("says that a damaged store is damaged")
    func damaged() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/state.sqlite"
        let whole = try filledStore(path)
        for damage in [Array("no database at all".utf8) + whole.dropFirst(18), Array(whole.prefix(whole.count / 2))] {
            try replaceFile(path, with: damage)
            let error = #expect(throws: StateStoreError.self) { try StateStore.open(path) }
            guard case .corrupt = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("never ends the program, whichever byte is changed", arguments: 0..<8)
    func everyPage(part: Int) throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/state.sqlite"
        let whole = try filledStore(path)
        // 37 and 4096 have no common factor: all places of a page are met.
        for index in stride(from: part * 37, to: whole.count, by: 8 * 37 * 5) {
            var bytes = whole
            bytes[index] ^= 0xFF
            try replaceFile(path, with: bytes)
            do throws(StateStoreError) {
                let store = try StateStore.open(path)
                _ = try store.permits(touching: key, at: reading(day(6)))
                _ = try store.syncs(of: "debian", limit: 10)
                _ = try store.verifiedFiles(ofRoot: "root").count
            } catch {}
        }
    }

    @Test("for reading says that a crash left a journal, which the next writer rolls back")
    func hotJournal() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/state.sqlite"
        let copy = "\(directory.path)/copy.sqlite"
        let store = try StateStore.open(path)
        try store.record(permit(day(5)))
        try store.atomically { () throws(StateStoreError) in
            try store.record(permit(day(6)))
            // More than the cache of 2 MB holds: SQLite syncs the journal and writes into the file before the commit.
            let digest = [UInt8](repeating: 7, count: 256)
            let files = (1...20_000).map {
                VerifiedFileRecord(
                    inode: $0, birthTime: 1, byteCount: 2, modificationTime: 3, algorithm: "sha256", digest: digest)
            }
            try store.remember(files, ofRoot: "root")
            #expect(throws: Never.self) {
                for suffix in ["", "-journal"] {
                    try replaceFile(copy + suffix, with: readFile(path + suffix, limit: 1 << 26))
                }
            }
        }
        #expect(throws: StateStoreError.needsRecovery(path: copy)) { try StateStore.openForReading(copy) }
        _ = try StateStore.open(copy)
        let reader = try StateStore.openForReading(copy)
        #expect(try reader.permits(touching: key, at: reading(day(6))) == [permit(day(5))])
    }

    /// The bytes of a store with something in most tables.
    private func filledStore(_ path: String) throws -> [UInt8] {
        let store = try StateStore.open(path)
        try store.atomically { () throws(StateStoreError) in
            for day in 1...28 {
                try store.record(permit(StateStoreTests.day(day)))
                let sync = try store.beginSync(of: "debian", at: StateStoreTests.day(day), parent: parent)
                try store.endSync(
                    sync, SyncEnding(endedAt: StateStoreTests.day(day, hour: 4), exitStatus: 0, outcome: "published"))
            }
            let files = (1...500).map {
                VerifiedFileRecord(
                    inode: $0, birthTime: 1, byteCount: 2, modificationTime: 3, algorithm: "sha256",
                    digest: [UInt8](repeating: 7, count: 32))
            }
            try store.remember(files, ofRoot: "root")
        }
        return try readFile(path, limit: 1 << 24)
    }
}
