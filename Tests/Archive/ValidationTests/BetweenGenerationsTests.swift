import Posix
import TestSupport
import Testing
import Timekeeping
import Validation

@Suite("Between generations")
struct BetweenGenerationsTests {
    private static func archive(packageCount: Int, architectures: [String] = ["amd64"]) -> SampleArchive {
        var archive = SampleArchive()
        archive.architectures = architectures
        archive.packages = (0..<packageCount).flatMap { number in
            architectures.map { SampleArchive.Package("p\(number)", architecture: $0) }
        }
        return archive
    }

    private static func facts(of archive: SampleArchive) throws -> SuiteFacts {
        try #require(try Trial(archive).report().suites.first?.facts)
    }

    @Test(
        "a fall of a quarter of the packages holds back, and a smaller one does not",
        arguments: [(74, true), (76, false)])
    func fall(left: Int, isHeld: Bool) throws {
        let old = try Self.facts(of: Self.archive(packageCount: 100))
        #expect(old.recordCounts == ["main/binary-amd64/Packages": 100, "main/source/Sources": 1])
        let trial = try Trial(Self.archive(packageCount: left))
        let report = try trial.report { $0.accepted = ["stable": AcceptedSuite(facts: old)] }
        #expect(report.codes.contains(.packagesFell) == isHeld)
        #expect((report.verdict == .invalid) == isHeld)
        let allowed = try trial.report {
            $0.accepted = ["stable": AcceptedSuite(facts: old)]
            $0.packageFallLimit = 100
        }
        #expect(!allowed.codes.contains(.packagesFell))
    }

    @Test(
        "an index that is empty, or listed no more, is a fall, and an archive of a few packages may lose half of them")
    func emptied() throws {
        var old = try Self.facts(of: SampleArchive())
        old.recordCounts["main/binary-amd64/Packages"] = 60
        let trial = try Trial()
        #expect(try trial.report { $0.accepted = ["stable": AcceptedSuite(facts: old)] }.codes == [.packagesFell])
        old.recordCounts["main/binary-amd64/Packages"] = 6
        #expect(try trial.report { $0.accepted = ["stable": AcceptedSuite(facts: old)] }.codes == [])
        old.recordCounts["main/binary-amd64/Packages"] = 20
        #expect(try trial.report { $0.accepted = ["stable": AcceptedSuite(facts: old)] }.codes == [.packagesFell])
        old.recordCounts = [
            "main/binary-amd64/Packages": 3, "main/binary-arm64/Packages": 60, "main/source/Sources": 1,
        ]
        #expect(try trial.report { $0.accepted = ["stable": AcceptedSuite(facts: old)] }.codes == [.packagesFell])
    }

    @Test("what an earlier version remembered in sum counts too")
    func sums() throws {
        var old = try Self.facts(of: SampleArchive())
        old.recordCounts = [:]
        old.packageCount = 100
        let trial = try Trial()
        #expect(try trial.report { $0.accepted = ["stable": AcceptedSuite(facts: old)] }.codes == [.packagesFell])
    }

    @Test(
        "an architecture that Release lists no more is told of, and holds back with half of the packages, or where it was named"
    )
    func partGone() throws {
        let both = try Self.facts(of: Self.archive(packageCount: 30, architectures: ["amd64", "arm64"]))
        let trial = try Trial(Self.archive(packageCount: 30))
        let accepted = ["stable": AcceptedSuite(facts: both)]
        let report = try trial.report { $0.accepted = accepted }
        #expect(report.codes == [.partGone, .packagesFell, .dateSameTextOther])
        #expect(report.finding(.partGone)?.aptSays?.contains("doesn't support architecture 'arm64'") == true)
        let allowed = try trial.report { ($0.accepted, $0.packageFallLimit) = (accepted, 60) }
        #expect(allowed.verdict == .validWithWarnings)
        #expect(
            try trial.report { ($0.accepted, $0.packageFallLimit, $0.named) = (accepted, 60, ["arm64"]) }.verdict
                == .invalid)
    }

    @Test("a suite is held against what was accepted under each name that leads to it")
    func aliases() throws {
        var newer = try Self.facts(of: SampleArchive())
        newer.date = SampleArchive.now
        newer.signedTextDigest = "another"
        let accepted = ["stable": AcceptedSuite(facts: newer)]
        let trial = try Trial()
        try renameFile(trial.path("dists/stable"), to: trial.path("dists/old-stable"))
        try replaceSymbolicLink(trial.path("dists/stable"), target: "old-stable")
        let report = try trial.report { $0.accepted = accepted }
        #expect(report.codes == [.dateBackwards, .releaseNameConflict])
        #expect(report.verdict == .invalid)
    }

    @Test("a name that leads to another suite now is told of by what apt asks its user about")
    func movedAlias() throws {
        var old = try Self.facts(of: SampleArchive())
        old.codename = "before"
        old.signedTextDigest = "another"
        let trial = try Trial()
        try replaceSymbolicLink(trial.path("dists/current"), target: "stable")
        let report = try trial.report { $0.accepted = ["current": AcceptedSuite(facts: old)] }
        #expect(report.codes == [.releaseFieldChanged, .dateSameTextOther])
        #expect(report.finding(.releaseFieldChanged)?.expected == "Codename: before")
    }

    @Test("the packages of a flat archive that moved to another directory are missing where its clients look for them")
    func movedFlatArchive() throws {
        let trial = try Trial(empty: true)
        let archive = FlatArchive()
        try archive.write(to: trial.tree)
        try trial.publish()
        let live = trial.live
        for name in ["aardvark.deb", "badger.deb", "aardvark.dsc"] {
            try renameFile(trial.path("debian/\(name)"), to: trial.path(name))
        }
        let report = try trial.report { $0.live = live }
        #expect(report.suites.first?.poolBase == "debian")
        #expect(Set(report.filesToLinkFromLive) == ["debian/aardvark.deb", "debian/badger.deb", "debian/aardvark.dsc"])
    }

    @Test("a key that ends within 30 days is told of; beside one that lasts it is a note")
    func endingKey() throws {
        let keys = try SigningKeys.shared.get()
        let soon = Instant(CalendarDay(year: 2089, month: 12, day: 20), hour: 0)
        var archive = SampleArchive()
        archive.signers = [.ending]
        let trial = try Trial(archive)
        func report(_ signers: [SigningKeys.Name], at now: Instant) throws -> ValidationReport {
            archive.signers = signers
            try archive.write(to: trial.tree)
            return try trial.report { ($0.keyrings, $0.now) = (signers.map(keys.keyring), now) }
        }
        #expect(try report([.ending], at: soon).codes == [.keyExpiresSoon])
        #expect(try report([.ending], at: SampleArchive.now).codes == [])
        let beside = try report([.ending, .archive], at: soon)
        #expect(beside.codes == [])
        #expect(beside.finding(.keyExpiresSoon)?.severity == .note)
    }

    @Test("what sqv refuses and gpgv accepts is a warning that names apt's later versions")
    func secondOpinion() throws {
        let keys = try SigningKeys.shared.get()
        var archive = SampleArchive()
        archive.signers = [.dated]
        let trial = try Trial(archive)
        let report = try trial.report { ($0.keyrings, $0.sqv) = ([keys.keyring(.dated)], "/usr/bin/sqv") }
        #expect(report.codes == [.sequoiaRefuses])
        archive.signers = [.archive]
        try archive.write(to: trial.tree)
        #expect(try trial.report { $0.sqv = "/usr/bin/sqv" }.codes == [])
    }
}
