import ArchiveModel
import Glibc
import Posix
import TestSupport
import Testing
import Validation

@Suite("A flat archive")
struct FlatArchiveTests {
    private static func trial(_ archives: FlatArchive...) throws -> Trial {
        let trial = try Trial(empty: true)
        for archive in archives { try archive.write(to: trial.tree) }
        return trial
    }

    @Test(
        "is valid anywhere in the tree, under the name of its directory",
        arguments: [".", "debian", "linux/x64/debian", "ubuntu/pool"])
    func anywhere(directory: String) throws {
        var archive = FlatArchive()
        archive.directory = directory
        archive.acquireByHash = true
        let report = try Self.trial(archive).report()
        #expect(report.findings == [])
        let suite = try #require(report.suites.first)
        #expect(report.suites.count == 1 && suite.name == "\(directory)/")
        #expect(suite.isSigned && suite.poolBase == directory)
        #expect(suite.poolFileCount == 3)
        #expect(report.statistics.packageCount == 2 && report.statistics.sourceCount == 1)
    }

    @Test("is one of several in a tree, beside dists/ too")
    func several() throws {
        let trial = try Trial()
        for directory in ["debian/11", "debian/12", "."] {
            var archive = FlatArchive()
            archive.directory = directory
            try archive.write(to: trial.tree)
        }
        let report = try trial.report()
        #expect(report.codes == [])
        #expect(report.suites.map(\.name) == ["stable", "./", "debian/11/", "debian/12/"])
        // The same names are found from the root, so the choice is told.
        #expect(report.suites.map(\.poolBase) == [nil, ".", "debian/11", "debian/12"])
        #expect(report.findings.map(\.code) == [.flatBaseChosen, .flatBaseChosen])
    }

    @Test("is valid in each form that its Release file may have")
    func releaseForms() throws {
        for (hasInRelease, hasDetached) in [(true, false), (false, true)] {
            var archive = FlatArchive()
            (archive.hasInRelease, archive.hasDetached) = (hasInRelease, hasDetached)
            let report = try Self.trial(archive).report()
            #expect(report.findings == [])
            #expect(report.suites.first?.isSigned == true)
        }
    }

    @Test("without a signature is refused, and allowed ones are shown with a warning")
    func unsigned() throws {
        var archive = FlatArchive()
        archive.isSigned = false
        let trial = try Self.trial(archive)
        let refused = try trial.report()
        #expect(refused.codes == [.unsigned] && refused.verdict == .invalid)
        let allowed = try trial.report { $0.allowsUnsigned = true }
        #expect(allowed.codes == [.unsignedAllowed] && allowed.verdict == .validWithWarnings)
        #expect(allowed.suites.first?.poolFileCount == 3)
    }

    @Test("is found by what its Release lists, though the index itself is missing")
    func missingIndex() throws {
        let trial = try Self.trial(FlatArchive())
        for name in ["Packages", "Packages.gz", "Sources", "Sources.gz"] {
            try removeFile(trial.path("debian/\(name)"))
        }
        let report = try trial.report()
        #expect(report.finding(.indexMissing)?.path == "debian/Packages")
        #expect(report.verdict == .invalid)
    }

    @Test("with a damaged index, package or by-hash copy is invalid, and the file is named")
    func damages() throws {
        let cases: [(path: String, code: FindingCode)] = [
            ("debian/Packages.gz", .indexHashWrong), ("debian/aardvark.deb", .poolFileHashWrong),
            ("debian/aardvark.dsc", .poolFileHashWrong), ("debian/en", .indexHashWrong),
        ]
        for (path, code) in cases {
            let trial = try Self.trial(FlatArchive())
            try Damage.rewrite(trial.path(path)) { $0[$0.count / 2] ^= 1 }
            let report = try trial.report()
            #expect(report.finding(code)?.path == path, "\(report.findings)")
            #expect(report.verdict == .invalid)
        }
    }

    @Test("whose Release lists ./Packages alone has no package for apt")
    func dotted() throws {
        var archive = FlatArchive()
        archive.listedPrefix = "./"
        let report = try Self.trial(archive).report()
        #expect(report.finding(.indexInvisible)?.severity == .error)
        #expect(report.verdict == .invalid)
    }

    @Test("is none where Release is a stub, lies below by-hash, or has nothing to do with APT")
    func noSuites() throws {
        let trial = try Trial()
        let stub = Array("Archive: stable\nComponent: main\n".utf8)
        for directory in ["extra/main/binary-amd64", "extra/main/source"] {
            try put(stub, trial.path("\(directory)/Release"))
            try put([], trial.path("\(directory)/Packages"))
        }
        for directory in ["debian/by-hash/SHA256", "debian/.~tmp~"] {
            var archive = FlatArchive()
            archive.directory = directory
            try archive.write(to: trial.tree)
        }
        try put(Array("version 3\n".utf8), trial.path("doc/Release"))
        try put([], trial.path("rpm/Packages/some.rpm"))
        try put(Array("version 3\n".utf8), trial.path("rpm/Release"))
        let report = try trial.report()
        #expect(report.findings == [])
        #expect(report.suites.map(\.name) == ["stable"])
    }

    @Test("below dists/ is one when all that it lists lies beside it")
    func belowDists() throws {
        var archive = FlatArchive()
        archive.directory = "dists/vendor"
        let report = try Self.trial(archive).report()
        #expect(report.findings == [])
        #expect(report.suites.map(\.name) == ["dists/vendor/"])
    }

    @Test("that a symlink leads to counts once, under its own name")
    func aliases() throws {
        let trial = try Self.trial(FlatArchive())
        try replaceSymbolicLink(trial.path("current"), target: "debian")
        try replaceSymbolicLink(trial.path("debian/loop"), target: "..")
        let report = try trial.report()
        #expect(report.findings == [])
        #expect(report.suites.map(\.name) == ["debian/"])
        #expect(report.suites.first?.aliases == ["current/"])
    }

    @Test("in a directory that web servers cannot enter is an error")
    func unreadableDirectory() throws {
        var archive = FlatArchive()
        archive.directory = "linux/debian"
        let trial = try Self.trial(archive)
        try checked("chmod", "linux") { chmod(trial.path("linux"), 0o700) }
        #expect(try trial.report().finding(.fileNotWorldReadable)?.path == "linux")
    }

    @Test("deeper than a dists/ of its own is said not to be validated")
    func nestedArchive() throws {
        let trial = try Trial()
        try createDirectories(trial.path("ubuntu"))
        _ = try filtered([], by: "cp", ["-a", trial.path("dists"), trial.path("ubuntu/dists")])
        let report = try trial.report()
        #expect(report.codes == [.nestedArchiveNotValidated])
        #expect(report.finding(.nestedArchiveNotValidated)?.path == "ubuntu/dists")
    }
}
