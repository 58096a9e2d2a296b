import Posix
import Testing
import Timekeeping

@testable import Validation

@Suite("A selection at the gate")
struct SelectionGateTests {
    private func archive() -> SampleArchive {
        var archive = SampleArchive()
        archive.architectures = ["amd64", "arm64"]
        archive.validUntil = SampleArchive.now.adding(seconds: -60)
        return archive
    }

    @Test("that leaves out what live serves does not make a suite unlike live's, and is a note")
    func narrowed() throws {
        let trial = try Trial(archive())
        try trial.publish()
        try removeTree(trial.path("dists/stable/main/binary-arm64"))
        let live = trial.live
        let gone = try trial.report { $0.live = live }
        #expect(gone.verdict == .invalid && gone.finding(.carriedNoMore) != nil)
        let narrowed = try trial.report { ($0.live, $0.selection) = (live, Selection(architectures: ["amd64"])) }
        #expect(narrowed.suites.first?.equalsLive == true && narrowed.codes == [.releaseExpired])
        #expect(narrowed.verdict == .validWithWarnings)
        #expect(narrowed.suites.first?.notMirrored == ["architecture arm64"])
        let finding = try #require(narrowed.finding(.notMirrored))
        #expect(finding.severity == .note && finding.found == "architecture arm64 (1 index)")
    }

    @Test("warns where an index that is mirrored names what the selection left out by the look of its name")
    func surprising() throws {
        var archive = SampleArchive()
        archive.packages[0].filename = "pool/contrib/a/aardvark_1.0_amd64.deb"
        let trial = try Trial(archive)
        try removeFile(trial.path(archive.packages[0].filename))
        let report = try trial.report { $0.selection = Selection(components: ["main"]) }
        #expect(report.finding(.poolFileMissing) == nil && report.lackedPoolFiles.isEmpty)
        #expect(report.finding(.notMirrored)?.severity == .warning)
    }

    @Test("passes over a symlink to a suite that is left out, and to no other")
    func links() throws {
        let trial = try Trial()
        try replaceSymbolicLink(trial.path("dists/oldstable"), target: "jessie")
        #expect(try trial.report().verdict == .invalid)
        #expect(try trial.report { $0.selection = Selection(suites: ["stable"]) }.codes.isEmpty)
        try replaceSymbolicLink(trial.path("dists/oldstable"), target: "stable/nothing")
        #expect(try trial.report { $0.selection = Selection(suites: ["stable"]) }.verdict == .invalid)
    }
}
