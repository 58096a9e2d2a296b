import Posix

/// The directory that the pool paths of a flat archive are relative to.
///
/// That is the URI of the client's sources.list line, which no tree tells: `deb U/x ./` makes it the directory of Packages,
/// `deb U x/` the one above. So a sample of the paths is looked for from each of them.
struct PoolBase: Sendable, Hashable {
    /// Relative to the archive's root, which is `.`.
    let directory: String
    let sampleCount: Int
    /// How many paths of the sample are there, by the directory they were looked for from: those of which some are.
    let presentCounts: [Count]

    struct Count: Sendable, Hashable {
        let directory: String
        let presentCount: Int
    }

    /// Of equal ones the nearest is taken, and where nothing is found the archive's own directory.
    init(of suite: DiscoveredSuite, _ sample: PathSample, in tree: ArchiveTree) {
        let counts = Self.candidates(suite.directory).map { directory in
            Count(
                directory: directory,
                presentCount: sample.paths.count { path in
                    (try? tree.status(joinPath(directory, path)))??.kind == .regular
                })
        }
        // max(by:) takes the first of equals.
        directory = counts.max { $0.presentCount < $1.presentCount }?.directory ?? suite.directory
        sampleCount = sample.paths.count
        presentCounts = counts.filter { $0.presentCount > 0 }
    }

    /// The directory with a slash at its end, as it stands before each path; empty for the root.
    var prefix: [UInt8] { directory == "." ? [] : Array("\(directory)/".utf8) }

    /// `a/b`, `a`, `.`.
    private static func candidates(_ directory: String) -> [String] {
        if directory == "." { return ["."] }
        let segments = directory.split(separator: "/")
        return segments.indices.reversed().map { segments[...$0].joined(separator: "/") } + ["."]
    }
}

extension PoolBase {
    /// Says which one was chosen, where an operator would not guess it.
    func findings(_ suite: DiscoveredSuite) -> [Finding] {
        guard directory != suite.directory || presentCounts.count > 1 else { return [] }
        let counts = presentCounts.map { "\($0.presentCount) of \(sampleCount) from \($0.directory)" }
        return [
            Finding(
                .note, .flatBaseChosen, path: suite.directory, suites: [suite.name],
                expected: "pool paths from \(directory)",
                found: counts.joined(separator: ", "))
        ]
    }

    /// The name that a sources.list beginning at this directory gives the suite; nil where it gives none.
    func sourcesListName(of suite: DiscoveredSuite) -> String? {
        if directory == suite.directory { return nil }
        return directory == "." ? suite.directory : String(suite.directory.dropFirst(directory.utf8.count + 1))
    }
}
