import ArchiveModel
import Posix
import TestSupport
import Testing
import Timekeeping
import Validation

@Suite("An archive of another shape")
struct ArchiveShapeTests {
    @Test("may nest suites at any depth", arguments: ["buster/updates", "bookworm/snapshots/20261122T040000Z"])
    func nested(name: String) throws {
        var archive = SampleArchive()
        archive.name = name
        archive.codename = splitPath(name).directory
        let report = try Trial(archive).report()
        #expect(report.findings == [])
        #expect(report.suites.map(\.name) == [name])
        #expect(report.suites.first?.poolFileCount == 5)
    }

    @Test("may keep an index as a symlink to its copy below by-hash")
    func linkedIndex() throws {
        let trial = try Trial()
        let index = "dists/stable/main/binary-amd64/Packages.xz"
        let digest = hex(.sha256, try readFile(trial.path(index), limit: 1 << 20))
        try removeFile(trial.path(index))
        try replaceSymbolicLink(trial.path(index), target: "by-hash/SHA256/\(digest)")
        #expect(try trial.report().findings == [])
        try removeFile(trial.path("dists/stable/main/binary-amd64/by-hash/SHA256/\(digest)"))
        #expect(try trial.report().finding(.linkDangling)?.path == index)
    }

    @Test("may have suites behind links to links, and a link that leads nowhere is an error")
    func linkedSuites() throws {
        let trial = try Trial()
        try replaceSymbolicLink(trial.path("dists/a"), target: "b")
        try replaceSymbolicLink(trial.path("dists/b"), target: "stable")
        try replaceSymbolicLink(trial.path("dists/stable/loop"), target: "..")
        let report = try trial.report()
        #expect(report.findings == [])
        #expect(report.suites.first?.aliases == ["a", "b"])
        try replaceSymbolicLink(trial.path("dists/c"), target: "nowhere")
        #expect(try trial.report().finding(.suiteLinkBroken)?.path == "dists/c")
    }

    @Test("without by-hash lacks nothing")
    func withoutByHash() throws {
        var archive = SampleArchive()
        archive.acquireByHash = false
        #expect(try Trial(archive).report().findings == [])
    }

    @Test("of the security archive names components that its paths leave out")
    func slashedComponents() throws {
        var archive = SampleArchive()
        archive.name = "stable-security"
        archive.codename = "stable-security"
        archive.fields = [("Components", "updates/main updates/contrib")]
        archive.extraIndexes = ["contrib/binary-amd64/Packages": []]
        let report = try Trial(archive).report()
        #expect(report.findings == [])
        #expect(report.suites.first?.facts?.components == ["updates/main", "updates/contrib"])
    }

    @Test("that is archived may have expired long ago")
    func archived() throws {
        var archive = SampleArchive()
        archive.date = Instant(CalendarDay(year: 2012, month: 1, day: 1), hour: 0)
        archive.validUntil = Instant(CalendarDay(year: 2012, month: 1, day: 8), hour: 0)
        let trial = try Trial(archive)
        #expect(try trial.report().verdict == .invalid)
        let report = try trial.report { $0.archivedPatterns = ["stable"] }
        #expect(report.codes == [.releaseExpired])
        #expect(report.verdict == .validWithWarnings)
    }

    /// `listed` is Architectures; a client of amd64 asks for binary-all only where `all` is among it and the field allows it.
    private static func withAll(listed: String, field: String? = nil) throws -> Trial {
        var archive = SampleArchive()
        archive.architectures = ["amd64", "all"]
        archive.fields = [("Architectures", listed)] + (field.map { [("No-Support-for-Architecture-all", $0)] } ?? [])
        let trial = try Trial(archive)
        _ = try filtered([], by: "rm", ["-r", trial.path("dists/stable/main/binary-all")])
        return trial
    }

    @Test(
        "needs its index of Architecture all where clients ask for it, and only there",
        arguments: [
            ("amd64 all", nil, true), ("amd64 all", "Packages", false), ("amd64", nil, false),
        ])
    func architectureAll(listed: String, field: String?, isNeeded: Bool) throws {
        let report = try Self.withAll(listed: listed, field: field).report()
        #expect((report.verdict == .invalid) == isNeeded, "\(report.findings)")
        let finding = report.finding(isNeeded ? .indexMissing : .optionalIndexMissing)
        #expect(finding?.path == "dists/stable/main/binary-all/Packages")
    }
}

@Suite("A missing pool file")
struct NameTwinTests {
    @Test(
        "is told with the file that was meant, where only the name's encoding or case differs",
        arguments: [
            ("lib+x_1%3a2~rc.deb", "lib+x_1:2~rc.deb"), ("lib+x_1:2~rc.deb", "lib%2Bx_1%3A2%7erc.deb"),
            ("Lib_1.deb", "lib_1.deb"),
        ])
    func twins(wanted: String, stored: String) throws {
        var archive = SampleArchive()
        archive.packages[0].filename = "pool/main/a/aardvark/\(wanted)"
        let trial = try Trial(archive)
        try renameFile(trial.path("pool/main/a/aardvark/\(wanted)"), to: trial.path("pool/main/a/aardvark/\(stored)"))
        let finding = try trial.report().finding(.poolFileMissing)
        #expect(finding?.path == "pool/main/a/aardvark/\(wanted)")
        #expect(finding?.found == "no file, but pool/main/a/aardvark/\(stored)")
    }

    @Test("may lie in a directory of another name, and is simply missing where nothing is like it")
    func directories() throws {
        let trial = try Trial()
        try renameFile(trial.path("pool/main/a"), to: trial.path("pool/main/A"))
        try removeFile(trial.path("pool/main/b/badger/badger_1.0_amd64.deb"))
        let missing = try trial.report().findings.filter { $0.code == .poolFileMissing }
        #expect(missing.map(\.found).contains("no file, but pool/main/A/aardvark/aardvark_1.0_amd64.deb"))
        #expect(missing.first { $0.path.contains("badger") }?.found == "no file")
    }
}
