import Glibc
import Posix
import Timekeeping

/// What can be wrong with one file of an upstream.
package enum Damage: Sendable, Hashable {
    case missing
    case emptied
    /// The second half is gone.
    case truncated
    /// One bit differs; size and modification time are as before, so that rsync takes it for the same file.
    case bitFlipped
    /// A symlink to this target stands in its place.
    case symbolicLink(String)
}

/// A tree on disk that plays the upstream.
///
/// Only files that differ are written, each write dated a minute after the one before: rsync compares whole seconds, and two
/// updates of a test may fall into one.
package struct TestUpstream: ~Copyable {
    private let directory: TemporaryDirectory
    private var revision = 0

    package init() throws {
        let directory = try TemporaryDirectory()
        try createDirectories("\(directory.path)/archive")
        self.directory = directory
    }

    /// The root of the archive, without a trailing slash.
    package var root: String { "\(directory.path)/archive" }

    /// Makes the tree hold `archive` and nothing else.
    package mutating func write(_ archive: TestArchive, signedBy key: borrowing SigningKey) throws {
        try write(archive.files(signedBy: key))
    }

    /// Makes the tree hold `files` and nothing else.
    package mutating func write(_ files: [String: [UInt8]]) throws {
        revision += 1
        for (path, bytes) in files where (try? readFile("\(root)/\(path)", limit: 64 << 20)) != bytes {
            try replace(path, with: bytes, modified: Self.firstModification + revision * 60)
        }
        for path in try filePaths(of: root) where files[path] == nil {
            try removeFile("\(root)/\(path)")
        }
    }

    /// Damages one file; `write` with the same files mends it.
    package mutating func damage(_ path: String, _ damage: Damage) throws {
        revision += 1
        let bytes = try readFile("\(root)/\(path)", limit: 64 << 20)
        let now = Self.firstModification + revision * 60
        switch damage {
        case .missing: try removeFile("\(root)/\(path)")
        case .emptied: try replace(path, with: [], modified: now)
        case .truncated: try replace(path, with: Array(bytes.prefix(bytes.count / 2)), modified: now)
        case .bitFlipped:
            let modified = try fileStatus("\(root)/\(path)").map { $0.modificationTime / 1_000_000_000 }
            var altered = bytes
            altered[altered.count / 2] ^= 1
            try replace(path, with: altered, modified: Int(modified ?? 0))
        case .symbolicLink(let target):
            try removeFile("\(root)/\(path)")
            try checked("symlink", path) { symlink(target, "\(root)/\(path)") }
        }
    }

    /// 2024-01-06T10:00:00Z.
    private static let firstModification = 1_704_535_200

    private func replace(_ path: String, with bytes: [UInt8], modified: Int) throws {
        let file = "\(root)/\(path)"
        try createDirectories(splitPath(file).directory)
        try replaceFile(file, with: bytes)
        let time = timespec(tv_sec: modified, tv_nsec: 0)
        try checked("utimensat", file) { utimensat(AT_FDCWD, file, [time, time], 0) }
    }
}
