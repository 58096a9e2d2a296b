import Posix
import SQLite
import Scheduling
import StateStore
import TestSupport
import Testing
import Timekeeping

@Suite("What is made anew of a damaged store")
struct SalvageTests {
    /// A store of a month, closed; its bytes.
    private func filledStore(_ path: String) throws -> [UInt8] {
        try fill(StateStore.open(path))
        return try readFile(path, limit: 1 << 24)
    }

    private func fill(_ store: StateStore) throws {
        try store.atomically { () throws(StateStoreError) in
            for number in 1...28 {
                try store.record(permit(day(number)))
                let sync = try store.beginSync(of: "debian", at: day(number), parent: parent)
                let ending = SyncEnding(endedAt: day(number, hour: 4), exitStatus: 0, outcome: "published")
                try store.endSync(sync, ending, findings: [RecordsTests.finding])
            }
            try store.record(GenerationRecord(mirror: "debian", name: "x", publishedAt: nil, verdict: "valid"))
            try store.replaceGraceFiles(of: "debian", with: [grace])
            try store.record(accepted, of: "debian")
        }
        let number = try store.insertListing(try listing(), of: registry)
        _ = try store.record(check: report(), of: number, addresses: [], in: registry)
    }

    private let grace = GraceRecord(path: "pool/a", droppedAt: day(27), keepUntil: day(29))

    private let accepted = AcceptedDate(suite: "sid", signedTextDigest: "aa", reason: "why", acceptedAt: day(27))

    private func make(_ path: String, from damaged: String) throws -> [SalvagedTable] {
        try StateStore.make(path, salvaging: damaged, failure: { $0 }, { (_) throws(StateStoreError) in })
    }

    @Test("holds the permits, the history and the registries of one that can be read, and nothing of the disks")
    func whole() throws {
        let directory = try TemporaryDirectory()
        let (old, new) = ("\(directory.path)/old.sqlite", "\(directory.path)/new.sqlite")
        _ = try filledStore(old)
        let tables = try make(new, from: old)
        #expect(!tables.contains { !$0.isWhole })
        let store = try StateStore.open(new)
        #expect(try store.permits(touching: key, at: reading(day(28))).count == 5)
        #expect(try store.syncs(of: "debian", limit: 99).count == 28)
        #expect(try store.listings(of: registry).count == 1)
        #expect(try store.graceFiles(of: "debian") == [grace])
        #expect(try store.acceptedDates(of: "debian") == [accepted])
        #expect(try store.generations(of: "debian").isEmpty)
        #expect(try store.knowsGenerations(of: "debian") && !store.knowsGenerations(of: "ubuntu"))
    }

