import ArchiveModel
import TestSupport
import Testing
import Validation

@Suite("A form of an index")
struct IndexFormTests {
    private static let packages = "main/binary-amd64/Packages"

    /// What can be wrong with the bytes of a form that Release lists with their true digests.
    enum Corruption: CaseIterable {
        case truncated, corrupted, garbageBehind, otherFormat

        func apply(_ bytes: inout [UInt8]) {
            switch self {
            case .truncated: bytes.removeLast(12)
            // Within the checksum of the data, or the data.
            case .corrupted: bytes[bytes.count / 2] ^= 0x55
            case .garbageBehind: bytes += Array("garbage".utf8)
            case .otherFormat: bytes = Array("no such format".utf8)
            }
        }
    }

    private static func archive(_ path: String, _ corruption: Corruption) throws -> SampleArchive {
        var archive = SampleArchive()
        var bytes = try #require(try archive.indexes().listed[path])
        corruption.apply(&bytes)
        archive.extraIndexes = [path: bytes]
        return archive
    }

    @Test("that does not unpack is a warning when apt falls back to another", arguments: Corruption.allCases)
    func fallsBack(_ corruption: Corruption) throws {
        let trial = try Trial(try Self.archive("\(Self.packages).xz", corruption))
        let report = try trial.report()
        let finding = try #require(report.finding(.indexCorrupt), "\(report.findings)")
        #expect(finding.path == "dists/stable/\(Self.packages).xz")
        #expect(report.codes == [.indexCorrupt])
        #expect(report.verdict == .validWithWarnings)
        #expect(report.statistics.packageCount == 3)
        #expect(report.filesToTakeOut == [])
        // Nor is it passed over the next time.
        try trial.publish()
        let (live, memory) = (trial.live, Memory(report.newlyVerified))
        #expect(try trial.report(verified: memory) { $0.live = live }.codes == [.indexCorrupt])
    }

    @Test("that does not unpack is a warning when apt takes another before it", arguments: Corruption.allCases)
    func notTried(_ corruption: Corruption) throws {
        let report = try Trial(try Self.archive("\(Self.packages).gz", corruption)).report()
        #expect(report.codes == [.indexCorrupt])
        #expect(report.verdict == .validWithWarnings)
    }

    @Test("that does not unpack is an error when there is no other, or none that apt gets to")
    func fatal() throws {
        for corruption in Corruption.allCases {
            var archive = try Self.archive("\(Self.packages).xz", corruption)
            archive.relist = { $1.isLeftOut = $1.name == "\(Self.packages).gz" }
            #expect(try Trial(archive).report().verdict == .invalid)
        }
        for (corruption, verdict) in [
            (Corruption.truncated, Verdict.invalid), (.otherFormat, .invalid), (.corrupted, .validWithWarnings),
        ] {
            var archive = try Self.archive("\(Self.packages).gz", corruption)
            archive.extraIndexes[Self.packages] = try archive.indexes().listed[Self.packages]
            archive.relist = { $1.isLeftOut = $1.name == "\(Self.packages).xz" }
            #expect(try Trial(archive).report().verdict == verdict)
        }
    }

    /// apt 2.6.2 reads the first stream of .xz and .bz2 and takes no other form for it: `Hash Sum mismatch`.
    @Test("in several streams is an error where apt 2.6 gets to it, but for gzip", arguments: ["xz", "bz2", "gz"])
    func severalStreams(suffix: String) throws {
        let filter = ["xz": ("xz", ["-c"]), "bz2": ("bzip2", ["-c"]), "gz": ("gzip", ["-nc"])][suffix]
        let (program, arguments) = try #require(filter)
        var archive = SampleArchive()
        let bytes = try #require(try archive.indexes().listed[Self.packages])
        let parts = [bytes.prefix(100), bytes.dropFirst(100)]
        let streams = try parts.map { try filtered(Array($0), by: program, arguments) }
        let path = "\(Self.packages).\(suffix)"
        archive.extraIndexes = [path: streams[0] + streams[1]]
        // xz comes first in apt's order, so that a bz2 beside it is never asked for.
        let report = try Trial(archive).report()
        #expect(report.verdict == ["xz": .invalid, "bz2": .validWithWarnings, "gz": .valid][suffix])
        #expect(report.statistics.packageCount == 3)
        let others = ["xz", "gz"].map { "\(Self.packages).\($0)" }.filter { $0 != path }
        archive.relist = { $1.isLeftOut = others.contains($1.name) }
        #expect(try Trial(archive).report().verdict == (suffix == "gz" ? .valid : .invalid))
        // A second stream of nothing does no harm.
        let nothing = try filtered([], by: program, arguments)
        archive.extraIndexes = [path: try filtered(bytes, by: program, arguments) + nothing]
        #expect(try Trial(archive).report().verdict == .valid)
    }

    @Test("that is not read here is not judged, and holds back where there is no other")
    func unread() throws {
        for (path, verdict) in [
            (Self.packages, Verdict.invalid), ("main/i18n/Translation-en", .invalid),
            ("main/Contents-amd64", .validWithWarnings),
        ] {
            var archive = SampleArchive()
            archive.acquireByHash = false
            let form = "\(path).lz4"
            archive.extraIndexes = [form: Array("what only lz4 can read".utf8)]
            if path.hasPrefix("main/Contents") { archive.extraIndexes[path] = Array("x y".utf8) }
            #expect(try Trial(archive).report().verdict == .valid)
            let trial = try Trial(archive)
            archive.relist = { $1.isLeftOut = ["\(path).gz", "\(path).xz"].contains($1.name) }
            try archive.write(to: trial.tree)
            if path.hasPrefix("main/Contents") { try Damage.remove(trial.path("dists/stable/\(path)")) }
            let report = try trial.report()
            #expect(report.codes.contains(.indexNotJudged), "\(report.findings)")
            #expect(report.verdict == verdict)
        }
    }
}
