import ArchiveModel
import Posix
import TestSupport
import Testing
import Validation

extension WrongArchiveTests {
    static let indexes: [WrongArchive] = [
        WrongArchive("listing a compressed index without its bare name", .indexInvisible, .warning) {
            $0.extraIndexes = ["main/cnf/Commands-amd64.xz": []]
            $0.extraIndexes["main/cnf/Commands-amd64.xz"] = try? filtered(Array("x: y\n".utf8), by: "xz", ["-c"])
        },
        WrongArchive("not listing the bare name of Packages", .indexInvisible, apt: "does not seem to provide it") {
            $0.relist = { $1.isLeftOut = $1.name == "main/binary-amd64/Packages" }
        },
        WrongArchive("not listing the bare name of Sources", .indexInvisible, apt: "does not seem to provide it") {
            $0.relist = { $1.isLeftOut = $1.name == "main/source/Sources" }
        },
        WrongArchive("not listing the bare name of Translation", .indexInvisible, .warning) {
            $0.relist = { $1.isLeftOut = $1.name == "main/i18n/Translation-en" }
        },
        WrongArchive("naming Packages with ./ before it", .indexInvisible, apt: "does not seem to provide it") {
            $0.relist = { if $1.name.hasPrefix("main/binary-amd64/") { $1.name = "./\($1.name)" } }
        },
        WrongArchive("naming the bare Packages with ./ before it", .indexInvisible) {
            $0.relist = { if $1.name == "main/binary-amd64/Packages" { $1.name = "./\($1.name)" } }
        },
        WrongArchive("naming the bare Packages with ./ where the hash is strong", .indexInvisible, apt: "only weak") {
            $0.relist = { if $0 == .sha256, $1.name == "main/binary-amd64/Packages" { $1.name = "./\($1.name)" } }
        },
        WrongArchive("listing the bare Packages with a weak hash alone", .indexInvisible, apt: "only weak") {
            $0.relist = { $1.isLeftOut = $0 == .sha256 && $1.name == "main/binary-amd64/Packages" }
        },
        WrongArchive("archived, listing the bare Packages with a weak hash alone", .indexInvisible, .warning) {
            $0.relist = { $1.isLeftOut = $0 == .sha256 && $1.name == "main/binary-amd64/Packages" }
        }.asked { $0.archivedPatterns = ["*"] },
        WrongArchive("listing the bare Translation with a weak hash alone", .indexInvisible, .warning) {
            $0.relist = { $1.isLeftOut = $0 == .sha256 && $1.name == "main/i18n/Translation-en" }
        },
        WrongArchive("listing a compressed index that is none", .indexCorrupt) {
            $0.extraIndexes = [
                "main/Contents-amd64.gz": Array("no gzip".utf8), "main/Contents-amd64": Array("x y".utf8),
            ]
        },
        WrongArchive("listing a compressed index of other content", .indexUnpackedWrong, apt: "Hash Sum mismatch") {
            let other = (try? filtered(Array("z y".utf8), by: "gzip", ["-nc"])) ?? []
            $0.extraIndexes = ["main/Contents-amd64.gz": other, "main/Contents-amd64": Array("x y".utf8)]
        },
        WrongArchive("listing another MD5 of a stored index", .indexHashWrong, apt: "Hash Sum mismatch") {
            $0.relist = misstating(.md5, "main/i18n/Translation-en.xz")
        },
        WrongArchive("listing another SHA1 of a stored index", .indexHashWrong, apt: "Hash Sum mismatch") {
            $0.algorithms = [.sha1, .sha256]
            $0.relist = misstating(.sha1, "main/binary-amd64/Packages.gz")
        },
        WrongArchive("listing another MD5 of an unpacked index", .indexUnpackedWrong, apt: "Hash Sum mismatch") {
            $0.relist = misstating(.md5, "main/i18n/Translation-en")
        },
        WrongArchive("listing another SHA512 of an unpacked index", .indexUnpackedWrong, apt: "Hash Sum mismatch") {
            ($0.algorithms, $0.acquireByHash) = ([.sha256, .sha512], false)
            $0.relist = misstating(.sha512, "main/source/Sources")
        },
        WrongArchive("listing a compressed index of more content", .indexUnpackedWrong) {
            let other = (try? filtered(Array("x yz".utf8), by: "gzip", ["-nc"])) ?? []
            $0.extraIndexes = ["main/Contents-amd64.gz": other, "main/Contents-amd64": Array("x y".utf8)]
        },
    ]

    private static func misstating(
        _ algorithm: HashAlgorithm, _ path: String
    ) -> @Sendable (HashAlgorithm, inout SampleArchive.ListedLine) -> Void {
        { section, line in
            if section == algorithm, line.name == path {
                line.digest = String(repeating: "0", count: line.digest.count)
            }
        }
    }

    @Test("Packages that apt does not see is an error though no form of it is there, if its architecture is carried")
    func absentAndInvisible() throws {
        var archive = SampleArchive()
        archive.acquireByHash = false
        archive.relist = { $1.isLeftOut = $1.name == "main/source/Sources" }
        for code in [FindingCode.notCarried, .indexInvisible] {
            // A stub beside them makes Sources a part that is carried.
            if code == .indexInvisible { archive.extraIndexes["main/source/Release"] = [] }
            let trial = try Trial(archive)
            for form in ["Sources.gz", "Sources.xz"] { try removeFile(trial.path("dists/stable/main/source/\(form)")) }
            let report = try trial.report()
            #expect(report.codes == [code])
            #expect(report.verdict == (code == .notCarried ? .validWithWarnings : .invalid))
        }
    }
}
