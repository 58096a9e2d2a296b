import Glibc
import Posix
import Publishing
import TestSupport
import Timekeeping

/// A mirror in a directory of its own, whose trees are complete when `COMPLETE` holds the same word as `dists/tern/InRelease`.
final class TestMirror: Sendable {
    static let name = "tern"
    /// 2026-11-22T04:17:33Z.
    static let start = Instant(secondsSinceEpoch: 1_795_321_053)

    let directory: TemporaryDirectory
    let root: MirrorRoot

    private init(_ directory: consuming TemporaryDirectory, _ root: MirrorRoot) {
        self.directory = directory
        self.root = root
    }

    /// - Parameter publicLink: relative to the test's directory.
    convenience init(publicLink: String? = nil) throws {
        let directory = try TemporaryDirectory()
        let path = directory.path
        let root = MirrorRoot(path: path, publicLink: publicLink.map { "\(path)/\($0)" })
        _ = try root.open(mirror: Self.name, knowsGenerations: false, at: Self.start, FailingEffects().effects)
        self.init(directory, root)
    }

    /// The name that is published by `publish` as the `number`-th, counted from 0: they are a day apart.
    static func generation(_ number: Int64) throws -> GenerationName {
        try require(GenerationName(day(number)))
    }

    static func day(_ number: Int64) -> Instant { start.adding(seconds: number * 86_400) }

    /// Writes a file without fsync(2), of which a test of thousands of steps would mostly consist.
    func write(_ text: String, to path: String) throws {
        let file = "\(root.path)/\(path)"
        try createDirectories(splitPath(file).directory)
        try removeFile(file)
        try Descriptor.open(file, O_WRONLY | O_CREAT | O_EXCL).write(text)
    }

    /// Puts a complete tree into staging whose content is `word`; what is common to all trees is linked from the live one.
    func stage(_ word: String) throws {
        try write(word, to: "staging/dists/tern/InRelease")
        try write(word, to: "staging/pool/\(word).deb")
        try write("trace of \(word)", to: "staging/project/trace/mirror.example.org")
        if let live = try Generations(of: root).live, try fileStatus("\(root.staging)/pool/common.deb") == nil {
            try linkFile("\(root.path(of: live))/pool/common.deb", to: "\(root.staging)/pool/common.deb")
        } else if try fileStatus("\(root.staging)/pool/common.deb") == nil {
            try write("common", to: "staging/pool/common.deb")
        }
        try write(word, to: "staging/COMPLETE")
    }

    /// Stages and publishes on the `number`-th day.
    @discardableResult
    func publish(_ word: String, day number: Int64, _ effects: FileEffects = FailingEffects().effects) throws
        -> GenerationName
    {
        try stage(word)
        return try StagedTree(root, effects).publish(Self.releases(word), at: Self.day(number))
    }

    /// Makes staging ready for the next sync, as is done after a publication.
    func prepareNext() throws {
        let origin = try root.claimStaging(keeping: 3, pinned: [])
        try StagedTree(root).prepareNext(origin)
    }

    static func releases(_ word: String) -> [PublishedRelease] {
        [PublishedRelease(path: "dists/tern/InRelease", digest: "digest-of-\(word)")]
    }

    func read(_ path: String) -> String? {
        (try? readFile("\(directory.path)/\(path)", limit: 4096)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The word of the complete tree that is served; nil when nothing is served.
    ///
    /// - Throws: when what is served is not complete.
    func servedWord() throws -> String? {
        guard let target = try symbolicLinkTarget(root.publicLink) else { return nil }
        let directory = target.hasPrefix("/") ? target : "\(root.path)/\(target)"
        func read(_ path: String) throws -> String {
            String(decoding: try readFile("\(directory)/\(path)", limit: 4096), as: UTF8.self)
        }
        let word = try read("COMPLETE")
        guard try read("dists/tern/InRelease") == word, try read("pool/\(word).deb") == word,
            try read("pool/common.deb") == "common"
        else { throw IncompleteTree(word: word) }
        return word
    }
}

struct IncompleteTree: Error {
    let word: String
}

struct Missing: Error {}

/// The value, or a failure of the test.
func require<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
}
