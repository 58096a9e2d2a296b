import ArchiveModel
import Posix
import TestSupport
import Testing
import Validation

@Suite("The base directory of a flat archive")
struct PoolBaseTests {
    private static func report(
        directory: String, prefix: String, pool: String, fields: String = "Suite: ubuntu\n",
        _ change: (borrowing Trial) throws -> Void = { _ in }
    ) throws -> ValidationReport {
        var archive = FlatArchive()
        (archive.directory, archive.filenamePrefix, archive.poolDirectory) = (directory, prefix, pool)
        archive.fields = fields
        let trial = try Trial(empty: true)
        try archive.write(to: trial.tree)
        try change(trial)
        return try trial.report()
    }

    @Test("is the directory above when the paths name it, and that is said")
    func parent() throws {
        let report = try Self.report(directory: "vendor/ubuntu", prefix: "ubuntu/files/", pool: "vendor/ubuntu/files")
        #expect(report.verdict == .valid)
        #expect(report.suites.first?.poolBase == "vendor")
        #expect(report.findings.map(\.code) == [.flatBaseChosen])
        #expect(report.findings.first?.found == "3 of 3 from vendor")
        #expect(report.statistics.readFileCount == 3)
    }

    @Test("may be the root of the tree")
    func root() throws {
        let report = try Self.report(
            directory: "a/ubuntu", prefix: "pool/main/", pool: "pool/main", fields: "Codename: a/ubuntu\n")
        #expect(report.suites.first?.poolBase == ".")
        #expect(report.codes == [] && report.statistics.readFileCount == 3)
    }

    @Test("is the one from which most are there, so that the others are missing there")
    func majority() throws {
        let report = try Self.report(directory: "ubuntu", prefix: "", pool: "ubuntu") { trial in
            try renameFile(trial.path("ubuntu/badger.deb"), to: trial.path("badger.deb"))
        }
        #expect(report.suites.first?.poolBase == "ubuntu")
        #expect(report.finding(.poolFileMissing)?.path == "ubuntu/badger.deb")
        #expect(report.finding(.flatBaseChosen)?.found == "2 of 3 from ubuntu, 1 of 3 from .")
    }

    @Test("is its own where nothing is there at all")
    func nothing() throws {
        let report = try Self.report(directory: "ubuntu", prefix: "", pool: "elsewhere")
        #expect(report.suites.first?.poolBase == "ubuntu")
        #expect(report.counts[.poolFileMissing] == 3)
    }

    @Test(
        "above makes apt compare the name that a sources.list then has, with its slash or without",
        arguments: [
            ("Suite: x64\n", false), ("Codename: x64/\n", false), ("Suite: stable\n", true), ("", true),
        ])
    func name(fields: String, isWarned: Bool) throws {
        let report = try Self.report(
            directory: "vendor/x64", prefix: "x64/", pool: "vendor/x64", fields: "Origin: Vendor\n\(fields)")
        #expect((report.finding(.releaseNameConflict) != nil) == isWarned)
        #expect(report.finding(.releaseNameConflict)?.expected == (isWarned ? "x64" : nil))
        #expect(report.verdict == (isWarned ? .validWithWarnings : .valid))
    }
}
