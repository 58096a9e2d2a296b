import MirrorRegistry
import Testing
import Timekeeping

@Suite("What the checks of a mirror found") struct CheckReportTests {
    @Test("is as bad as the worst of its items")
    func isAsBadAsTheWorst() {
        var report = CheckReport(startedAt: Instant(secondsSinceEpoch: 0))
        #expect(report.outcome == .skipped)
        report.items = [
            CheckItem(.release, "http://mirror.example.org/", .passed, "all is well"),
            CheckItem(.index, "Packages.xz", .failed, "status 404"),
            CheckItem(.range, "Packages.xz", .warned, "no ranges"),
        ]
        #expect(report.outcome == .failed)
        #expect(report.faults.map(\.code) == [.index])
    }
}
