import Posix
import Testing
import Timekeeping

@testable import Validation

@Suite("A waiver")
struct WaiverTests {
    private static let aardvark = "pool/main/a/aardvark/aardvark_1.0_amd64.deb"

    private static func waiver(
        _ code: FindingCode = .poolFileMissing, _ pattern: String = "pool/main/a/*", suite: String? = nil, day: Int = 22
    ) -> Waiver {
        Waiver(
            code: code, pathPattern: pattern, suitePattern: suite,
            until: CalendarDay(year: 2026, month: 11, day: day), reason: "known")
    }

    private static func trial() throws -> Trial {
        let trial = try Trial()
        try removeFile(trial.path(aardvark))
        return trial
    }

    @Test("makes what it means visible and harmless, never green")
    func applied() throws {
        let trial = try Self.trial()
        #expect(try trial.report().verdict == .invalid)
        let report = try trial.report { $0.waivers = [Self.waiver()] }
        #expect(report.verdict == .validWithWarnings && !report.suggestsFollowUpPass)
        let finding = try #require(report.finding(.poolFileMissing))
        #expect(finding.severity == .error && !finding.blocks && finding.waiver?.reason == "known")
        #expect(report.waiverUses.map(\.count) == [1])
        #expect(report.codes == [.poolFileMissing])
    }

    @Test(
        "means its code, paths and suites alone",
        arguments: [
            waiver(.poolFileSizeWrong), waiver(.poolFileMissing, "pool/main/b/*"), waiver(suite: "old*"),
            waiver(.poolFileMissing, aardvark + "x"),
        ])
    func otherwise(waiver: Waiver) throws {
        let report = try Self.trial().report { $0.waivers = [waiver] }
        #expect(report.verdict == .invalid)
        #expect(report.finding(.waiverUnneeded)?.severity == .note)
    }

    @Test("holds to the end of its last day in UTC, and is reported after that", arguments: [0, 43_199, 43_200])
    func ends(seconds: Int64) throws {
        // `SampleArchive.now` is noon of its last day.
        let report = try Self.trial().report {
            $0.waivers = [Self.waiver()]
            $0.now = SampleArchive.now.adding(seconds: seconds)
        }
        let isOver = seconds == 43_200
        #expect(report.verdict == (isOver ? .invalid : .validWithWarnings))
        #expect((report.finding(.waiverExpired)?.found == "1 of them, which count again") == isOver)
    }

    @Test("that has ended is reported also when what it was for is gone")
    func endedAndGone() throws {
        let report = try Trial().report { $0.waivers = [Self.waiver(day: 21)] }
        #expect(report.verdict == .validWithWarnings)
        #expect(report.finding(.waiverExpired)?.found == "none any more")
    }

    @Test("never makes harmless what may never be served")
    func never() throws {
        let trial = try Trial()
        try Damage.rewrite(trial.path(Self.aardvark)) { $0[0] ^= 1 }
        let report = try trial.report { $0.waivers = [Self.waiver(.poolFileHashWrong, "*")] }
        #expect(report.verdict == .invalid && report.finding(.poolFileHashWrong)?.waiver == nil)
    }

    @Test("reaches what is wrong with the records of an index, which are judged apart")
    func records() throws {
        var archive = SampleArchive()
        archive.packages[0].overrides["Version"] = ""
        let trial = try Trial(archive)
        #expect(try trial.report().verdict == .invalid)
        let report = try trial.report { $0.waivers = [Self.waiver(.packageIncomplete, "dists/*")] }
        #expect(report.verdict == .validWithWarnings && report.waiverUses.map(\.count) == [1])
    }

    @Test("of a flood hides nothing beside it")
    func flood() {
        let waiver = Self.waiver()
        var log = FindingLog(waivers: WaiverBook([waiver], now: SampleArchive.now))
        for number in 0..<FindingLog.limit + 7 {
            log.add(Finding(.error, .poolFileMissing, path: "pool/main/a/\(number)", suites: ["stable"]))
        }
        var inner = log.emptied
        inner.add(Finding(.error, .poolFileMissing, path: "pool/main/b/x", suites: ["stable"]))
        inner.add(Finding(.error, .poolFileMissing, path: "pool/main/a/x", suites: ["stable"]))
        log.merge(inner)
        #expect(log.findings.filter(\.blocks).map(\.path) == ["pool/main/b/x"])
        #expect(log.waiverUses.map(\.count) == [FindingLog.limit + 8])
        #expect(log.counts[.poolFileMissing] == FindingLog.limit + 9)
        #expect(log.findings.count == FindingLog.limit + 1)
    }

    @Test("leaves no kind of finding without a share of the archive that can be told")
    func shares() throws {
        let report = try Self.trial().report()
        let kind = FindingKind(try #require(report.finding(.poolFileMissing)))
        let (part, subject) = try #require(report.share(of: [kind]))
        #expect(subject == .poolFiles && part == 1.0 / Double(report.statistics.poolFileCount))
    }
}
