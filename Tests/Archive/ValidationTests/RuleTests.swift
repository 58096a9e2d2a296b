import ArchiveModel
import Testing

@testable import Validation

@Suite("The rules of validation")
struct RuleTests {
    @Test(
        "match names of suites",
        arguments: [
            ("stretch", "stretch", true), ("stretch", "stretch*", true), ("stretch/updates", "stretch*", true),
            ("jessie", "stretch*", false), ("x-updates", "*-updates", true), ("updates", "*-updates", false),
            ("anything", "*", true), ("abc", "a*b*c", true), ("ac", "a*b*c", false), ("aa", "a*a", true),
            ("a", "a*a", false),
        ])
    func patterns(_ name: String, _ pattern: String, _ expected: Bool) {
        #expect(matches(name, pattern: pattern) == expected)
    }

    @Test(
        "know a symlink that climbs out",
        arguments: [
            ("dists/stable", "bookworm", false), ("dists/stable", "/srv", true), ("dists/stable", "../..", true),
            ("dists/stable", "../pool", false), ("dists/stable", "../../x/dists", true), ("link", "..", true),
            ("a/b", "", true), ("a/b", "./x/../../c", false), ("a/b", "../../a/c", true),
        ])
    func links(_ path: String, _ target: String, _ expected: Bool) {
        #expect(isUnsafe(target: target, of: path) == expected)
    }

    @Test(
        "let few files be missing that were missing before",
        arguments: [
            (100_000, 10, true, false, FindingCode.poolFileLackedUpstream),
            (100_000, 11, true, false, .poolFileMissing),
            (100_000, 10, false, false, .poolFileMissing), (100_000, 10, true, true, .poolFileMissing),
            (5000, 5, true, false, .poolFileLackedUpstream), (5000, 6, true, false, .poolFileMissing),
            (30, 1, true, false, .poolFileLackedUpstream), (30, 2, true, false, .poolFileMissing),
            (1, 1, true, false, .poolFileMissing),
        ])
    func missing(_ count: Int, _ missing: Int, _ before: Bool, _ live: Bool, _ expected: FindingCode) {
        let rule = MissingFileRule(fileCount: count, missingCount: missing)
        #expect(rule.code(lackedBefore: before, liveHasPath: live) == expected)
    }

    @Test("never lose a blocking finding to the limit of what is kept")
    func limit() {
        var log = FindingLog()
        for number in 0..<FindingLog.limit + 5 {
            log.add(Finding(.error, .poolFileMissing, path: "\(number)", suites: ["old"]))
        }
        log.add(Finding(.error, .poolFileMissing, path: "last", suites: ["new"]))
        let judged = inheriting(log.findings, unchanged: ["old"])
        #expect(judged.count == FindingLog.limit + 1)
        #expect(judged.filter(\.blocks).map(\.path) == ["last"])
        #expect(log.counts[.poolFileMissing] == FindingLog.limit + 6)
        var other = FindingLog()
        other.merge(log)
        #expect(other.counts == log.counts)
    }

    @Test("have a text for each code, and each code a name of its own in lower case")
    func texts() {
        for code in FindingCode.allCases {
            #expect(!code.meaning.isEmpty && !code.clientsSee.isEmpty && !code.hint.isEmpty)
            #expect(
                code.rawValue.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
            )
        }
        #expect(Set(FindingCode.allCases.map(\.meaning)).count >= FindingCode.allCases.count - 1)
    }
}

@Suite("The table of wanted files")
struct WantedFilesTests {
    private func insert(_ path: String, _ content: String, _ suite: UInt32, into wanted: inout WantedFiles) throws {
        let digest = try #require(sha256(Array(content.utf8)))
        var path = path
        path.withUTF8 {
            wanted.insert(
                UnsafeRawBufferPointer($0), WantedContent(byteCount: Int64(content.utf8.count), digest: digest),
                index: suite, suite: suite)
        }
    }

    @Test("keeps each path once, with all the suites that want it")
    func unions() throws {
        var wanted = WantedFiles()
        for suite in 0..<3 as Range<UInt32> {
            for number in 0..<5000 { try insert("pool/\(number)", "content", suite, into: &wanted) }
        }
        #expect(wanted.entries.count == 5000)
        #expect(wanted.entries.allSatisfy { wanted.sets[$0.suites] == [0, 1, 2] })
        #expect(wanted.entries.enumerated().allSatisfy { wanted.path(of: $1) == "pool/\($0)" })
        #expect(wanted.conflicts.isEmpty)
    }

    @Test("forgets what an index named that was the wrong one")
    func forget() throws {
        var wanted = WantedFiles()
        try insert("pool/a", "a", 0, into: &wanted)
        let mark = wanted.mark
        try insert("pool/a", "b", 1, into: &wanted)
        for number in 0..<3000 { try insert("pool/\(number)", "", 1, into: &wanted) }
        wanted.forget(after: mark)
        #expect(wanted.entries.count == 1)
        #expect(wanted.conflicts.isEmpty)
        #expect(wanted.entries.first?.isContested == false)
        try insert("pool/7", "x", 0, into: &wanted)
        #expect(wanted.entries.map { wanted.path(of: $0) } == ["pool/a", "pool/7"])
    }

