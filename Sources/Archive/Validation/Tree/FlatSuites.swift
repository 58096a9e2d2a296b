import ArchiveModel
import Posix

/// Finds the flat archives of a tree: directories outside of `dists/` with a Release file and an index beside it, or with a
/// Release file that lists one there.
///
/// A pool may hold a million files, so only what the survey of the tree noted is looked at.
struct FlatSuites {
    private(set) var suites: [DiscoveredSuite] = []
    private(set) var findings: [Finding] = []
    private let tree: ArchiveTree
    private var indexOfPlace: [DirectoryPlace: Int] = [:]
    private var nestedRoots: Set<String> = []

    /// - Parameter belowDists: directories below `dists/` that are flat archives all the same.
    /// - Throws: `SystemCallError` from reading the directories.
    init(_ tree: ArchiveTree, _ survey: SurveyedReleases, belowDists: [String]) throws(SystemCallError) {
        self.tree = tree
        let directories = Set(survey.releaseFiles.map { splitPath($0).directory }).filter { Self.isOutsideOfDists($0) }
        for directory in (directories + belowDists).sorted() { try look(at: directory) }
        if !suites.isEmpty { try findAliases(survey.symbolicLinks) }
        findings += nestedRoots.sorted().map { Finding(.warning, .nestedArchiveNotValidated, path: $0) }
    }

    private static func isOutsideOfDists(_ directory: String) -> Bool {
        directory != "dists" && !directory.hasPrefix("dists/")
    }

    private mutating func look(at directory: String) throws(SystemCallError) {
        let segments = directory.split(separator: "/")
        // Parts of other suites, and what is left of interrupted transfers as `.~tmp~`.
        if segments.contains(where: { $0 == "by-hash" || $0.hasPrefix(".") && $0 != "." }) { return }
        if Self.isOutsideOfDists(directory), let place = segments.firstIndex(of: "dists") {
            nestedRoots.insert(segments[...place].joined(separator: "/"))
            return
        }
        guard let status = try tree.status(directory), status.kind == .directory,
            let names = try readableNames(directory, below: tree)
        else { return }
        let suite = DiscoveredSuite(name: "\(directory)/", names: names)
        guard suite.hasOwnIndex(names, tree) ? !isStub(suite) : suite.release(tree)?.listsOwnIndex ?? false else {
            return
        }
        indexOfPlace[DirectoryPlace(status)] = suites.count
        suites.append(suite)
    }

    /// `binary-amd64/Release` has Packages beside it too, and lists no files.
    private func isStub(_ suite: DiscoveredSuite) -> Bool {
        guard !suite.hasInRelease, suite.release(tree) == nil else { return false }
        let name = splitPath(suite.directory).name
        return name.hasPrefix("binary-") || name == "source"
    }

    private mutating func findAliases(_ links: [String]) throws(SystemCallError) {
        for link in links where Self.isOutsideOfDists(link) {
            guard (try? tree.resolved(link)) != nil else { continue }
            guard let status = try tree.status(link), status.kind == .directory else { continue }
            guard let index = indexOfPlace[DirectoryPlace(status)] else { continue }
            suites[index].aliases.append("\(link)/")
        }
    }
}

extension DiscoveredSuite {
    /// Whether a directory below `dists/` is a flat archive: `deb U/dists/x/ ./`.
    func isFlatBelowDists(_ names: [String], _ tree: ArchiveTree) -> Bool {
        guard hasOwnIndex(names, tree), let release = release(tree) else { return false }
        return release.listsOwnIndex && !release.entries.contains { $0.path.contains("/") }
    }

    /// Whether Packages or Sources lies beside Release.
    fileprivate func hasOwnIndex(_ names: [String], _ tree: ArchiveTree) -> Bool {
        names.contains { name in
            isIndex(name) && (try? tree.status(path(name)))??.kind == .regular
        }
    }

    /// What its Release file says, whoever signed it; nil where that cannot be read.
    fileprivate func release(_ tree: ArchiveTree) -> ReleaseFile? {
        guard let source = try? releaseSource(tree) else { return nil }
        return try? ReleaseFile(signedText: source.text)
    }
}

extension ReleaseFile {
    /// Whether it lists Packages or Sources in its own directory.
    fileprivate var listsOwnIndex: Bool { entries.contains { isIndex($0.path) } }
}

private func isIndex(_ name: String) -> Bool {
    let logicalName = IndexCompression.split(name).0
    return logicalName == "Packages" || logicalName == "Sources"
}