    @Test("is sound and holds the rows of all pages but the damaged one, whichever that is")
    func eachPage() throws {
        let directory = try TemporaryDirectory()
        let (old, new) = ("\(directory.path)/old.sqlite", "\(directory.path)/new.sqlite")
        let bytes = try filledStore(old)
        var losing = 0
        for page in stride(from: 4096, to: bytes.count, by: 4096) {
            var damaged = bytes
            for index in page..<page + 4096 { damaged[index] = 0xA5 }
            try replaceFile(old, with: damaged)
            let tables = try make(new, from: old)
            let store = try StateStore.open(new)
            let permits = try store.permits(touching: key, at: reading(day(28)))
            // 28 days of syncs with findings lie on several pages: one page takes at most its own.
            let syncs = try store.syncs(of: "debian", limit: 99)
            if tables.contains(where: { !$0.isWhole }) { losing += 1 }
            #expect(
                permits.count == 5 || tables.contains { !$0.isWhole && ["permits", "connections"].contains($0.name) })
            #expect(syncs.count == 28 || tables.contains { !$0.isWhole && $0.name == "syncs" })
        }
        #expect(losing > 3)
    }

    @Test(
        "knows that there were generations, from themselves and from the syncs that made them",
        arguments: [false, true])
    func generations(ofSync: Bool) throws {
        let directory = try TemporaryDirectory()
        let (old, new) = ("\(directory.path)/old.sqlite", "\(directory.path)/new.sqlite")
        do {
            let store = try StateStore.open(old)
            if ofSync {
                let sync = try store.beginSync(of: "debian", at: day(1), parent: parent)
                var ending = SyncEnding(endedAt: day(1, hour: 4), exitStatus: 0, outcome: "published")
                ending.generation = "x"
                try store.endSync(sync, ending)
            } else {
                try store.record(GenerationRecord(mirror: "debian", name: "x", publishedAt: nil, verdict: "valid"))
            }
            let failed = try store.beginSync(of: "new", at: day(1), parent: parent)
            try store.endSync(failed, SyncEnding(endedAt: day(1), exitStatus: 20, outcome: "upstream-failed"))
        }
        for _ in 0..<2 {
            _ = try make(new, from: old)
            #expect(try StateStore.open(new).knowsGenerations(of: "debian"))
            #expect(try !StateStore.open(new).knowsGenerations(of: "new"))
            // What is damaged again before the next publication.
            try renameFile(new, to: old)
        }
    }

    @Test("is what a process goes on with that had the damaged one open", arguments: [false, true])
    func replacedWhileOpen(isAtomic: Bool) throws {
        let directory = try TemporaryDirectory()
        let (old, new) = ("\(directory.path)/old.sqlite", "\(directory.path)/new.sqlite")
        _ = try filledStore(old)
        let store = try StateStore.open(old)
        #expect(try store.permits(touching: key, at: reading(day(28))).count == 5)
        _ = try make(new, from: old)
        try linkFile(old, to: old + ".damaged")
        try renameFile(new, to: old)
        if isAtomic {
            try store.atomically { () throws(StateStoreError) in try store.record(permit(day(28, hour: 9))) }
        } else {
            try store.record(permit(day(28, hour: 9)))
        }
        #expect(store.replacementCount == 1)
        #expect(try store.permits(touching: key, at: reading(day(28))).count == 6)
        #expect(try StateStore.open(old).permits(touching: key, at: reading(day(28))).count == 6)
        // Where nothing usable has taken its place, that is what is said.
        try removeFile(old)
        try replaceFile(old, with: Array("no database".utf8))
        #expect(throws: StateStoreError.replaced(path: old)) { try store.record(permit(day(28, hour: 11))) }
    }

    @Test("is left to whoever learns from the disks, where it was taken away while it was open")
    func removedWhileOpen() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/state.sqlite"
        _ = try filledStore(path)
        let store = try StateStore.open(path)
        try removeFile(path)
        #expect(throws: StateStoreError.replaced(path: path)) { try store.record(permit(day(28, hour: 11))) }
        #expect(try fileStatus(path) == nil)
    }

    @Test("is what who reads alone never opens to write")
    func replacedWhileRead() throws {
        let directory = try TemporaryDirectory()
        let (old, new) = ("\(directory.path)/old.sqlite", "\(directory.path)/new.sqlite")
        _ = try filledStore(old)
        let reader = try StateStore.openForReading(old)
        _ = try make(new, from: old)
        try renameFile(new, to: old)
        #expect(try reader.syncs(of: "debian", limit: 1).count == 1)
        #expect(reader.replacementCount == 0)
    }

    @Test("is closed to other users from the beginning on", arguments: [false, true])
    func mode(isSalvaged: Bool) throws {
        let directory = try TemporaryDirectory()
        let (old, new) = ("\(directory.path)/old.sqlite", "\(directory.path)/new.sqlite")
        _ = try filledStore(old)
        try replaceFile(new, with: [1])
        let complete = { (_: StateStore) throws(StateStoreError) in
            #expect((try? fileStatus(new))??.permissions == 0o640)
        }
        _ = try StateStore.make(new, salvaging: isSalvaged ? old : nil, failure: { $0 }, complete)
        #expect(try fileStatus(new)?.permissions == 0o640)
    }

    @Test("is empty where nothing can be read, or another program has written it")
    func nothing() throws {
        let directory = try TemporaryDirectory()
        let (old, new) = ("\(directory.path)/old.sqlite", "\(directory.path)/new.sqlite")
        for text in ["no database at all", String(repeating: "x", count: 9000)] {
            try replaceFile(old, with: Array(text.utf8))
            #expect(try make(new, from: old).isEmpty)
            #expect(try StateStore.open(new).syncs(of: "debian").isEmpty)
        }
        try removeFile(old)
        try Database(path: old, access: .readWrite).executeScript("CREATE TABLE permits (v)")
        #expect(try make(new, from: old).isEmpty)
    }

    /// Each is sound for SQLite: a letter of a value is another.
    static let flips = [
        "UPDATE connections SET outcome = 'finishec'",
        "UPDATE registry_listings SET body = '[' || substr(body, 2)",
        "UPDATE registry_check_reports SET body = '[' || substr(body, 2)",
        "INSERT INTO registry_log VALUES ('dotdeb', 9, 1, 1, 'x', 'appoint', NULL, 'lister', '', NULL, NULL, NULL)",
    ]

    @Test("comes after a row was met that SQLite reads and no program of ours wrote, and can be read", arguments: flips)
    func flipped(flip: String) throws {
        let directory = try TemporaryDirectory()
        let (old, new) = ("\(directory.path)/old.sqlite", "\(directory.path)/new.sqlite")
        _ = try filledStore(old)
        try Database(path: old, access: .readWrite).executeScript(flip)
        do {
            let store = try StateStore.open(old)
            #expect(throws: StateStoreError.self) { try readAll(store) }
        }
        let error = #expect(throws: StateStoreError.self) { try StateStore.open(old) }
        guard case .corrupt = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try make(new, from: old).contains { !$0.isWhole })
        let store = try StateStore.open(new)
        try readAll(store)
        #expect(try directoryNames(directory.path).sorted() == ["new.sqlite", "old.sqlite", "old.sqlite.suspect"])
    }

    private func readAll(_ store: StateStore) throws {
        let permits = try store.permits(of: "debian", since: day(1))
        #expect(permits.count == 28)
        // What has ended in a way that is not understood is not resumed.
        #expect(Set(permits.map(\.last.outcome)).count == 1)
        _ = try store.listings(of: registry)
        _ = try store.latestChecks(of: registry)
        _ = try store.log(of: registry, limit: 99)
    }

    @Test("of an earlier version is brought up to date", arguments: 1..<6)
    func earlier(version: Int) throws {
        let directory = try TemporaryDirectory()
        let (old, new) = ("\(directory.path)/old.sqlite", "\(directory.path)/new.sqlite")
        do {
            let database = try Database(path: old, access: .readWrite)
            for migration in migrations.prefix(version) { try database.executeScript(migration) }
            try database.execute("PRAGMA user_version = \(version)")
            try database.execute(
                "INSERT INTO events (mirror, occurred_at, kind, text) VALUES ('debian', 1, 'pinned', 'why')")
        }
        _ = try make(new, from: old)
        #expect(try StateStore.open(new).events(of: "debian", limit: 9).map(\.text) == ["why"])
    }

    @Test("comes when a query met damage where no opening looks")
    func suspicion() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/state.sqlite"
        do {
            let store = try StateStore.open(path)
            let files = (1...2000).map {
                VerifiedFileRecord(
                    inode: $0, birthTime: 1, byteCount: 2, modificationTime: 3, algorithm: "sha256",
                    digest: [UInt8](repeating: 0x5A, count: 32))
            }
            try store.remember(files, ofRoot: "root")
        }
        var bytes = try readFile(path, limit: 1 << 24)
        let first = try #require((0..<bytes.count - 32).first { at in (at..<at + 32).allSatisfy { bytes[$0] == 0x5A } })
        for index in first / 4096 * 4096..<first / 4096 * 4096 + 64 { bytes[index] = 0xFF }
        try replaceFile(path, with: bytes)
        // Verified files are not looked at when the store is opened, but for the first query that meets the damage.
        do {
            let store = try StateStore.open(path)
            #expect(throws: StateStoreError.self) { try store.verifiedFiles(ofRoot: "root") }
        }
        let error = #expect(throws: StateStoreError.self) { try StateStore.open(path) }
        guard case .corrupt = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
