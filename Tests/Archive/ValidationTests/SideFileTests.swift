import ArchiveModel
import Posix
import TestSupport
import Testing
import Validation

@Suite("What an index names in its turn")
struct SideFileTests {
    private static let diff = "main/binary-amd64/Packages.diff"
    private static let patch = Array("a patch".utf8)
    private static let images = "main/installer-amd64/20230607/images"
    private static let image = Array("a kernel".utf8)

    /// An archive with one patch; `current` stands in place of what Packages holds now.
    private static func patched(current: String? = nil, _ change: (String) -> String = { $0 }) throws -> SampleArchive {
        var archive = SampleArchive()
        let packages = try #require(try archive.indexes().listed["main/binary-amd64/Packages"])
        let stored = hex(.sha256, patch)
        let index = """
            SHA256-Current: \(current ?? hex(.sha256, packages)) \(packages.count)
            SHA256-History:
             \(stored) 7 2026-11-21-0201.10
            SHA256-Patches:
             \(stored) 7 2026-11-21-0201.10
            SHA256-Download:
             \(stored) \(patch.count) 2026-11-21-0201.10.gz

            """
        archive.extraIndexes["\(diff)/Index"] = Array(change(index).utf8)
        return archive
    }

    private static func trial(_ archive: SampleArchive, patch: [UInt8]? = patch) throws -> Trial {
        let trial = try Trial(archive)
        if let patch { try put(patch, trial.path("dists/stable/\(diff)/2026-11-21-0201.10.gz")) }
        return trial
    }

    @Test("a patch that is what Index says is remembered, and read once")
    func soundPatch() throws {
        let trial = try Self.trial(try Self.patched())
        let report = try trial.report()
        #expect(report.findings == [])
        let digest = Digest(.sha256, hex: hex(.sha256, Self.patch))
        #expect(report.newlyVerified.contains { $0.digest == digest })
        let again = try trial.report(verified: Memory(report.newlyVerified))
        #expect(again.statistics.readFileCount == 0 && again.findings == [])
        // Presence and size alone, where no content is to be read.
        try Damage.rewrite(trial.path("dists/stable/\(Self.diff)/2026-11-21-0201.10.gz")) { $0[0] ^= 1 }
        #expect(try trial.report { $0.contentCheck = .none }.findings == [])
    }

    @Test("a patch that is missing or wrong is a warning")
    func unsoundPatch() throws {
        let path = "dists/stable/\(Self.diff)/2026-11-21-0201.10.gz"
        for (patch, code) in [
            ([UInt8]?.none, FindingCode.pdiffPatchMissing), (Array("a  patch".utf8), .pdiffPatchWrong),
            (Array("b patch".utf8), .pdiffPatchWrong),
        ] {
            let report = try Self.trial(try Self.patched(), patch: patch).report()
            #expect(report.codes == [code] && report.verdict == .validWithWarnings)
            #expect(report.finding(code)?.path == path)
            // What rsync would keep for ever, for its size is right.
            #expect(report.filesToTakeOut == (patch?.count == 7 ? [path] : []))
        }
    }

    @Test("patches that do not lead to what Release lists are a warning, and so is an Index that cannot be read")
    func unusable() throws {
        let archives = [
            try Self.patched(current: String(repeating: "0", count: 64)), try Self.patched { _ in "<html>\n" },
            try Self.patched { $0.replacing("SHA256-Current", with: "SHA1-Current") },
            try Self.patched { $0.replacing("SHA256-Patches", with: "X-Patches") },
        ]
        for archive in archives {
            let report = try Self.trial(archive).report()
            #expect(report.codes == [.pdiffUnusable] && report.verdict == .validWithWarnings)
            #expect(report.finding(.pdiffUnusable)?.path == "dists/stable/\(Self.diff)/Index")
        }
    }

    private static func bootable(_ list: String) throws -> Trial {
        var archive = SampleArchive()
        archive.extraIndexes["\(images)/SHA256SUMS"] = Array(list.utf8)
        archive.extraIndexes["\(images)/MD5SUMS"] = Array("nonsense that nobody needs\n".utf8)
        archive.acquireByHash = false
        let trial = try Trial(archive)
        try put(image, trial.path("dists/stable/\(images)/netboot/linux"))
        try replaceSymbolicLink(trial.path("dists/stable/main/installer-amd64/current"), target: "20230607")
        return trial
    }

    @Test("an image that is what its list says is remembered, and found once through the symlink to it too")
    func soundImage() throws {
        let list = "\(hex(.sha256, Self.image))  ./netboot/linux\n"
        let trial = try Self.bootable(list)
        let report = try trial.report()
        #expect(report.findings == [])
        #expect(report.statistics.readFileCount == 6)
        let again = try trial.report(verified: Memory(report.newlyVerified))
        #expect(again.statistics.readFileCount == 0 && again.findings == [])
    }

    @Test("an image that is missing or wrong, and a list with an unsafe path, are warnings")
    func unsoundImage() throws {
        let digest = hex(.sha256, Self.image)
        for (list, code) in [
            ("\(digest)  ./netboot/initrd.gz\n", FindingCode.installerFileMissing),
            ("\(String(repeating: "0", count: 64))  ./netboot/linux\n", .installerFileWrong),
            ("\(digest)  ./netboot\n", .installerFileWrong), ("\(digest)  ../../../../evil\n", .optionalIndexMalformed),
            ("\(digest)\n", .optionalIndexMalformed), ("\(digest)  \n", .optionalIndexMalformed),
            ("x  ./netboot/linux\n", .optionalIndexMalformed),
        ] {
            let report = try Self.bootable(list).report()
            #expect(report.codes == [code], "\(list)")
            #expect(report.verdict == .validWithWarnings)
        }
    }
}
