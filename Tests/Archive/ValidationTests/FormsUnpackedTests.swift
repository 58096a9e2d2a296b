import Testing
import Validation

@Suite("Without unpacking all forms")
struct FormsUnpackedTests {
    private static let packages = "main/binary-amd64/Packages"
    private static let translation = "main/i18n/Translation-en"

    /// An archive whose Release lists `path` with the true digests of bytes that do not unpack.
    private static func archive(corrupt path: String) throws -> SampleArchive {
        var archive = SampleArchive()
        var bytes = try #require(try archive.indexes().listed[path])
        bytes.removeLast(12)
        archive.extraIndexes = [path: bytes]
        return archive
    }

    @Test("a form is hashed and no more once a cheaper one was unpacked", arguments: [packages, translation])
    func hashedOnly(index: String) throws {
        let trial = try Trial(try Self.archive(corrupt: "\(index).xz"))
        #expect(try trial.report().codes == [.indexCorrupt])
        let light = try trial.report { $0.unpacksAllForms = false }
        #expect(light.verdict == .valid && light.statistics.packageCount == 3, "\(light.findings)")
    }

    @Test("the wrong bytes of any form are found", arguments: ["gz", "xz"])
    func wrongBytes(suffix: String) throws {
        var archive = SampleArchive()
        archive.acquireByHash = false
        let trial = try Trial(archive)
        let path = "dists/stable/\(Self.packages).\(suffix)"
        try Damage.rewrite(trial.path(path)) { $0[$0.count / 2] ^= 1 }
        let finding = try #require(try trial.report { $0.unpacksAllForms = false }.finding(.indexHashWrong))
        #expect(finding.path == path)
    }

    @Test(
        "one that is corrupt is reason to unpack the others: whether apt gets by depends on them",
        arguments: [packages, translation])
    func corruptCheapest(index: String) throws {
        let trial = try Trial(try Self.archive(corrupt: "\(index).gz"))
        let (deep, light) = (try trial.report(), try trial.report { $0.unpacksAllForms = false })
        #expect(light.findings == deep.findings && light.verdict == .validWithWarnings)
        #expect(light.statistics.packageCount == 3)
    }

    @Test("what was only hashed is not remembered: the gate unpacks it all the same")
    func memory() throws {
        let trial = try Trial(try Self.archive(corrupt: "\(Self.translation).xz"))
        let light = try trial.report { $0.unpacksAllForms = false }
        try trial.publish()
        let (live, memory) = (trial.live, Memory(light.newlyVerified))
        #expect(try trial.report(verified: memory) { $0.live = live }.codes == [.indexCorrupt])
    }
}
