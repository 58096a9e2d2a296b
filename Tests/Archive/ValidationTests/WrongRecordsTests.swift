import ArchiveModel
import Posix
import TestSupport
import Testing
import Validation

@Suite("Of records that were made wrong")
struct WrongRecordsTests {
    private static let zeros = String(repeating: "0", count: 128)

    static let digests: [WrongArchive] =
        [
            WrongArchive("with a wrong MD5 digest", .poolFileHashWrong, apt: "Hash Sum mismatch") {
                $0.packages[0].overrides["MD5sum"] = "\(zeros.prefix(32))"
            },
            WrongArchive("with a wrong SHA-1 digest", .poolFileHashWrong, apt: "Hash Sum mismatch") {
                $0.packages[0].furtherFields = "SHA1: \(zeros.prefix(40))\n"
            },
            WrongArchive("with a wrong SHA-512 digest", .poolFileHashWrong, apt: "Hash Sum mismatch") {
                $0.packages[0].furtherFields = "SHA512: \(zeros)\n"
            },
            WrongArchive("with a wrong MD5 digest of a source", .poolFileHashWrong, apt: "Hash Sum mismatch") {
                $0.sourceDigest = { $0 == .md5 ? "\(zeros.prefix(32))" : $1 }
            },
            WrongArchive("naming one file twice with two MD5 digests", .poolFileWantedTwice) {
                var other = $0.packages[0]
                other.overrides["MD5sum"] = "\(zeros.prefix(32))"
                $0.packages.append(other)
            },
            WrongArchive("naming one file twice, the second time with a wrong SHA-1 digest more", .poolFileHashWrong) {
                var other = $0.packages[0]
                other.furtherFields = "SHA1: \(zeros.prefix(40))\n"
                $0.packages.append(other)
            },
        ]
        + (["0", "\(zeros.prefix(31))g", "\(zeros.prefix(33))", "\(zeros.prefix(32)) x"] as [String]).map { text in
            WrongArchive("with the MD5 digest \(text)", .packageDigestMalformed, apt: "Hash Sum mismatch") {
                $0.packages[0].overrides["MD5sum"] = text
            }
        }
        + upperCase(.md5) + upperCase(.sha256)

    private static func upperCase(_ algorithm: HashAlgorithm) -> [WrongArchive] {
        [
            WrongArchive("with \(algorithm) in upper case", .packageDigestMalformed, apt: "Hash Sum mismatch") {
                let digest = hex(algorithm, $0.packages[0].content)
                $0.packages[0].overrides[algorithm.packagesFieldName] = digest.uppercased()
            },
            WrongArchive("with \(algorithm) of sources in upper case", .packageDigestMalformed) {
                $0.sourceDigest = { $0 == algorithm ? $1.uppercased() : $1 }
            },
        ]
    }

    private static let noHeader = "Encountered a section with no Package: header"

    static let sections: [WrongArchive] =
        ["\n\n", "\n\n\n", " \n\n", "\r\n\r\n", "\n \n\n"].map { start in
            WrongArchive("beginning with \(start.debugDescription)", .indexMalformed, apt: noHeader) {
                $0.packagesStart = start
            }
        }
        + ["\n \n\n", "\n\n \n\n", "\n\t\n\n"].map { gap in
            WrongArchive("parted by \(gap.debugDescription)", .indexMalformed, apt: noHeader) { $0.packagesGap = gap }
        }
        + ["\n", "\n\n", " ", " \n"].map { text in
            WrongArchive("of \(text.debugDescription) and no package", .indexMalformed, apt: noHeader) {
                ($0.packages, $0.packagesStart) = ([], text)
            }
        }
        + ["\n ", "\n \n", "\n\n \n\n"].map { end in
            WrongArchive("ending with \(end.debugDescription)", .indexMalformed, apt: noHeader) {
                $0.packages[2].furtherFields = end
            }
        }

    static let soundSections: [(start: String, gap: String, end: String)] = [
        ("\n", "\n", ""), (" \n", "\n\n\n\n", "\n\n\n"), ("\n \n", "\n \n", "\n"), ("", "\n\n \n", ""),
        ("", "\r\n", ""), ("", "\n\r\n", ""), ("", "\n\t\n", ""),
    ]

