import ArchiveModel
import Glibc
import Posix
import TestSupport
import Testing
import Validation

@Suite("Of a damaged archive")
struct DamageTests {
    private static let index = "dists/stable/main/binary-amd64/Packages.gz"
    private static let package = "pool/main/a/aardvark/aardvark_1.0_amd64.deb"
    private static let source = "pool/main/a/aardvark/aardvark_1.0.dsc"
    private static let inRelease = "dists/stable/InRelease"

    static let files: [Damage] =
        Damage.generic(
            index,
            .init(
                truncated: .indexSizeWrong, flipped: .indexHashWrong, emptied: .indexSizeWrong,
                directory: .indexNotAFile))
        + Damage.generic(
            "dists/stable/main/source/Sources.xz",
            .init(
                truncated: .indexSizeWrong, flipped: .indexHashWrong, emptied: .indexSizeWrong,
                directory: .indexNotAFile))
        + Damage.generic(
            "dists/stable/main/i18n/Translation-en.xz",
            .init(
                truncated: .indexSizeWrong, flipped: .indexHashWrong, emptied: .indexSizeWrong,
                directory: .indexNotAFile))
        + Damage.generic(
            package,
            .init(
                truncated: .poolFileSizeWrong, flipped: .poolFileHashWrong, emptied: .poolFileSizeWrong,
                directory: .poolFileNotAFile))
        + Damage.generic(
            source,
            .init(
                truncated: .poolFileSizeWrong, flipped: .poolFileHashWrong, emptied: .poolFileSizeWrong,
                directory: .poolFileNotAFile))
        + Damage.generic(
            inRelease,
            .init(
                truncated: .clearsignMalformed, flipped: .signatureBad, emptied: .clearsignMalformed,
                directory: .releaseUnreadable)
        ).filter { !$0.testDescription.contains("truncated") }

    static let others: [Damage] = [
        Damage("no InRelease and no Release", .noSuite, at: "dists") { tree in
            for name in ["InRelease", "Release", "Release.gpg"] { try removeFile("\(tree)/dists/stable/\(name)") }
        },
        Damage("everything gone", .noSuite, at: "dists") { try Damage.remove("\($0)/dists") },
        Damage("a package missing", .poolFileMissing, at: package) { try removeFile("\($0)/\(package)") },
        Damage("a source file missing", .poolFileMissing, at: source) { try removeFile("\($0)/\(source)") },
        Damage("all forms of Packages missing", .indexMissing, at: "dists/stable/main/binary-amd64/Packages") {
            try Damage.remove("\($0)/dists/stable/main/binary-amd64")
            // Translation and Sources stay, so the component is carried.
            try createDirectories("\($0)/dists/stable/main/binary-amd64")
        },
        Damage("all forms of Translation missing", .indexMissing, at: "dists/stable/main/i18n/Translation-en") {
            try Damage.remove("\($0)/dists/stable/main/i18n")
        },
        Damage("all indexes missing", .indexMissing, at: "dists/stable/main/binary-amd64/Packages") {
            try Damage.remove("\($0)/dists/stable/main")
        },
        Damage("InRelease cut in its signature", .clearsignMalformed, at: inRelease) { tree in
            try Damage.rewrite("\(tree)/\(inRelease)") { $0.removeLast(40) }
        },
        Damage("text before InRelease", .clearsignMalformed, at: inRelease) { tree in
            try Damage.rewrite("\(tree)/\(inRelease)") { $0 = Array("Origin: Evil\n".utf8) + $0 }
        },
        Damage("text after InRelease", .clearsignMalformed, at: inRelease) { tree in
            try Damage.rewrite("\(tree)/\(inRelease)") { $0 += Array("Origin: Evil\n".utf8) }
        },
        Damage("a web page as InRelease", .clearsignMalformed, at: inRelease) { tree in
            try Damage.rewrite("\(tree)/\(inRelease)") { $0 = Array("<html>log in, please</html>".utf8) }
        },
        Damage("a signature of other text", .signatureBad, at: inRelease) { tree in
            try Damage.rewrite("\(tree)/\(inRelease)") { bytes in
                let text = String(decoding: bytes, as: UTF8.self).replacing("Origin: Sample", with: "Origin: Sampel")
                bytes = Array(text.utf8)
            }
        },
        Damage("a symlink to /etc/passwd", .linkUnsafe, at: "pool/passwd") { tree in
            try replaceSymbolicLink("\(tree)/pool/passwd", target: "/etc/passwd")
        },
        Damage("a symlink out of the tree", .linkUnsafe, at: "pool/out") { tree in
            try replaceSymbolicLink("\(tree)/pool/out", target: "../../live")
        },
        Damage("a dangling suite", .suiteLinkBroken, at: "dists/current") { tree in
            try replaceSymbolicLink("\(tree)/dists/current", target: "gone")
        },
        Damage("a dangling symlink in the pool", .linkDangling, .warning, at: "pool/gone") { tree in
            try replaceSymbolicLink("\(tree)/pool/gone", target: "nowhere")
        },
        Damage("Release unlike InRelease", .releaseUnlikeInRelease, .warning, at: "dists/stable/Release") { tree in
            try Damage.rewrite("\(tree)/dists/stable/Release") { $0 += Array("X-More: yes\n".utf8) }
        },
        Damage("Release.gpg of other text", .detachedSignatureBad, .warning, at: "dists/stable/Release.gpg") { tree in
            let other = try SigningKeys.shared.get().detached(Array("other".utf8))
            try Damage.rewrite("\(tree)/dists/stable/Release.gpg") { $0 = other }
        },
        Damage("a directory of the pool that only its owner enters", .fileNotWorldReadable, at: "pool/main/a") { tree in
            try checked("chmod") { chmod("\(tree)/pool/main/a", 0o700) }
        },
        Damage(
            "a directory that all enter and only its owner reads", .fileNotWorldReadable, .warning, at: "pool/main/a"
        ) { tree in
            try checked("chmod") { chmod("\(tree)/pool/main/a", 0o711) }
        },
        Damage("a directory that all read and only its owner enters", .fileNotWorldReadable, at: "pool/main/a") {
            tree in
            try checked("chmod") { chmod("\(tree)/pool/main/a", 0o744) }
        },
        Damage("an InRelease larger than apt takes", .releaseMalformed, at: "dists/stable/InRelease") { tree in
            try Damage.rewrite("\(tree)/dists/stable/InRelease") {
                $0 += [UInt8](repeating: UInt8(ascii: "\n"), count: 10_000_001 - $0.count)
            }
        },
        Damage("a directory that only its owner enters", .fileNotWorldReadable, at: "dists/stable/main") { tree in
            try checked("chmod") { chmod("\(tree)/dists/stable/main", 0o700) }
        },
        Damage("a by-hash copy altered", .byHashWrong, at: byHash(of: index)) { tree in
            try Damage.rewrite("\(tree)/\(copy(of: index, tree))") { $0[0] ^= 1 }
        },
        Damage("a by-hash copy missing", .byHashMissing, .warning, at: byHash(of: index)) { tree in
            try removeFile("\(tree)/\(copy(of: index, tree))")
        },
        Damage("an old by-hash file under a wrong name", .byHashWrong, at: oldCopy) { tree in
            try put(Array("old".utf8), "\(tree)/\(oldCopy)")
        },
    ]

