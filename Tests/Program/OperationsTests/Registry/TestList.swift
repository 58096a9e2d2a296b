import Glibc
import MirrorRegistry
import Operations
import Posix
import Publishing
import TestSupport
import Timekeeping

/// A directory into which lists of `m0`, `m1`, ... are published, one each day.
struct TestList: ~Copyable {
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    var path: String { "\(directory.path)/list" }
    var root: MirrorRoot { MirrorRoot(path: path) }
    var publication: ListPublication { ListPublication(directory: path) }

    static func day(_ number: Int64) -> Instant { SampleLists.now.adding(seconds: number * 86_400) }

    /// The files of a list with these mirrors.
    static func files(_ numbers: some Sequence<Int>, archive: Bool = true) -> [PublicFile] {
        var list = SampleLists.plain(0)
        list.mirrors = numbers.map { number in
            var mirror = SampleMirrors.mirror(0)
            mirror.host = "m\(number).example.org"
            mirror.slug = mirror.host
            mirror.addresses = [SampleLists.url("http://\(mirror.host)/dotdeb/")].compactMap { $0 }
            return mirror
        }
        if !archive { list.face.archiveURL = nil }
        return listFiles(of: list)
    }

    @discardableResult
    func publish(
        _ numbers: some Sequence<Int>, day: Int64, _ effects: FileEffects = .system,
        _ change: (inout ListPublication) -> Void = { _ in }
    ) throws -> ListPublicationResult {
        var publication = publication
        change(&publication)
        return try publishList(Self.files(numbers), as: publication, at: Self.day(day), effects)
    }

    /// The hosts of the served list; nil unless all that belongs to its generation is there, with its right content.
    func served() throws -> [String]? {
        guard try fileStatus("\(path)/public") != nil else { return nil }
        let check = try runCommand(
            "sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], workingDirectory: "\(path)/public")
        guard check.status == 0 else { return nil }
        let lines = String(decoding: try readFile("\(path)/public/mirrors-plain.txt", limit: 1 << 20), as: UTF8.self)
        return lines.split(separator: "\n").map { String($0.dropFirst("http://".count).prefix { $0 != "/" }) }.filter {
            $0.hasPrefix("m")
        }
    }

    func generationNames() throws -> [String] { try Generations(of: root).names.map(\.description) }
}
