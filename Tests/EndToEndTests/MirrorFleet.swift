import MirrorRegistry
import Operations
import Posix
import TestSupport
import Timekeeping

/// What is wrong with a mirror of which the list does not know it yet.
enum MirrorFault: CaseIterable, Sendable {
    /// Nothing listens.
    case dead
    /// It serves the generation before.
    case stale
    /// It has no file at all.
    case empty
    /// It answers each request with a page of HTML.
    case html
    /// One bit of each index, or of each package, is another.
    case wrongIndexes, wrongPackages
    /// InRelease of today, the rest of yesterday.
    case mixed
    /// InRelease is signed by another key.
    case foreign
}

/// An archive of two generations, mirrors of it each with an address of its own, and a published list of them.
struct MirrorFleet: ~Copyable {
    let directory: TemporaryDirectory
    let key: SigningKey
    let list: WebServer
    let own: WebServer
    private(set) var mirrors: [WebServer] = []
    /// As the list has them.
    var listed: [PublicMirror] = []
    private let generations: [String: [String: [UInt8]]]

    /// The list is on 127.0.0.1, the archive's own server on 127.0.0.2, and the mirrors follow.
    init() throws {
        let directory = try TemporaryDirectory()
        let key = try SigningKey()
        let stranger = try SigningKey(user: "Stranger <stranger@example.net>")
        let old = TestArchive.small
        var new = old
        new.update { $0.packages.append(.init("nest", "2.4-1")) }
        let generations = [
            "old": try old.files(signedBy: key), "new": try new.files(signedBy: key),
            "foreign": try new.files(signedBy: stranger),
        ]
        try Self.write(generations["new"] ?? [:], to: "\(directory.path)/own")
        let own = try WebServer.serving("\(directory.path)/own", host: 2)
        list = try WebServer.serving("\(directory.path)/list/public")
        self.own = own
        self.generations = generations
        self.key = key
        self.directory = directory
    }

    /// A mirror that the list has behind those before it, or, where it is `equal`, beside them.
    mutating func add(_ fault: MirrorFault?, equal: Bool = false) throws {
        let number = mirrors.count + 3
        let root = "\(directory.path)/mirror\(number)"
        try createDirectories(root)
        try Self.write(files(fault), to: root)
        let server = try WebServer.serving(root, host: UInt8(number))
        if fault == .dead { server.stop() }
        mirrors.append(server)
        var mirror = SampleMirrors.mirror(number)
        mirror.host = "m\(number).example.org"
        mirror.addresses = [SampleLists.url(server.url)].compactMap { $0 }
        mirror.fields.architectures = []
        mirror.state = .approved
        mirror.lagSeconds = 0
        mirror.score = equal ? 0 : Double(1 << number)
        listed.append(mirror)
    }

    private func files(_ fault: MirrorFault?) -> [String: [UInt8]] {
        let new = generations["new"] ?? [:]
        let old = generations["old"] ?? [:]
        switch fault {
        case nil: return new
        case .dead, .empty: return [:]
        case .stale: return old
        case .foreign: return generations["foreign"] ?? [:]
        case .html: return new.mapValues { _ in Array("<!doctype html><title>Welcome</title>\n".utf8) }
        case .wrongIndexes: return Self.flipped(new) { $0.hasPrefix("dists/") && !$0.contains("Release") }
        case .wrongPackages: return Self.flipped(new) { $0.hasPrefix("pool/") }
        case .mixed: return old.merging(new.filter { $0.key.hasSuffix("Release") }) { $1 }
        }
    }

    private static func flipped(
        _ files: [String: [UInt8]], _ isFlipped: (String) -> Bool
    ) -> [String: [UInt8]] {
        files.reduce(into: [:]) { result, file in
            var bytes = file.value
            if isFlipped(file.key), !bytes.isEmpty { bytes[bytes.count / 2] ^= 1 }
            result[file.key] = bytes
        }
    }

    private static func write(_ files: [String: [UInt8]], to root: String) throws {
        for (path, bytes) in files {
            try createDirectories(splitPath("\(root)/\(path)").directory)
            try createFile("\(root)/\(path)", with: bytes)
        }
    }

    /// The files of the list as it is now.
    var files: [PublicFile] {
        var list = SampleLists.plain(0)
        list.face.archiveURL = SampleLists.url(own.url)
        list.face.architectures = ["all", "amd64", "arm64"]
        list.mirrors = listed
        return listFiles(of: list)
    }

    func publish() throws { try publish(files) }

    func publish(_ files: [PublicFile]) throws {
        _ = try publishList(files, as: ListPublication(directory: "\(directory.path)/list"), at: SampleLists.now)
    }

    func client(_ file: String = "mirrors.txt") throws -> AptClient {
        let entry = "deb [signed-by=\(key.keyringPath)] mirror+\(list.url)\(file) wren main"
        return try AptClient(entries: [entry], architecture: "amd64")
    }
}
