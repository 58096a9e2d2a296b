import Reporting
import Testing
import Timekeeping

@Suite("The report of a sync")
struct SyncReportTests {
    static let outcomes: [(SyncReport.Outcome, Int32)] = [
        (.published(generation: "g"), 0), (.unchanged(generation: "g"), 0), (.notDue, 0),
        (.heldAfterRollback(serving: "g"), 0),
        (.heldBack, 10), (.alreadyRunning(holder: "process 7"), 11), (.upstreamFailed(Message("x")), 20),
        (.invalid(serving: nil), 30), (.machineFailed(Message("x")), 40), (.wrongConfiguration(Message("x")), 78),
        (.interrupted(signal: 15), 143),
        (.interrupted(signal: 2), 130),
    ]

    @Test("has the exit status of what happened", arguments: outcomes)
    func status(outcome: SyncReport.Outcome, status: Int32) {
        #expect(SyncReport(mirror: "m", outcome: outcome).exitStatus == status)
        #expect(SyncReport.exitStatus(of: [SyncReport(mirror: "m", outcome: outcome)]) == status)
    }

    static let sums: [([Int32], Int32)] = [
        ([], 0), ([0, 0], 0), ([0, 10], 0), ([11, 0], 0), ([0, 10, 11], 0), ([10, 10], 10), ([10, 11], 11),
        ([11, 11], 11),
        ([0, 20], 20), ([20, 10], 20), ([11, 30, 20], 30), ([40, 30, 0], 40), ([10, 0, 20], 20), ([40, 143], 143),
    ]

    @Test("counts with others as the highest, but 10 and 11 never outrank 0", arguments: sums)
    func sum(statuses: [Int32], expected: Int32) throws {
        let reports = try statuses.map { status in
            let outcome = try #require(Self.outcomes.first { $0.1 == status }?.0)
            return SyncReport(mirror: "m", outcome: outcome)
        }
        #expect(SyncReport.exitStatus(of: reports) == expected)
        #expect(SyncReport.exitStatus(of: reports.reversed()) == expected)
    }

    @Test("says something on standard error exactly when all is not well", arguments: outcomes)
    func failure(outcome: SyncReport.Outcome, status: Int32) {
        let text = SyncReportText(now: Instant(secondsSinceEpoch: 0), zone: .utc)
        let message = text.failure(SyncReport(mirror: "m", outcome: outcome))
        if case .heldAfterRollback = outcome {
            #expect(message != nil)
        } else {
            #expect((message == nil) == (status == 0))
        }
        guard let message else { return }
        #expect(!message.text.isEmpty && !message.text.contains("\n") && !message.text.hasSuffix("."))
    }

    @Test("of a sync that was held back says why, and from when on it may happen")
    func heldBack() {
        let now = Instant(CalendarDay(year: 2026, month: 11, day: 22), hour: 12)
        var report = SyncReport(mirror: "m", outcome: .heldBack)
        report.next = NextSync(notBefore: now.adding(seconds: 3600), reason: "one sync a day")
        let text = SyncReportText(now: now, zone: .utc)
        #expect(
            text.failure(report)
                == Message(
                    "held back by the policy (m): one sync a day; nothing was contacted",
                    hint: "the next sync may happen from 2026-11-22 13:00 UTC (in 1 h)"))
        #expect(text.failureDetails(report) == "", "the message has said it")
    }

    @Test("of an invalid tree counts what blocks, and names the log and what is served")
    func invalid() {
        var report = SyncReport(mirror: "m", outcome: .invalid(serving: "20261122T041733Z"))
        report.log = "/log/x"
        report.findings = [true, false].map {
            FindingReport(
                severity: "error", code: "c", path: "p", message: "f", aptSays: nil, hint: nil, isBlocking: $0)
        }
        let message = SyncReportText(now: Instant(secondsSinceEpoch: 0), zone: .utc).failure(report)
        #expect(
            message?.text == "what came is invalid (m): 1 finding keeps it from being published; "
                + "generation 20261122T041733Z is served still")
        #expect(message?.hint?.contains("/log/x") == true)
    }

    @Test("of a success stays within 80 columns")
    func summary() {
        let now = Instant(CalendarDay(year: 2026, month: 11, day: 22), hour: 12)
        var report = SyncReport(mirror: "example", outcome: .published(generation: "20261122T120000Z"))
        var transfer = TransferSummary()
        (transfer.transferredCount, transfer.fileCount, transfer.deletedCount) = (12_345, 63_440, 1234)
        (transfer.receivedByteCount, transfer.seconds, transfer.connectionCount) = (1 << 33, 11_520, 3)
        transfer.speedup = 12.345
        report.transfer = transfer
        var validation = ValidationSummary()
        validation.suites = ["bookworm", "bookworm-updates", "bookworm-backports"]
        (validation.indexCount, validation.packageCount, validation.poolFileCount) = (120, 63_440, 70_000)
        report.validation = validation
        report.publication = PublicationSummary(link: "/srv/mirror/example/public", generation: "20261122T120000Z")
        report.publication?.graceCount = 12
        report.next = NextSync(
            notBefore: now.adding(seconds: 64_800),
            reason: "one sync a day: the upstream was contacted at 2026-11-22 12:00 UTC")
        report.remarks = ["an rsync of an earlier sync had outlived its parent and was ended (2 processes)"]
        let text = SyncReportText(now: now, zone: .utc).summary(report)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
        let words = text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        #expect(words.contains("12,345 of 63,440 files, 8.0 GiB received in 3 h 12 min, speedup 12.3"))
        #expect(text.hasPrefix("example: published generation 20261122T120000Z\n"))
    }
}
