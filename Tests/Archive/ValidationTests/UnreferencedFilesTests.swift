import Posix
import TestSupport
import Testing
import Validation

@Suite("Files that nothing names")
struct UnreferencedFilesTests {
    private func paths(_ code: FindingCode, _ report: ValidationReport) -> [String] {
        report.findings.filter { $0.code == code }.map(\.path)
    }

    @Test("are listed on demand, and never count against the archive")
    func unreferenced() throws {
        let trial = try Trial()
        #expect(try trial.report { $0.reportsUnreferenced = true }.findings == [])
        let old = "pool/main/a/aardvark/aardvark_0.9_amd64.deb"
        let kept = "pool/main/a/aardvark/aardvark_0.8.tar.xz"
        for path in [old, kept, "README.txt", "pool/main/a/aardvark/notes"] {
            try put(Array("old".utf8), trial.path(path))
        }
        try put(Array("stale".utf8), trial.path("dists/stable/main/binary-amd64/Packages.bz2"))
        let report = try trial.report { ($0.reportsUnreferenced, $0.keptForGrace) = (true, [kept]) }
        #expect(paths(.poolFileUnreferenced, report) == [old])
        #expect(paths(.indexUnlisted, report) == ["dists/stable/main/binary-amd64/Packages.bz2"])
        #expect(report.verdict == .valid)
        #expect(try trial.report().findings == [])
    }

    @Test("are found beside files that are missing")
    func besideMissing() throws {
        let trial = try Trial()
        try removeFile(trial.path("pool/main/b/badger/badger_1.0_amd64.deb"))
        try put(Array("old".utf8), trial.path("pool/main/b/badger/badger_0.9_amd64.deb"))
        let report = try trial.report { $0.reportsUnreferenced = true }
        #expect(paths(.poolFileUnreferenced, report) == ["pool/main/b/badger/badger_0.9_amd64.deb"])
    }
}
