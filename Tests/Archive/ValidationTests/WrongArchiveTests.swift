import ArchiveModel
import Posix
import TestSupport
import Testing
import Timekeeping
import Validation

/// An archive that was made wrong, and signed so.
struct WrongArchive: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: FindingCode
    let severity: Severity
    let aptSays: String?
    let change: @Sendable (inout SampleArchive) -> Void
    var ask: @Sendable (inout ValidationRequest) -> Void = { _ in }

    init(
        _ description: String, _ code: FindingCode, _ severity: Severity = .error, apt: String? = nil,
        _ change: @escaping @Sendable (inout SampleArchive) -> Void
    ) {
        testDescription = description
        self.code = code
        self.severity = severity
        aptSays = apt
        self.change = change
    }

    /// The same, validated by a request that was adjusted.
    func asked(_ ask: @escaping @Sendable (inout ValidationRequest) -> Void) -> WrongArchive {
        var copy = self
        copy.ask = ask
        return copy
    }
}

@Suite("Of an archive that was made wrong")
struct WrongArchiveTests {
    private static let hour: Int64 = 3600

    static let releases: [WrongArchive] = [
        WrongArchive("signed by another key", .signatureKeyMissing, apt: "NO_PUBKEY") { $0.signers = [.other] },
        WrongArchive("signed by an expired key", .signatureKeyExpired, apt: "EXPKEYSIG") {
            $0.signers = [.expired]
        }.asked(addExpiredKey),
        WrongArchive("archived, signed by an expired key", .signatureKeyExpired, .warning) {
            $0.signers = [.expired]
        }.asked {
            addExpiredKey(&$0)
            $0.archivedPatterns = ["sta*"]
        },
        WrongArchive("without a signature", .unsigned, apt: "is not signed.") { $0.signers = [] },
        WrongArchive("allowed to lack a signature", .unsignedAllowed, .warning) { $0.signers = [] }
            .asked { $0.allowsUnsigned = true },
        WrongArchive("dated in the future", .dateInFuture, apt: "is not valid yet (invalid for another 11s)") {
            $0.date = SampleArchive.now.adding(seconds: 11)
        },
        WrongArchive("without a Date", .dateMissing, .warning) { $0.date = nil },
        WrongArchive("expired", .releaseExpired, apt: "is expired (invalid since 1h 0min 1s)") {
            $0.validUntil = SampleArchive.now.adding(seconds: -hour - 1)
        },
        WrongArchive("archived and expired", .releaseExpired, .warning) {
            $0.validUntil = SampleArchive.now.adding(seconds: -hour)
        }.asked { $0.archivedPatterns = ["stable"] },
        WrongArchive("expiring tomorrow", .releaseExpiresSoon, .warning) {
            $0.validUntil = SampleArchive.now.adding(seconds: 24 * hour)
        },
        WrongArchive("with an unreadable Valid-Until", .validUntilMalformed, apt: "Invalid 'Valid-Until' entry") {
            $0.fields = [("Valid-Until", "tomorrow")]
        },
        WrongArchive("with weak hashes alone", .releaseHashesWeak, apt: "No Hash entry in Release file") {
            $0.algorithms = [.md5]
        },
        WrongArchive("archived, with weak hashes alone", .releaseHashesWeak, .warning) {
            $0.algorithms = [.md5]
        }.asked { $0.archivedPatterns = ["*"] },
        WrongArchive("of another name", .releaseNameConflict, .warning, apt: "Conflicting distribution") {
            ($0.codename, $0.suiteField) = ("wren", "finch")
        },
        WrongArchive("of no name", .releaseNameConflict, .warning, apt: "(expected stable but got )") {
            ($0.codename, $0.suiteField) = ("", "")
        },
        WrongArchive("whose NotAutomatic is neither yes nor no", .releaseFlagMalformed, .warning, apt: "value: maybe") {
            $0.fields = [("NotAutomatic", "maybe"), ("ButAutomaticUpgrades", "yes")]
        },
        WrongArchive("whose ButAutomaticUpgrades is neither yes nor no", .releaseFlagMalformed, .warning) {
            $0.fields = [("NotAutomatic", "yes"), ("ButAutomaticUpgrades", "2")]
        },
        WrongArchive("listing a path out of the suite", .releaseEntryUnsafe) {
            $0.extraLines = " \(String(repeating: "0", count: 64)) 1 ../../../etc/passwd\n"
        },
        WrongArchive("listing a file twice with two sizes", .releaseEntryConflict) {
            $0.extraLines = " \(String(repeating: "0", count: 64)) 1 main/binary-amd64/Packages.gz\n"
        },
        WrongArchive("with a broken line in its hashes", .releaseMalformed) { $0.extraLines = " nonsense\n" },
    ]

    @Sendable private static func addExpiredKey(_ request: inout ValidationRequest) {
        guard let keys = try? SigningKeys.shared.get() else { return }
        request.keyrings.append(keys.keyring(.expired))
    }

