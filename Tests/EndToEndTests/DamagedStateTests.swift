import Glibc
import Posix
import SQLite
import Scheduling
import StateStore
import TestSupport
import Testing
import Timekeeping

@Suite("A state that is damaged or lost")
struct DamagedStateTests {
    enum Damage: CaseIterable {
        case header, half, garbledPages, lost, lostButItsJournal, empty, foreignJournal

        func apply(_ path: String) throws {
            var bytes = try readFile(path, limit: 1 << 26)
            switch self {
            case .header: bytes.replaceSubrange(0..<16, with: Array("SQLite format 4 ".utf8))
            case .half: bytes.removeLast(bytes.count / 2)
            case .garbledPages: for index in 8192..<bytes.count { bytes[index] = 0x77 }
            case .lost: return try removeFile(path)
            case .lostButItsJournal: return try leaveJournal(path)
            case .empty: bytes = []
            case .foreignJournal:
                for index in 8192..<bytes.count { bytes[index] = 0x77 }
                try replaceFile(path + "-journal", with: [UInt8](repeating: 3, count: 4096))
            }
            try replaceFile(path, with: bytes)
        }

        /// A hot journal of the store, which is gone: SQLite would roll it back into whatever comes in its place.
        private func leaveJournal(_ path: String) throws {
            let database = try Database(path: path, access: .readWrite)
            try database.execute("PRAGMA cache_size = 1")
            try database.execute("PRAGMA cache_spill = ON")
            // Never committed: what is written so far has its old pages in the journal.
            try database.execute("BEGIN IMMEDIATE")
            try database.executeScript("UPDATE syncs SET detail = hex(zeroblob(60000)); DELETE FROM events")
            try replaceFile(path + "-kept", with: readFile(path + "-journal", limit: 1 << 26))
            try database.execute("ROLLBACK")
            #expect(try (fileStatus(path + "-kept")?.byteCount ?? 0) > 512)
            try removeFile(path)
            try renameFile(path + "-kept", to: path + "-journal")
        }

        var isDamaged: Bool { ![.lost, .lostButItsJournal, .empty].contains(self) }
    }

    @Test("spends no second permit, is kept aside, and is made anew with a word", arguments: Damage.allCases)
    func replaced(damage: Damage) throws {
        var scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        try damage.apply("\(scenario.mirrorward.state)/state.sqlite")
        let held = try scenario.mirrorward.sync()
        #expect(held.status == 10, "\(held)")
        #expect(held.errorOutput.contains("the state was"), "\(held)")
        #expect(held.errorOutput.contains("rotten are not taken over") == damage.isDamaged, "\(held)")
        #expect(scenario.daemon.connectionCount == 1)
        #expect(try setAside(scenario).isEmpty == !damage.isDamaged)
        let status = try scenario.mirrorward.run(["status"])
        #expect(status.status == 0 && words(status.output).contains("made anew") == damage.isDamaged, "\(status)")
        // All that was lost is learned again.
        try scenario.release("1.2-1")
        let next = try scenario.mirrorward.syncAgain()
        #expect(next.status == 0 && !next.errorOutput.contains("the state was"), "\(next)")
        try scenario.expectPublishedEqualsUpstream()
        try scenario.expectServed("1.2-1")
        #expect(try names(scenario).filter { $0.hasSuffix(".new") || $0.hasSuffix("-journal") }.isEmpty)
    }

