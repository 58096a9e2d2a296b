import ArchiveModel
import Posix
import TestSupport
import Testing
import Validation

@Suite("A flat archive beside live's")
struct FlatGateTests {
    private static func published(_ archive: FlatArchive = FlatArchive()) throws -> Trial {
        let trial = try Trial(empty: true)
        try archive.write(to: trial.tree)
        try trial.publish()
        return trial
    }

    @Test("equals it, whoever surveyed the trees")
    func equals() throws {
        let trial = try Self.published()
        let live = trial.live
        #expect(try trial.report { $0.live = live }.suites.first?.equalsLive == true)
        let survey = try TreeSurvey(of: trial.tree, comparedWith: live)
        let report = try trial.report { ($0.live, $0.survey) = (live, survey) }
        #expect(report.suites.first?.equalsLive == true)
    }

    @Test("is missed when it is gone, under each of its names")
    func gone() throws {
        let trial = try Self.published()
        let live = trial.live
        try replaceSymbolicLink("\(live)/current", target: "debian")
        try Damage.remove(trial.path("debian"))
        try SampleArchive().write(to: trial.tree)
        let survey = try TreeSurvey(of: trial.tree, comparedWith: live)
        for survey in [nil, survey] {
            let report = try trial.report { ($0.live, $0.survey) = (live, survey) }
            let gone = report.findings.filter { $0.code == .suiteGone }
            #expect(gone.map(\.path) == ["current", "debian"])
            #expect(report.verdict == .invalid)
        }
    }

    @Test("is gone when its Release became a directory")
    func replaced() throws {
        let trial = try Self.published()
        let live = trial.live
        for name in ["InRelease", "Release", "Release.gpg"] { try removeFile(trial.path("debian/\(name)")) }
        try createDirectories(trial.path("debian/InRelease"))
        let survey = try TreeSurvey(of: trial.tree, comparedWith: live)
        #expect(try trial.report { ($0.live, $0.survey) = (live, survey) }.finding(.suiteGone)?.path == "debian")
    }

    @Test("takes what live holds with the wanted digest")
    func linkedFromLive() throws {
        let trial = try Self.published()
        let live = trial.live
        try removeFile(trial.path("debian/badger.deb"))
        let report = try trial.report { $0.live = live }
        #expect(report.filesToLinkFromLive == ["debian/badger.deb"])
        #expect(report.verdict == .valid)
    }

    @Test("promises its packages, sources and indexes by hash")
    func promises() throws {
        var archive = FlatArchive()
        archive.acquireByHash = true
        (archive.directory, archive.filenamePrefix) = ("vendor/x64", "x64/")
        let trial = try Self.published(archive)
        let byHash = try directoryEntries(trial.path("vendor/x64/by-hash/SHA256")).map {
            "vendor/x64/by-hash/SHA256/\($0)"
        }
        let pool = ["vendor/x64/aardvark.deb", "vendor/x64/aardvark.dsc"]
        let candidates = Set(byHash + pool + ["vendor/x64/other.deb", "vendor/x64/Release"])
        #expect(byHash.count == 6)
        #expect(try promised(by: trial.tree, among: candidates) == Set(byHash + pool))
    }
}

private func directoryEntries(_ path: String) throws -> [String] {
    String(decoding: try filtered([], by: "ls", [path]), as: UTF8.self).split(separator: "\n").map { String($0) }
}
