import Posix
import TestSupport
import Testing
import Timekeeping
import Validation

/// A directory with a tree, and perhaps a live one, and the validation of it.
struct Trial: ~Copyable {
    let directory: TemporaryDirectory
    var tree: String { "\(directory.path)/tree" }
    var live: String { "\(directory.path)/live" }

    /// A trial of `archive`, as it was written.
    init(_ archive: SampleArchive = SampleArchive()) throws {
        let directory = try TemporaryDirectory()
        try archive.write(to: "\(directory.path)/tree")
        self.directory = directory
    }

    /// A trial of what is written into it.
    init(empty: Bool) throws {
        let directory = try TemporaryDirectory()
        try createDirectories("\(directory.path)/tree")
        self.directory = directory
    }

    func request() throws -> ValidationRequest {
        let keys = try SigningKeys.shared.get()
        return ValidationRequest(
            tree: tree, keyrings: [keys.keyring(.archive)], now: SampleArchive.now, gpgv: "/usr/bin/gpgv")
    }

    func report(
        verified: any VerifiedFiles = NoVerifiedFiles(), _ adjust: (inout ValidationRequest) -> Void = { _ in }
    ) throws -> ValidationReport {
        var request = try request()
        adjust(&request)
        let report = try Validator(request, verified: verified).run()
        // What `explain` says of the weight of a code holds for all that these tests find.
        for finding in report.findings { #expect(finding.severity <= finding.code.worstSeverity, "\(finding.code)") }
        return report
    }

    /// Makes the tree as it is now the live one, sharing files by hard links.
    func publish() throws {
        try createDirectories(live)
        _ = try filtered([], by: "cp", ["-al", "\(tree)/.", live])
    }

    func path(_ relative: String) -> String { "\(tree)/\(relative)" }
}

extension ValidationReport {
    func finding(_ code: FindingCode) -> Finding? { findings.first { $0.code == code } }

    /// The codes of the findings that count, the notes left out.
    var codes: Set<FindingCode> { Set(findings.filter { $0.severity > .note }.map(\.code)) }
}