    static let fields: [WrongArchive] = [
        WrongArchive("with a Package of nothing", .indexMalformed, apt: noHeader) {
            $0.packages[0].overrides["Package"] = " "
        },
        WrongArchive("with a Description-md5 too short", .indexMalformed, apt: "Malformed Description-md5 line") {
            $0.packages[0].furtherFields = "Description-md5: \(zeros.prefix(31))\n"
        },
        WrongArchive("with broken Depends", .indexMalformed, apt: "Problem parsing dependency of aardvark") {
            $0.packages[0].furtherFields = "Depends: foo bar\n"
        },
        WrongArchive("with an open alternative in Conflicts", .indexMalformed) {
            $0.packages[0].furtherFields = "Conflicts: foo |\n"
        },
        WrongArchive("with two stanzas parted by a blank alone", .indexMalformed) { $0.packagesGap = " \n" },
        WrongArchive("with two stanzas parted by tabs alone", .indexMalformed) { $0.packagesGap = "\t\n\t\n" },
        WrongArchive("with a package of 65,535 letters", .indexMalformed) {
            $0.packages[0].overrides["Package"] = String(repeating: "a", count: 65_535)
        },
        WrongArchive("with a version of 65,535 digits", .indexMalformed) {
            $0.packages[0].overrides["Version"] = String(repeating: "1", count: 65_535)
        },
        WrongArchive("with a version of 300 digits", .packageNameOdd, .warning) {
            $0.packages[0].overrides["Version"] = String(repeating: "1", count: 300)
        },
        WrongArchive("with one package twice, with two files", .packageDisagrees, .warning) {
            var other = $0.packages[0]
            (other.filename, other.content) = ("pool/other.deb", Array("other".utf8))
            $0.packages.append(other)
        },
        WrongArchive("with a source without a name", .packageIncomplete, .warning) { $0.sources[0].name = "" },
        WrongArchive("with a source without files", .packageIncomplete, .warning) { $0.sources[0].files = [:] },
        WrongArchive("with broken Provides", .indexMalformed, apt: "Problem parsing Provides line of aardvark") {
            $0.packages[0].furtherFields = "Provides: foo bar\n"
        },
        WrongArchive("with a Size of 0", .packageIncomplete, apt: "has no Size information") {
            $0.packages[0].overrides["Size"] = "0"
        },
        WrongArchive("without Version", .packageIncomplete) { $0.packages[0].overrides["Version"] = "" },
        WrongArchive("with a Version of nothing", .packageIncomplete) { $0.packages[0].overrides["Version"] = " " },
        WrongArchive("with a package of another architecture", .packageArchitectureOther, .warning) {
            $0.packages[0].overrides["Architecture"] = "arm64"
        },
        WrongArchive("naming a path with a question mark", .packagePathUnquoted, apt: "404") {
            $0.packages[0].filename = "pool/a?b.deb"
        },
        WrongArchive("naming a source with a number sign", .packagePathUnquoted, apt: "404") {
            $0.sources = [("c", ["c#1.dsc": Array("c".utf8)])]
        },
        WrongArchive("naming a path that ends with a slash", .packagePathUnsafe) {
            $0.packages[0].overrides["Filename"] = "pool/a/"
        },
        WrongArchive("naming a path with .. behind two slashes", .packagePathUnsafe) {
            $0.packages[0].overrides["Filename"] = "pool//../a"
        },
    ]

    /// Of these apt 2.6.2 finds none by its name, and updates.
    static let names: [WrongArchive] =
        (["Tool", "tool:amd64", "tool/stable", "tool=1"] + [String(repeating: "a", count: 300)]).map { name in
            WrongArchive("with the package \(name.prefix(20))", .packageNameOdd, .warning) {
                $0.packages[0].overrides["Package"] = name
            }
        }

    @Test("a package twice in the same words, and in every architecture, is none that disagrees")
    func sameTwice() throws {
        var archive = SampleArchive()
        archive.architectures = ["amd64", "arm64"]
        archive.packages += archive.packages
        #expect(try Trial(archive).report().codes == [])
    }

    @Test(
        "each fault is told by its code, and blocks if it is an error", arguments: digests + sections + fields + names)
    func fault(_ wrong: WrongArchive) throws {
        var archive = SampleArchive()
        wrong.change(&archive)
        let report = try Trial(archive).report()
        let finding = try #require(report.finding(wrong.code), "\(report.findings.map(\.code))")
        #expect(finding.severity == wrong.severity)
        #expect(report.codes == [wrong.code])
        #expect(report.verdict == (wrong.severity == .error ? .invalid : .validWithWarnings))
        if let apt = wrong.aptSays { #expect(finding.aptSays?.contains(apt) == true, "\(finding)") }
    }

    @Test("blank lines that apt passes over are no fault", arguments: soundSections)
    func passedOver(start: String, gap: String, end: String) throws {
        var archive = SampleArchive()
        (archive.packagesStart, archive.packagesGap) = (start, gap)
        archive.packages[2].furtherFields = end
        let report = try Trial(archive).report()
        #expect(report.findings == [])
        #expect(report.statistics.packageCount == 3)
    }

    @Test("a file whose weak digest alone is wrong is neither remembered nor taken out")
    func weakDigest() throws {
        var archive = SampleArchive()
        archive.packages[0].overrides["MD5sum"] = "\(Self.zeros.prefix(32))"
        let report = try Trial(archive).report()
        #expect(report.filesToTakeOut == [])
        let digest = Digest(.sha256, hex: hex(.sha256, archive.packages[0].content))
        #expect(!report.newlyVerified.contains { $0.digest == digest })
    }

    @Test("segments that change nothing are left out of a path, with a note", arguments: ["/", "/./", "//./", "///"])
    func normalized(separator: String) throws {
        var archive = SampleArchive()
        let path = archive.packages[0].filename
        archive.packages[0].overrides["Filename"] = path.replacing("/a/", with: "/a\(separator)")
        let report = try Trial(archive).report()
        #expect(report.findings.map(\.code) == (separator == "/" ? [] : [.packagePathNotNormal]))
        #expect(report.statistics.poolFileCount == 5)
        #expect(report.verdict == .valid)
    }
}
