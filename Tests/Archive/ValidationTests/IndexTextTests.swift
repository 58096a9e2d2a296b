import ArchiveModel
import Posix
import TestSupport
import Testing
import Validation

@Suite("An index whose stanzas name no files")
struct IndexTextTests {
    private static let translation = "main/i18n/Translation-en"
    private static let digest = "0123456789abcdef0123456789abcdef"

    private func report(_ path: String, _ text: String, suffix: String = "gz") throws -> ValidationReport {
        var archive = SampleArchive()
        archive.extraIndexes = [path: Array(text.utf8)]
        archive.extraIndexes["\(path).\(suffix)"] = try filtered(Array(text.utf8), by: "gzip", ["-nc"])
        archive.relist = { $1.isLeftOut = $1.name == "\(path).xz" }
        return try Trial(archive).report()
    }

    /// With each of these apt 2.6.2's update failed.
    static let unreadable: [(String, String?)] = [
        ("<html>\n<body>hello</body>\n</html>\n", nil),
        ("hello", nil),
        ("Description-md5: \(digest)\nDescription-en: x\n", "no Package: header"),
        ("Package: aardvark\nDescription-md5: 0123456789abcdef\nDescription-en: x\n", "Malformed Description-md5 line"),
        ("\n\nPackage: aardvark\nDescription-en: x\n", "no Package: header"),
        ("\n", "no Package: header"),
        ("Package: aardvark\nDescription-md5: \(digest)\nDescription-en: x\n\nhello\n", nil),
    ]

    @Test("Translation is refused where apt's update fails on it", arguments: unreadable)
    func unreadableTranslation(text: String, apt: String?) throws {
        let report = try report(Self.translation, text)
        let finding = try #require(report.finding(.indexMalformed))
        #expect(finding.path == "dists/stable/\(Self.translation)")
        #expect(report.codes == [.indexMalformed] && report.verdict == .invalid)
        if let apt { #expect(finding.aptSays?.contains(apt) == true) }
    }

    static let readable: [String] = [
        "Package: aardvark\nDescription-md5: zz23456789abcdef0123456789abcdef\nDescription-en: x\n",
        "Package: aardvark\nDescription-en: x\n",
        "Package: Aardvark\nDescription-md5: \(digest)\nDescription-de: x\n",
        "Package: zebra\nDescription-md5: \(digest)\nDescription-en: x\n \n\nPackage: b\nDescription-en: x\n",
    ]

    @Test("Translation passes where apt's update does", arguments: readable)
    func readableTranslation(text: String) throws {
        #expect(try report(Self.translation, text).findings == [])
    }

    @Test("a malformed one is found again on the next day")
    func foundAgain() throws {
        var archive = SampleArchive()
        archive.extraIndexes = [Self.translation: Array("hello\n".utf8)]
        archive.relist = { $1.isLeftOut = $1.name.hasPrefix("\(Self.translation).") }
        let trial = try Trial(archive)
        let first = try trial.report()
        try trial.publish()
        let (live, memory) = (trial.live, Memory(first.newlyVerified))
        let second = try trial.report(verified: memory) { $0.live = live }
        #expect(second.codes == [.indexMalformed])
        // Live serves it already.
        #expect(second.verdict != .invalid)
    }

    static let texts: [(path: String, sound: String, unsound: String)] = [
        ("main/Contents-amd64", "usr/bin/a  main/a\nusr/bin/b main/b,c\n", "<html>\n</html>\n"),
        ("Contents-source", "FILE  LOCATION\nusr/share/x y/z main/a", "nothing"),
        ("main/cnf/Commands-amd64", "suite: stable\n\nname: a\ncommands: a,b\n", "<html>\n"),
        ("main/dep11/Components-amd64.yml", "---\nFile: DEP-11\n", "File: DEP-11\n"),
        ("main/dep11/CID-Index-amd64.json", "{\"a\": 1}", "<html>"),
    ]

    @Test("what apt itself does not read is warned of at most", arguments: texts)
    func optional(path: String, sound: String, unsound: String) throws {
        #expect(try report(path, sound).findings == [])
        let report = try report(path, unsound)
        #expect(report.codes == [.optionalIndexMalformed] && report.verdict == .validWithWarnings)
    }

    @Test("a stub of one architecture in the directory of another is a note")
    func stub() throws {
        for (text, isNoted) in [("Archive: stable\nArchitecture: amd64\n", false), ("Architecture: arm64\n", true)] {
            var archive = SampleArchive()
            archive.extraIndexes = ["main/binary-amd64/Release": Array(text.utf8)]
            let report = try Trial(archive).report()
            #expect(report.verdict == .valid)
            #expect(report.counts[.optionalIndexMalformed] == (isNoted ? 1 : nil))
        }
    }

    /// The first two fail those who want them; nobody's update fails for the others.
    static let wrong: [(String, Verdict)] = [
        ("main/Contents-amd64.gz", .invalid), ("main/dep11/Components-amd64.yml.gz", .invalid),
        ("main/Contents-udeb-amd64.gz", .validWithWarnings), ("main/dep11/icons-64x64.tar.gz", .validWithWarnings),
        ("main/dep11/CID-Index-amd64.json.gz", .validWithWarnings),
        ("main/binary-s390x/Packages.gz", .validWithWarnings), ("main/binary-amd64/Release", .validWithWarnings),
        ("main/binary-amd64/Packages.diff/Index", .validWithWarnings),
        ("main/installer-amd64/current/images/SHA256SUMS", .validWithWarnings),
    ]

    @Test("with the wrong bytes it weighs what its readers lose", arguments: wrong)
    func wrongBytes(path: String, verdict: Verdict) throws {
        for change: @Sendable (inout [UInt8]) -> Void in [{ $0[$0.count - 1] ^= 1 }, { $0.append(0) }] {
            let bare = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
            var archive = SampleArchive()
            archive.extraIndexes[bare] = Array("---\n".utf8)
            if bare != path { archive.extraIndexes[path] = try filtered(Array("---\n".utf8), by: "gzip", ["-nc"]) }
            let trial = try Trial(archive)
            if bare != path { try removeFile(trial.path("dists/stable/\(bare)")) }
            let directory = splitPath("dists/stable/\(path)").directory
            for name in [path.split(separator: "/").last.map(String.init) ?? ""] {
                try Damage.rewrite(trial.path("\(directory)/\(name)"), change)
            }
            let report = try trial.report()
            #expect(report.verdict == verdict, "\(report.findings)")
            #expect(!report.codes.isDisjoint(with: [.indexHashWrong, .indexSizeWrong]))
        }
    }
}
