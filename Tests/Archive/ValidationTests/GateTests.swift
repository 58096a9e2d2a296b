import Posix
import TestSupport
import Testing
import Timekeeping
import Validation

@Suite("The gate")
struct GateTests {
    private static let package = "pool/main/a/aardvark/aardvark_1.0_amd64.deb"

    @Test("shows what an unchanged suite has wrong, and is not held back by it")
    func inherited() throws {
        var archive = SampleArchive()
        archive.validUntil = SampleArchive.now.adding(seconds: -60)
        let trial = try Trial(archive)
        try trial.publish()
        let live = trial.live
        let report = try trial.report { $0.live = live }
        #expect(report.suites.first?.equalsLive == true)
        let finding = try #require(report.finding(.releaseExpired))
        #expect(finding.isInherited && finding.severity == .error)
        #expect(report.verdict == .validWithWarnings)
    }

    @Test("is held back by the same fault when the suite is not live's")
    func notInherited() throws {
        var archive = SampleArchive()
        let trial = try Trial(archive)
        try trial.publish()
        archive.validUntil = SampleArchive.now.adding(seconds: -60)
        try archive.write(to: trial.tree)
        let live = trial.live
        let report = try trial.report { $0.live = live }
        #expect(report.suites.first?.equalsLive == false)
        #expect(report.verdict == .invalid)
    }

    @Test("never inherits wrong bytes, unsafe links or a signature of nobody")
    func neverInherited() throws {
        let trial = try Trial()
        try trial.publish()
        let live = trial.live
        let other = try SigningKeys.shared.get().keyring(.other)
        #expect(try trial.report { ($0.live, $0.keyrings) = (live, [other]) }.verdict == .invalid)
        try replaceSymbolicLink(trial.path("pool/evil"), target: "/etc/passwd")
        #expect(try trial.report { $0.live = live }.verdict == .invalid)
        try removeFile(trial.path("pool/evil"))
        #expect(try trial.report { $0.live = live }.verdict == .valid)
        // Written through the hard link: live has the same wrong bytes.
        let file = try Descriptor.open(trial.path(Self.package), 1)
        try file.write("X")
        #expect(try trial.report { $0.live = live }.codes == [.poolFileHashWrong])
        #expect(try trial.report { $0.live = live }.verdict == .invalid)
    }

    @Test("takes what live holds with the wanted digest, and nothing else of live's")
    func linkedFromLive() throws {
        let trial = try Trial()
        try trial.publish()
        try removeFile(trial.path(Self.package))
        let live = trial.live
        let report = try trial.report { $0.live = live }
        #expect(report.filesToLinkFromLive == [Self.package])
        #expect(report.verdict == .valid)
        try Damage.rewrite("\(live)/\(Self.package)") { $0[0] ^= 1 }
        let second = try trial.report { $0.live = live }
        #expect(second.filesToLinkFromLive == [])
        #expect(second.finding(.poolFileMissing) != nil)
        // The suite equals live's, and without that file it would be worse all the same.
        #expect(second.suites.first?.equalsLive == true)
        #expect(second.verdict == .invalid)
    }

    @Test("is held back when a directory stands where live has the package, however equal the indexes are")
    func directoryForPackage() throws {
        let trial = try Trial()
        try trial.publish()
        try removeFile(trial.path(Self.package))
        try createDirectories(trial.path(Self.package))
        let live = trial.live
        let report = try trial.report { $0.live = live }
        #expect(report.codes == [.poolFileNotAFile])
        #expect(report.verdict == .invalid)
    }

    @Test("lets pass on another day what the upstream lacks, unless live serves it")
    func lacked() throws {
        let trial = try Trial()
        try removeFile(trial.path(Self.package))
        let first = try trial.report()
        #expect(first.verdict == .invalid)
        #expect(first.suggestsFollowUpPass)
        #expect(first.lackedPoolFiles == [Self.package])
        let later = try trial.report { $0.lackedBefore = [Self.package] }
        #expect(later.verdict == .validWithWarnings)
        #expect(later.codes == [.poolFileLackedUpstream])
        #expect(later.suites.first?.missingPoolFileCount == 1)
        try put(Array("other".utf8), "\(trial.live)/\(Self.package)")
        let live = trial.live
        let beside = try trial.report { ($0.lackedBefore, $0.live) = ([Self.package], live) }
        #expect(beside.verdict == .invalid)
    }

