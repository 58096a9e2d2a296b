import ArchiveModel
import Posix
import TestSupport
import Testing
import Timekeeping
import Validation

@Suite("A sound archive")
struct SoundArchiveTests {
    @Test("is valid, and its report tells what is in it")
    func valid() throws {
        let trial = try Trial()
        let report = try trial.report()
        #expect(report.findings == [])
        #expect(report.verdict == .valid)
        #expect(report.statistics.packageCount == 3)
        #expect(report.statistics.sourceCount == 1)
        #expect(report.statistics.poolFileCount == 5)
        #expect(report.statistics.readFileCount == 5)
        let suite = try #require(report.suites.first)
        #expect(suite.name == "stable")
        #expect(suite.facts?.signers == [try SigningKeys.shared.get().fingerprint(.archive)])
        #expect(suite.facts?.origin == "Sample")
        #expect(suite.facts?.date == SampleArchive().date)
        #expect(suite.poolFileCount == 5)
    }

    @Test("is valid in each form that its Release file may have", arguments: [true, false])
    func releaseForms(hasInRelease: Bool) throws {
        let trial = try Trial()
        if hasInRelease {
            try removeFile(trial.path("dists/stable/Release"))
            try removeFile(trial.path("dists/stable/Release.gpg"))
        } else {
            try removeFile(trial.path("dists/stable/InRelease"))
        }
        let report = try trial.report()
        #expect(report.findings == [])
        #expect(report.suites.first?.isSigned == true)
    }

    @Test("has one digest of its signed text, whatever file it was read from")
    func signedTextDigest() throws {
        let trial = try Trial()
        let first = try trial.report().suites.first?.facts?.signedTextDigest
        try removeFile(trial.path("dists/stable/InRelease"))
        #expect(try trial.report().suites.first?.facts?.signedTextDigest == first)
    }

    @Test("is valid with an armored keyring")
    func armoredKeyring() throws {
        let keyring = try SigningKeys.shared.get().armoredKeyring(.archive)
        let report = try Trial().report { $0.keyrings = [keyring] }
        #expect(report.findings == [])
    }

    @Test("is read once: what was verified is not read again")
    func verifiedFiles() throws {
        let trial = try Trial()
        let first = try trial.report()
        let memory = Memory(first.newlyVerified)
        #expect(try trial.report(verified: memory).statistics.readFileCount == 0)
        #expect(try trial.report(verified: memory) { $0.contentCheck = .all }.statistics.readFileCount == 5)
        #expect(try trial.report { $0.contentCheck = .none }.statistics.readFileCount == 0)
    }

    @Test("tells how far it has come, and stops when it is asked to")
    func interruption() throws {
        var archive = SampleArchive()
        archive.packages = (0..<600).map { SampleArchive.Package("p\($0)") }
        archive.sources = []
        let trial = try Trial(archive)
        let interruption = try Interruption()
        var counts: [Int] = []
        let validator = Validator(try trial.request(), interruption: interruption) { progress in
            counts.append(progress.checkedFileCount)
            if counts.count == 2 { interruption.request(15) }
        }
        let error = #expect(throws: ValidationError.self) { try validator.run() }
        #expect(error == .interrupted(signal: 15))
        #expect(counts == [256, 512])
    }

    @Test("shows nested and linked suites, each once")
    func discovery() throws {
        let trial = try Trial()
        var nested = SampleArchive()
        nested.name = "stable/updates"
        nested.codename = "stable"
        try nested.write(to: trial.tree)
        try replaceSymbolicLink(trial.path("dists/current"), target: "stable")
        try put(Array("Archive: stable\nComponent: main\n".utf8), trial.path("dists/stable/main/binary-amd64/Release"))
        let report = try trial.report()
        #expect(report.findings == [])
        #expect(report.suites.map(\.name) == ["stable", "stable/updates"])
        #expect(report.suites.first?.aliases == ["current"])
    }

    @Test("may keep InRelease elsewhere in the tree, behind a symlink")
    func linkedInRelease() throws {
        let trial = try Trial()
        try createDirectories(trial.path("zzz-dists/stable"))
        try renameFile(trial.path("dists/stable/InRelease"), to: trial.path("zzz-dists/stable/InRelease"))
        try replaceSymbolicLink(
            trial.path("dists/stable/InRelease"), target: "../../zzz-dists/stable/InRelease")
        #expect(try trial.report().findings == [])
    }
}

struct Memory: VerifiedFiles {
    private let digests: [FileIdentity: VerifiedFile]

    init(_ files: [VerifiedFile]) {
        digests = Dictionary(files.map { ($0.identity, $0) }) { $1 }
    }

    func digest(of identity: FileIdentity) -> Digest? { digests[identity]?.digest }
}