    @Test("joins the digests that indexes list, and forgets those of the wrong one")
    func furtherDigests() throws {
        var wanted = WantedFiles()
        func insert(_ further: [Digest], index: UInt32) throws {
            let digests = [try #require(sha256(Array("a".utf8)))] + further
            let content = try #require(WantedContent(byteCount: 1, digests))
            Array("pool/a".utf8).withUnsafeBytes { wanted.insert($0, content, index: index, suite: 0) }
        }
        func digest(_ algorithm: HashAlgorithm, _ byte: UInt8) throws -> Digest {
            try #require(Digest(algorithm, bytes: [UInt8](repeating: byte, count: algorithm.byteCount)))
        }
        func algorithms() throws -> [HashAlgorithm] {
            wanted.content(of: try #require(wanted.entries.first)).digests.map(\.algorithm)
        }
        try insert([digest(.sha1, 1)], index: 0)
        let mark = wanted.mark
        try insert([digest(.md5, 2), digest(.sha512, 3)], index: 1)
        #expect(try algorithms() == [.sha256, .sha512, .sha1, .md5])
        wanted.forget(after: mark)
        #expect(try algorithms() == [.sha256, .sha1])
        try insert([digest(.md5, 4)], index: 1)
        #expect(wanted.conflicts.isEmpty)
        try insert([digest(.sha1, 9)], index: 2)
        try insert([digest(.sha1, 9)], index: 3)
        #expect(wanted.conflicts.map(\.index) == [2])
    }
}

@Suite("Status lines of gpgv")
struct SignatureStatusTests {
    private static let valid = "VALIDSIG AA 2026-11-22 1 0 4 0 1"
    private static func lines(_ texts: [String]) -> [UInt8] {
        Array(texts.map { "[GNUPG:] \($0)\n" }.joined().utf8)
    }

    static let cases: [(name: String, lines: [String], isAccepted: Bool)] = [
        ("good", ["NEWSIG", "GOODSIG 1 x", "\(valid) 10 00 PRIMARY"], true),
        ("GOODSIG alone", ["NEWSIG", "GOODSIG 1 x"], false),
        ("VALIDSIG alone", ["NEWSIG", "\(valid) 10 00 PRIMARY"], false),
        ("SHA-1", ["GOODSIG 1 x", "\(valid) 2 00 PRIMARY"], false),
        ("expired key", ["EXPKEYSIG 1 x", "\(valid) 10 00 PRIMARY"], false),
        ("revoked key", ["REVKEYSIG 1 x", "\(valid) 10 00 PRIMARY"], false),
        ("good and missing", ["GOODSIG 1 x", "\(valid) 10 00 PRIMARY", "NEWSIG", "ERRSIG 2 1 10 00 1 9 F"], true),
        ("good and bad", ["GOODSIG 1 x", "\(valid) 10 00 PRIMARY", "NEWSIG", "BADSIG 2 y"], false),
        ("nothing", ["NODATA 4"], false),
    ]

    @Test("are weighed as apt does", arguments: cases)
    func acceptance(_ name: String, _ lines: [String], _ isAccepted: Bool) {
        let status = SignatureStatus(statusOutput: Self.lines(lines))
        #expect(status.isAccepted == isAccepted)
        if isAccepted { #expect(status.good.map(\.primaryFingerprint) == ["PRIMARY"]) }
    }

    @Test(
        "leave a suite to be read on where a key vouches for it, be it expired; archived, that is a warning",
        arguments: [
            ("EXPKEYSIG 1 x", "10", FindingCode.signatureKeyExpired, true),
            ("EXPSIG 1 x", "10", .signatureExpired, true),
            ("GOODSIG 1 x", "2", .signatureWeak, true), ("REVKEYSIG 1 x", "10", .signatureKeyRevoked, false),
        ])
    func vouching(line: String, algorithm: String, code: FindingCode, isVouchedFor: Bool) {
        let status = SignatureStatus(statusOutput: Self.lines([line, "\(Self.valid) \(algorithm) 00 PRIMARY"]))
        for isArchived in [false, true] {
            let judgement = SignatureJudgement(path: "p", suite: "s", isArchived: isArchived, status: status)
            #expect(judgement.findings().map(\.code) == [code])
            #expect(judgement.findings().map(\.severity) == [isArchived && isVouchedFor ? .warning : .error])
            #expect(judgement.isVouchedFor == isVouchedFor && code.canBeWaived == isVouchedFor)
        }
    }

    @Test("cannot be forged by a user id, for it does not begin a line")
    func forgery() {
        let text = "BADSIG 1 x\n[GNUPG:]GOODSIG 1 x\nGOODSIG 1 x\n\(Self.valid) 10 00 PRIMARY"
        #expect(!SignatureStatus(statusOutput: Self.lines([text])).isAccepted)
    }
}