    static let packages: [WrongArchive] = [
        WrongArchive("naming ../../../../tmp/evil", .packagePathUnsafe) {
            $0.packages[0].overrides["Filename"] = "../../../../tmp/evil"
        },
        WrongArchive("naming a path with .. inside", .packagePathUnsafe) {
            $0.packages[0].overrides["Filename"] = "pool/../../evil"
        },
        WrongArchive("naming a path with a backslash", .packagePathUnsafe) {
            $0.packages[0].overrides["Filename"] = "pool\\evil"
        },
        WrongArchive("naming an absolute path", .packagePathAbsolute, .warning) {
            $0.packages[0].overrides["Filename"] = "/\($0.packages[0].filename)"
        },
        WrongArchive("without Filename", .packageIncomplete) { $0.packages[0].overrides["Filename"] = "" },
        WrongArchive("without Size", .packageIncomplete, apt: "has no Size information") {
            $0.packages[0].overrides["Size"] = ""
        },
        WrongArchive("without Package", .indexMalformed) { $0.packages[0].overrides["Package"] = "" },
        WrongArchive("with MD5 alone", .packageHashesWeak, apt: "Insufficient information") {
            $0.packages[0].overrides["SHA256"] = ""
        },
        WrongArchive("with a wrong size", .poolFileSizeWrong, apt: "File has unexpected size") {
            $0.packages[0].overrides["Size"] = "1"
        },
        WrongArchive("with a wrong hash", .poolFileHashWrong, apt: "Hash Sum mismatch") {
            $0.packages[0].overrides["SHA256"] = String(repeating: "0", count: 64)
        },
        WrongArchive("naming one file twice with two hashes", .poolFileWantedTwice) {
            var other = $0.packages[0]
            other.overrides["SHA256"] = String(repeating: "0", count: 64)
            other.version = "2.0"
            $0.packages.append(other)
        },
        WrongArchive("with a source file named by a path", .packagePathUnsafe) {
            $0.sources = [("evil", ["../evil.dsc": Array("x".utf8)])]
        },
    ]

    @Test("each fault is told by its code, and blocks if it is an error", arguments: releases + indexes + packages)
    func fault(_ wrong: WrongArchive) throws {
        var archive = SampleArchive()
        wrong.change(&archive)
        let trial = try Trial(archive)
        let report = try trial.report { wrong.ask(&$0) }
        let finding = try #require(report.finding(wrong.code), "\(report.findings.map(\.code))")
        #expect(finding.severity == wrong.severity)
        #expect(report.codes == [wrong.code])
        #expect(report.verdict == (wrong.severity == .error ? .invalid : .validWithWarnings))
        if let apt = wrong.aptSays { #expect(finding.aptSays?.contains(apt) == true, "\(finding)") }
    }

    @Test(
        "a suite that bears the name of a symlink to it alone is warned of, and one that bears its directory's is not")
    func aliasName() throws {
        for (codename, codes) in [("current", Set([FindingCode.releaseNameConflict])), ("stable", [])] {
            var archive = SampleArchive()
            (archive.codename, archive.suiteField) = (codename, "current")
            let trial = try Trial(archive)
            try replaceSymbolicLink(trial.path("dists/current"), target: "stable")
            #expect(try trial.report().codes == codes)
        }
    }

    /// apt 2.6.2 gets 404 for it, and takes the others.
    @Test("an InRelease that is a dangling symlink is none, beside a good Release and Release.gpg")
    func danglingInRelease() throws {
        let trial = try Trial()
        try removeFile(trial.path("dists/stable/InRelease"))
        try replaceSymbolicLink(trial.path("dists/stable/InRelease"), target: "nowhere")
        let report = try trial.report()
        #expect(report.codes == [.linkDangling] && report.verdict == .validWithWarnings)
        #expect(report.suites.map(\.releasePath) == ["dists/stable/Release"])
    }

    @Test("nothing of a suite that nobody vouches for is parsed")
    func untrusted() throws {
        var archive = SampleArchive()
        archive.signers = [.other]
        archive.packages[0].overrides["Filename"] = "../../../../tmp/evil"
        let report = try Trial(archive).report()
        #expect(report.codes == [.signatureKeyMissing])
        #expect(report.suites.first?.facts == nil)
        #expect(report.statistics.packageCount == 0)
    }

    @Test("a signature of a missing key beside a good one does no harm, as with Debian's two or three keys")
    func severalSigners() throws {
        var archive = SampleArchive()
        archive.signers = [.archive, .other]
        #expect(try Trial(archive).report().findings == [])
    }

    @Test("two indexes that disagree on a file are both named, and which of them is right")
    func contested() throws {
        var archive = SampleArchive()
        archive.architectures = ["amd64", "arm64"]
        let trial = try Trial(archive)
        var second = SampleArchive()
        second.name = "testing"
        second.codename = "testing"
        second.packages = [second.packages[0]]
        second.sources = []
        second.packages[0].overrides["SHA256"] = String(repeating: "1", count: 64)
        try second.write(to: trial.tree)
        let finding = try #require(try trial.report().finding(.poolFileWantedTwice))
        #expect(finding.suites == ["stable", "testing"])
        #expect(finding.expected?.contains("dists/stable/main/binary-amd64/Packages.gz") == true)
        #expect(finding.expected?.contains("dists/testing/main/binary-amd64/Packages.gz") == true)
        #expect(finding.found == "what dists/stable/main/binary-amd64/Packages.gz wants")
        try Damage.rewrite(trial.path(second.packages[0].filename)) { $0[0] ^= 1 }
        let report = try trial.report()
        #expect(report.codes == [.poolFileWantedTwice, .poolFileHashWrong])
        #expect(report.filesToTakeOut == [second.packages[0].filename])
    }
}
