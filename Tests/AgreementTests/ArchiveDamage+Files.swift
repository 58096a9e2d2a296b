import TestSupport
import Timekeeping

/// What can happen to any file.
enum FileFate: String, Sendable, CaseIterable {
    case truncated, flipped, emptied, missing, lastWeeks, webPage, linkOutside, unreadable, directory

    var words: String {
        switch self {
        case .truncated: "truncated"
        case .flipped: "with a bit flipped"
        case .emptied: "emptied"
        case .missing: "missing"
        case .lastWeeks: "as it was last week"
        case .webPage: "replaced by a web page"
        case .linkOutside: "replaced by a symlink out of the tree"
        case .unreadable: "readable by its owner alone"
        case .directory: "replaced by a directory"
        }
    }

    /// nil where nothing is there any more.
    func entry(of bytes: [UInt8], lastWeek: [UInt8]) -> TreeEntry? {
        switch self {
        case .truncated: .file(Array(bytes.dropLast()))
        case .flipped: .file(bytes.enumerated().map { $0 == bytes.count / 2 ? $1 ^ 1 : $1 })
        case .emptied: .file([])
        case .missing: nil
        case .lastWeeks: .file(lastWeek)
        case .webPage: .file(Array("<html><body>Please log in.</body></html>\n".utf8))
        case .linkOutside: .symbolicLink("/etc/hostname")
        case .unreadable: .file(bytes, mode: 0o600)
        case .directory: .directory
        }
    }
}

extension ArchiveDamage {
    /// The file at `path`, and its by-hash copy with it.
    static func file(_ shape: ArchiveShape.Name, _ path: String, _ fate: FileFate) -> ArchiveDamage {
        var damage = ArchiveDamage(
            shape, "\(path) \(fate.words)", at: path,
            change: .files { entries, tree in
                let sound = entries[path] ?? .directory
                let lastWeek = try tree.lastWeek(path) ?? sound.bytes + Array("older\n".utf8)
                for twin in tree.twins(of: path) { entries[twin] = fate.entry(of: sound.bytes, lastWeek: lastWeek) }
            })
        // Without its Release a flat archive is none.
        if shape == .flat { damage.paths.append("dists") }
        damage.isWarningAtMost =
            path.contains("/dep11/icons-") || path.contains("/dep11/CID-") || path.contains(".diff/")
        return damage
    }

    /// Files as they are served, changed one by one.
    static func files(
        _ shape: ArchiveShape.Name, _ description: String, at path: String,
        _ change: @escaping @Sendable (inout TreeEntries, ShapeTree) throws -> Void
    ) -> ArchiveDamage {
        ArchiveDamage(shape, description, at: path, change: .files(change))
    }

    /// The bytes of one file, changed without its by-hash copy.
    static func bytes(
        _ shape: ArchiveShape.Name, _ description: String, at path: String,
        _ change: @escaping @Sendable (inout [UInt8]) -> Void
    ) -> ArchiveDamage {
        files(shape, description, at: path) { entries, _ in
            var bytes = entries[path]?.bytes ?? []
            change(&bytes)
            entries[path] = .file(bytes)
        }
    }
}

extension ShapeTree {
    /// `path`, and where it is an index that is kept under its hash as well, that copy.
    func twins(of path: String) -> [String] {
        [path]
            + suites.flatMap { rendered -> [String] in
                guard rendered.suite.hasByHash else { return [] }
                return rendered.stored.filter { rendered.suite.path($0.key) == path }.map {
                    rendered.suite.path(RenderedSuite.byHashPath($0.key, $0.value))
                }
            }
    }

    /// The by-hash copy of the index at `path`.
    func copy(of path: String) -> String { twins(of: path).last ?? path }

    /// What a generation of a week ago had at `path`: each index with one record less or one line more, Release dated then.
    func lastWeek(_ path: String) throws -> [UInt8]? {
        for rendered in suites where path.hasPrefix(rendered.suite.directory + "/") {
            var suite = rendered.suite
            for name in suite.indexes.keys { suite.indexes[name]?.makeOlder() }
            for field in ["Date", "Valid-Until"] where suite[field: field] != nil {
                suite[field: field] =
                    TestClock.now.adding(seconds: -3600 - (field == "Date" ? 7 * 86_400 : 0)).releaseDate
            }
            let older = try RenderedSuite(suite, try ShapeKeys.shared.get())
            if let entry = older.files[path] { return entry.bytes }
        }
        return nil
    }
}

extension ShapeIndex {
    fileprivate mutating func makeOlder() {
        if content.isEmpty {
            content = Array("\n".utf8)
        } else if let end = text.ranges(of: "\n\n").dropLast().last {
            text = String(text[..<end.upperBound])
        } else {
            text += "\n"
        }
    }
}
