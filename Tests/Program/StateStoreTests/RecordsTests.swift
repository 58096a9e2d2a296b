import Scheduling
import StateStore
import TestSupport
import Testing
import Timekeeping

@Suite("Records in the store")
struct RecordsTests {
    static let finding = FindingRecord(
        severity: "error", code: "pool-file-missing", path: "pool/main/a/a_1_all.deb", suite: "bookworm",
        message: "is not there", expected: "12 bytes", found: "nothing", aptSays: "404  Not Found", isBlocking: true)

    @Test("of a sync tell how it ended and what it found")
    func syncs() throws {
        try withStore { store in
            let sync = try store.beginSync(
                of: "debian", at: day(6), parent: parent, permitID: "permit", logPath: "/var/log/x.log")
            let rsync = RecordedProcess(processID: 4712, startTime: 99, bootID: "boot-a")
            try store.setTransferProcess(rsync, ofSync: sync)
            let running = try #require(try store.unfinishedSyncs(of: "debian").first)
            #expect(running.transferProcess == rsync)
            #expect(running.parent == parent)
            #expect(running.ending == nil)
            #expect(running.permitID == "permit")

            var ending = SyncEnding(
                endedAt: day(6, hour: 5), exitStatus: 30, outcome: "invalid", detail: "one file lacks")
            ending.verdict = "invalid"
            ending.generation = "20260506T030000Z"
            var counts = TransferCounts()
            counts.connectionCount = 2
            counts.receivedByteCount = 1 << 40
            ending.transfer = counts
            let note = FindingRecord(severity: "note", code: "n", path: "", message: "m")
            try store.endSync(sync, ending, findings: [Self.finding, note])
            let ended = try #require(try store.syncs(of: "debian").first)
            #expect(ended.ending == ending)
            #expect(ended.transferProcess == nil)
            #expect(ended.logPath == "/var/log/x.log")
            #expect(try store.findings(ofSync: sync) == [Self.finding, note])
            #expect(try store.unfinishedSyncs(of: "debian").isEmpty)
            #expect(try store.lastSync(of: "debian", outcome: "invalid")?.id == sync)
            #expect(try store.lastSync(of: "debian", outcome: "published") == nil)
            #expect(try store.syncs(of: "other").isEmpty)
        }
    }

    @Test("of generations tell what was published")
    func generations() throws {
        try withStore { store in
            var record = GenerationRecord(
                mirror: "debian", name: "20260506T030000Z", publishedAt: nil, verdict: "valid")
            record.warningCount = 3
            try store.record(record)
            try store.record(
                GenerationRecord(mirror: "debian", name: "20260507T030000Z", publishedAt: day(7), verdict: "valid"))
            try store.markPublished(record.name, of: "debian", at: day(8))
            record.publishedAt = day(8)
            #expect(try store.generations(of: "debian").map(\.name) == ["20260507T030000Z", "20260506T030000Z"])
            #expect(try store.generations(of: "debian").last == record)
            try store.forgetGeneration(record.name, of: "debian")
            #expect(try store.generations(of: "debian").count == 1)
        }
    }

    @Test("of grace, suites and missing files are replaced as a whole")
    func replaced() throws {
        try withStore { store in
            let files = ["a", "b"].map { GraceRecord(path: "pool/\($0)", droppedAt: day(6), keepUntil: day(8)) }
            try store.replaceGraceFiles(of: "debian", with: files)
            try store.replaceGraceFiles(of: "other", with: [files[0]])
            #expect(try store.graceFiles(of: "debian") == files)
            try store.replaceGraceFiles(of: "debian", with: [files[1]])
            #expect(try store.graceFiles(of: "debian") == [files[1]])
            #expect(try store.graceFiles(of: "other") == [files[0]])

            try store.replaceMissingFiles(of: "debian", with: ["pool/a", "pool/b"], at: day(6))
            try store.replaceMissingFiles(of: "debian", with: ["pool/b", "pool/c"], at: day(7))
            #expect(try store.missingFiles(of: "debian") == ["pool/b": day(6), "pool/c": day(7)])

            var suite = SuiteState(name: "bookworm", signedTextDigest: "aa")
            suite.date = day(6)
            suite.validUntil = day(13)
            suite.origin = "Debian"
            suite.label = "Debian"
            suite.suite = "oldstable"
            suite.codename = "bookworm"
            suite.version = "12.1"
            suite.notAutomatic = true
            suite.architectures = ["amd64", "all"]
            suite.components = ["main", "contrib"]
            suite.signers = ["AAAA", "BBBB"]
            suite.packageCount = 63_440
            suite.sourceCount = 12
            suite.recordCounts = ["main/binary-amd64/Packages": 30, "main/source/Sources": 12]
            let bare = SuiteState(name: "sid", signedTextDigest: "bb")
            try store.replaceSuiteStates(of: "debian", with: [bare, suite])
            #expect(try store.suiteStates(of: "debian") == [suite, bare])
        }
    }

    @Test("of accepted dates and events are kept in the order of time")
    func log() throws {
        try withStore { store in
            var accepted = AcceptedDate(
                suite: "sid", signedTextDigest: "aa", reason: "archive restored", acceptedAt: day(6))
            try store.record(accepted, of: "debian")
            accepted.usedAt = day(7)
            try store.record(accepted, of: "debian")
            #expect(try store.acceptedDates(of: "debian") == [accepted])
            #expect(try store.acceptedDates(of: "other").isEmpty)

            for kind in EventRecord.Kind.allCases {
                try store.record(EventRecord(mirror: "debian", occurredAt: day(6), kind: kind, text: "\(kind)"))
            }
            let kinds = try store.events(of: "debian", limit: 100).map(\.kind)
            #expect(kinds == EventRecord.Kind.allCases.reversed())
            #expect(try store.events(of: "debian", limit: 1).count == 1)
        }
    }

    @Test("that are old are pruned, but for the last sync of each mirror and permits that count")
    func pruned() throws {
        try withStore { store in
            for number in [1, 2, 9] {
                let sync = try store.beginSync(of: "debian", at: day(number), parent: parent)
                try store.endSync(
                    sync, SyncEnding(endedAt: day(number), exitStatus: 0, outcome: "published"),
                    findings: [Self.finding])
                try store.record(permit(day(number)))
                try store.record(EventRecord(mirror: "debian", occurredAt: day(number), kind: .recovered, text: ""))
            }
            let quiet = try store.beginSync(of: "quiet", at: day(1), parent: parent)
            try store.endSync(quiet, SyncEnding(endedAt: day(1), exitStatus: 0, outcome: "unchanged"))
            try store.prune(before: day(5))
            #expect(try store.syncs(of: "debian", limit: 10).map(\.startedAt) == [day(9)])
            #expect(try store.syncs(of: "quiet").count == 1)
            #expect(try store.permits(of: "debian", since: day(1)).map(\.first.opened.wall) == [day(9)])
            #expect(try store.events(of: "debian", limit: 10).count == 1)
        }
    }
}
