import Posix
import TestSupport
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
        return try Validator(request, verified: verified).run()
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