    @Test("spends no second permit though Root is lost with it: the log tells of the first")
    func bothLost() throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        try removeTree(scenario.mirrorward.state)
        try removeTree(scenario.mirrorward.root)
        try createDirectories(scenario.mirrorward.root)
        let held = try scenario.mirrorward.sync()
        #expect(held.status == 10, "\(held)")
        #expect(scenario.daemon.connectionCount == 1)
    }

    @Test(
        "that is damaged while the disk of Root is not mounted is no reason to copy the archive into the mount point",
        arguments: Damage.allCases.filter(\.isDamaged))
    func unmounted(damage: Damage) throws {
        let scenario = try Scenario()
        let root = scenario.mirrorward.root
        #expect(try scenario.mirrorward.sync().status == 0)
        try damage.apply("\(scenario.mirrorward.state)/state.sqlite")
        try renameFile(root, to: root + "-unmounted")
        try createDirectories(root)
        for _ in 0..<2 {
            let result = try scenario.mirrorward.syncAgain()
            #expect(result.status == 40 && result.errorOutput.contains("Root has lost its marker"), "\(result)")
        }
        #expect(try directoryNames(root).isEmpty && scenario.daemon.connectionCount == 1)
        #expect(try scenario.mirrorward.run(["status"]).output.contains("Root has lost its marker"))
        try removeTree(root)
        try renameFile(root + "-unmounted", to: root)
        #expect(try scenario.mirrorward.syncAgain().status == 0)
    }

    @Test(
        "keeps what is on grace, though the first start after it was held back",
        arguments: [Damage.lost, .header, .garbledPages])
    func grace(damage: Damage) throws {
        var scenario = try Scenario()
        let package = "pool/main/b/birdsong/birdsong_1.0-1_amd64.deb"
        #expect(try scenario.mirrorward.sync().status == 0)
        try scenario.release("1.2-1")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        try damage.apply("\(scenario.mirrorward.state)/state.sqlite")
        #expect(try scenario.mirrorward.sync().status == 10)
        #expect(try scenario.mirrorward.sync().status == 10)
        for version in ["1.3-1", "1.4-1"] {
            try scenario.release(version)
            let next = try scenario.mirrorward.syncAgain()
            #expect(next.status == 0, "\(next)")
            #expect(try filePaths(of: scenario.mirrorward.published).contains(package), "\(version)")
        }
    }

    @Test("that SQLite reads and no program of ours wrote is set aside by the start after the one that met it")
    func flippedLetter() throws {
        let scenario = try Scenario()
        let path = "\(scenario.mirrorward.state)/state.sqlite"
        #expect(try scenario.mirrorward.sync().status == 0)
        try Database(path: path, access: .readWrite).execute("UPDATE connections SET outcome = 'finishec'")
        let first = try scenario.mirrorward.sync()
        #expect(first.status == 40 && first.errorOutput.contains("the state is damaged"), "\(first)")
        let second = try scenario.mirrorward.sync()
        #expect(second.status == 10 && second.errorOutput.contains("the state was damaged"), "\(second)")
        #expect(try setAside(scenario).count == 1)
        let third = try scenario.mirrorward.sync()
        #expect(third.status == 10 && !third.errorOutput.contains("the state"), "\(third)")
        #expect(scenario.daemon.connectionCount == 1)
    }

    @Test("learns one permit from a marker and a log of the same connection, though their clocks are rounded otherwise")
    func rounding() throws {
        let scenario = try Scenario()
        let path = "\(scenario.mirrorward.state)/state.sqlite"
        #expect(try scenario.mirrorward.sync().status == 0)
        let since = Instant(secondsSinceEpoch: 0)
        let permits = try StateStore.openForReading(path).permits(of: "fixture", since: since)
        let opened = try #require(permits.first).first.opened.wall
        let log = "\(scenario.mirrorward.logs)/fixture/\(opened.generationName).log"
        try renameFile(log, to: log.replacing(opened.generationName, with: opened.adding(seconds: 1).generationName))
        try removeFile(path)
        #expect(try scenario.mirrorward.sync().status == 10)
        #expect(try StateStore.openForReading(path).permits(of: "fixture", since: since) == permits)
    }

    @Test(
        "is kept closed to other users, and what is made anew is open to whom the old one was",
        arguments: [mode_t(0o644), 0o640])
    func modes(mode: mode_t) throws {
        let scenario = try Scenario()
        let path = "\(scenario.mirrorward.state)/state.sqlite"
        #expect(try scenario.mirrorward.sync().status == 0)
        #expect(try fileStatus(path)?.permissions == 0o644)
        try Damage.foreignJournal.apply(path)
        #expect(chmod(path, mode) == 0)
        #expect(try scenario.mirrorward.sync().status == 10)
        #expect(try fileStatus(path)?.permissions == mode)
        for name in try names(scenario) where name.contains(".damaged-") {
            #expect(try fileStatus("\(scenario.mirrorward.state)/\(name)")?.permissions == 0o640, "\(name)")
        }
        #expect(try setAside(scenario).count == 1)
    }

    @Test("gets no second name where the start that gave it the first was cut")
    func cut() throws {
        let scenario = try Scenario()
        let path = "\(scenario.mirrorward.state)/state.sqlite"
        #expect(try scenario.mirrorward.sync().status == 0)
        try Damage.garbledPages.apply(path)
        try linkFile(path, to: path + ".damaged-20260101T000000Z")
        let result = try scenario.mirrorward.sync()
        #expect(result.status == 10 && result.errorOutput.contains(".damaged-20260101T000000Z"), "\(result)")
        #expect(try setAside(scenario) == ["state.sqlite.damaged-20260101T000000Z"])
    }

    @Test("is made anew once by several that meet it at a time")
    func together() throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        try Damage.header.apply("\(scenario.mirrorward.state)/state.sqlite")
        var first = try scenario.mirrorward.start(["sync", "fixture"])
        var second = try scenario.mirrorward.start(["sync", "fixture"])
        var third = try scenario.mirrorward.start(["rollback", "fixture"])
        let results = [try first.wait(), try second.wait(), try third.wait()]
        #expect(results[0].status == 10 || results[0].status == 11, "\(results[0])")
        #expect(results[1].status == 10 || results[1].status == 11, "\(results[1])")
        #expect(results.count { $0.errorOutput.contains("the state was damaged") } == 1)
        #expect(try setAside(scenario).count == 1)
        #expect(scenario.daemon.connectionCount == 1)
    }

    /// Without the ends of lines, which fall where the names' lengths put them.
    private func words(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func names(_ scenario: borrowing Scenario) throws -> [String] {
        try directoryNames(scenario.mirrorward.state)
    }

    /// The damaged stores, without journals.
    private func setAside(_ scenario: borrowing Scenario) throws -> [String] {
        try names(scenario).filter { $0.contains(".damaged-") && !$0.hasSuffix("-journal") }
    }
}