    @Test("is held back when a suite is gone that live has, and when all are")
    func suiteGone() throws {
        let trial = try Trial()
        var second = SampleArchive()
        second.name = "testing"
        second.codename = "testing"
        try second.write(to: trial.tree)
        try trial.publish()
        let live = trial.live
        try Damage.remove(trial.path("dists/testing"))
        let report = try trial.report { $0.live = live }
        #expect(report.codes == [.suiteGone])
        #expect(report.verdict == .invalid)
        try Damage.remove(trial.path("dists/stable"))
        #expect(try trial.report { $0.live = live }.codes == [.suiteGone, .noSuite])
    }

    @Test("warns of an architecture that the upstream does not carry, and holds back one that live carried")
    func notCarried() throws {
        var archive = SampleArchive()
        archive.architectures = ["amd64", "arm64"]
        let trial = try Trial(archive)
        try trial.publish()
        let live = trial.live
        try Damage.remove(trial.path("dists/stable/main/binary-arm64"))
        let report = try trial.report()
        #expect(report.codes == [.notCarried])
        #expect(report.verdict == .validWithWarnings)
        #expect(report.suites.first?.notCarried == ["arm64"])
        #expect(try trial.report { $0.named = ["arm64"] }.codes == [.carriedNoMore])
        let beside = try trial.report { $0.live = live }
        #expect(beside.codes == [.carriedNoMore])
        #expect(beside.verdict == .invalid)
    }

    @Test("holds back a Date that goes back, unless that text was accepted")
    func backwards() throws {
        let trial = try Trial()
        let facts = try #require(try trial.report().suites.first?.facts)
        var newer = facts
        newer.date = SampleArchive.now
        newer.signedTextDigest = "another"
        let accepted = AcceptedSuite(facts: newer)
        let report = try trial.report { $0.accepted = ["stable": accepted] }
        #expect(report.codes == [.dateBackwards])
        #expect(report.verdict == .invalid)
        let allowed = AcceptedSuite(facts: newer, backwardsAccepted: [facts.signedTextDigest])
        #expect(try trial.report { $0.accepted = ["stable": allowed] }.verdict == .valid)
        var same = facts
        same.signedTextDigest = "another"
        let twin = AcceptedSuite(facts: same)
        #expect(try trial.report { $0.accepted = ["stable": twin] }.codes == [.dateSameTextOther])
    }

    @Test("shows fields that changed of which apt asks its user, and other signers")
    func changes() throws {
        let trial = try Trial()
        var old = try #require(try trial.report().suites.first?.facts)
        old.label = "Before"
        old.signers.append("GONE")
        let accepted = AcceptedSuite(facts: old)
        let report = try trial.report { $0.accepted = ["stable": accepted] }
        #expect(report.codes == [.releaseFieldChanged, .signersChanged])
        #expect(report.finding(.releaseFieldChanged)?.aptSays?.contains("changed its 'Label' value") == true)
    }

    @Test("knows what the indexes of a tree promise")
    func promises() throws {
        let trial = try Trial()
        let names = try directoryContents("\(trial.tree)/dists/stable/main/binary-amd64/by-hash/SHA256")
        let byHash = names.map { "dists/stable/main/binary-amd64/by-hash/SHA256/\($0)" }
        let source = "pool/main/a/aardvark/aardvark_1.0.dsc"
        let candidates = Set(byHash + [Self.package, source, "pool/other", "dists/stable/Release"])
        #expect(try promised(by: trial.tree, among: candidates) == Set(byHash + [Self.package, source]))
        try trial.publish()
        let passed = try promised(by: trial.tree, among: candidates, passingOverIndexesOf: trial.live)
        #expect(passed == Set(byHash))
    }
}

func directoryContents(_ path: String) throws -> [String] {
    try filtered([], by: "ls", [path]).split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
}