    private static let oldCopy =
        "dists/stable/main/binary-amd64/by-hash/SHA256/\(String(repeating: "0", count: 64))"

    /// Only the directory is known before the archive is written.
    private static func byHash(of index: String) -> String { "\(splitPath(index).directory)/by-hash/" }

    private static func copy(of index: String, _ tree: String) throws -> String {
        let content = try readFile("\(tree)/\(index)", limit: 1 << 20)
        return "\(byHash(of: index))SHA256/\(hex(.sha256, content))"
    }

    @Test("each damage is told by its code, and blocks if it is an error", arguments: files + others)
    func damage(_ damage: Damage) throws {
        let trial = try Trial()
        try damage.apply(trial.tree)
        let report = try trial.report()
        let finding = try #require(report.finding(damage.code), "\(report.findings.map(\.code))")
        #expect(finding.severity == damage.severity)
        #expect(finding.path.hasPrefix(damage.path))
        #expect(report.verdict == (damage.severity == .error ? .invalid : .validWithWarnings))
        #expect(try trial.report { $0.jobs = 3 }.findings == report.findings)
    }

    @Test("a file with wrong bytes under the right size is to be taken out, for rsync would keep it")
    func takenOut() throws {
        for path in [Self.index, Self.package, Self.source] {
            let trial = try Trial()
            try Damage.rewrite(trial.path(path)) { $0[$0.count - 1] ^= 1 }
            #expect(try trial.report().filesToTakeOut == [path])
        }
        let trial = try Trial()
        try Damage.rewrite(trial.path(Self.package)) { $0.removeLast() }
        #expect(try trial.report().filesToTakeOut == [])
    }

    @Test("what rsync skipped is an error that is never inherited, and what stands there is to be taken out")
    func skipped() throws {
        let trial = try Trial()
        try trial.publish()
        let live = trial.live
        let report = try trial.report {
            $0.live = live
            $0.skippedByRsync = [Self.package, "pool/evil"]
        }
        #expect(report.verdict == .invalid)
        #expect(report.filesToTakeOut == [Self.package])
        #expect(report.counts[.skippedByRsync] == 2)
    }
}
