import ArchiveModel
import Posix
import TestSupport
import Testing
import Validation

@Suite("An index that did not change")
struct SecondSyncTests {
    private static let translation = "main/i18n/Translation-en"

    /// Makes the trial's tree live, with every file shared, and remembers what was read of it.
    private static func published(_ trial: borrowing Trial) throws -> Memory {
        let report = try trial.report()
        try #require(report.verdict == .valid)
        try trial.publish()
        return Memory(report.newlyVerified)
    }

    /// Puts live's own file in the place of one that was written anew.
    private static func keep(_ path: String, _ trial: borrowing Trial) throws {
        try removeFile(trial.path("dists/stable/\(path)"))
        try linkFile("\(trial.live)/dists/stable/\(path)", to: trial.path("dists/stable/\(path)"))
    }

    @Test("is not read again while Release lists it and its bare name as before")
    func notRead() throws {
        let trial = try Trial()
        let memory = try Self.published(trial)
        let live = trial.live
        let second = try trial.report(verified: memory) { $0.live = live }
        #expect(second.verdict == .valid)
        let names = try Set(second.newlyVerified.map { try Self.path(of: $0.identity.inode, trial) })
        // What is parsed is read each day.
        #expect(names == ["main/binary-amd64/Packages.gz", "main/source/Sources.gz"])
        #expect(try trial.report { $0.live = live }.newlyVerified.count > names.count)
    }

    private static func path(of inode: UInt64, _ trial: borrowing Trial) throws -> String {
        let directory = trial.path("dists/stable/")
        let found = try filtered(
            [], by: "find", [directory, "-inum", "\(inode)", "-not", "-path", "*/by-hash/*", "-printf", "%P"])
        return String(decoding: found, as: UTF8.self)
    }

    @Test(
        "is read again when Release lists another digest of it, or of what it unpacks to",
        arguments: [
            (HashAlgorithm.md5, "\(translation).xz", FindingCode.indexHashWrong),
            (.sha1, "\(translation).xz", .indexHashWrong), (.sha512, "\(translation).gz", .indexHashWrong),
            (.sha256, "\(translation).gz", .indexHashWrong), (.md5, translation, .indexUnpackedWrong),
            (.sha256, translation, .indexUnpackedWrong), (.sha512, translation, .indexUnpackedWrong),
        ])
    func relisted(_ algorithm: HashAlgorithm, _ path: String, _ code: FindingCode) throws {
        var archive = SampleArchive()
        archive.algorithms = [.md5, .sha1, .sha256, .sha512]
        archive.acquireByHash = false
        let trial = try Trial(archive)
        let memory = try Self.published(trial)
        archive.relist = { section, line in
            if section == algorithm, line.name == path {
                line.digest = String(repeating: "0", count: line.digest.count)
            }
        }
        try archive.write(to: trial.tree)
        for suffix in [".gz", ".xz"] { try Self.keep(Self.translation + suffix, trial) }
        let live = trial.live
        let report = try trial.report(verified: memory) { $0.live = live }
        let finding = try #require(report.finding(code), "\(report.findings)")
        #expect(finding.expected?.hasPrefix("\(algorithm.releaseFieldName):000") == true)
        #expect(report.codes == [code])
        #expect(report.verdict == .invalid)
    }

    @Test("is found to be old when the others of its kind are new, though Release lists its true digest")
    func leftBehind() throws {
        let path = "main/binary-amd64/Packages.xz"
        var archive = SampleArchive()
        let trial = try Trial(archive)
        let memory = try Self.published(trial)
        archive.extraIndexes[path] = try readFile("\(trial.live)/dists/stable/\(path)", limit: 1 << 20)
        archive.packages.append(.init("cheetah"))
        try archive.write(to: trial.tree)
        try Self.keep(path, trial)
        let live = trial.live
        let report = try trial.report(verified: memory) { $0.live = live }
        #expect(report.codes == [.indexUnpackedWrong])
        #expect(report.finding(.indexUnpackedWrong)?.path == "dists/stable/\(path)")
    }
}
