import ArchiveModel
import Posix

/// Finds the suites of a tree: every directory below `dists/` with InRelease, or with a Release that is no mere stub of one
/// architecture; and the flat archives anywhere (`FlatSuites`).
///
/// A directory that several names lead to counts once, under the name that is no symlink.
struct SuiteDiscovery {
    /// What apt takes unless it is told otherwise (`Acquire::MaxReleaseFileSize`, apt-pkg/acquire-item.cc). A Release of Debian's
    /// sid has some 200 kB.
    static let releaseByteLimit = 10_000_000

    private let tree: ArchiveTree
    private var seen: Set<DirectoryPlace> = []
    private var indexOfPlace: [DirectoryPlace: Int] = [:]
    private var links: [String] = []
    private var flatBelowDists: [String] = []
    private(set) var suites: [DiscoveredSuite] = []
    private(set) var findings: [Finding] = []

    /// Finds what lies below `dists/`.
    ///
    /// - Throws: `SystemCallError` from reading the directories.
    init(_ tree: ArchiveTree) throws(SystemCallError) {
        self.tree = tree
        if try tree.status("dists")?.kind == .directory { try findBelowDists() }
        suites.sort { $0.name < $1.name }
    }

    /// Finds flat archives too.
    ///
    /// - Throws: `SystemCallError` from reading the directories.
    init(_ tree: ArchiveTree, _ survey: SurveyedReleases) throws(SystemCallError) {
        try self.init(tree)
        try addFlat(survey)
    }

    /// Adds the flat archives behind the others.
    ///
    /// - Parameter survey: the paths of a walk over the whole tree.
    /// - Throws: `SystemCallError` from reading the directories.
    mutating func addFlat(_ survey: SurveyedReleases) throws(SystemCallError) {
        let flat = try FlatSuites(tree, survey, belowDists: flatBelowDists)
        suites += flat.suites.sorted { $0.name < $1.name }
        findings += flat.findings
    }

    private mutating func findBelowDists() throws(SystemCallError) {
        try walk("dists", isInsideSuite: false, depth: 0)
        // Symlinks come last, so that each suite has its own name first; following one may show others.
        var index = 0
        while index < links.count {
            try follow(links[index])
            index += 1
        }
    }

    private mutating func walk(_ directory: String, isInsideSuite: Bool, depth: Int) throws(SystemCallError) {
        guard depth <= TreeSurvey.maximumDepth, let status = try tree.status(directory) else { return }
        guard seen.insert(DirectoryPlace(status)).inserted else { return }
        guard let names = try readableNames(directory, below: tree) else { return }
        let isSuite =
            directory != "dists" && takeSuite(directory, seen(names, directory), status, isInsideSuite: isInsideSuite)
        for name in names where name != "by-hash" && !Self.releaseNames.contains(name) {
            let path = "\(directory)/\(name)"
            switch try permitted({ () throws(SystemCallError) in try tree.status(path, followingLinks: false) })??.kind
            {
            case .directory:
                try walk(path, isInsideSuite: isInsideSuite || isSuite, depth: depth + 1)
            case .symbolicLink where !isInsideSuite && !isSuite: links.append(path)
            default: break
            }
        }
    }

    private static let releaseNames: Set<String> = ["InRelease", "Release", "Release.gpg"]

    private mutating func takeSuite(
        _ directory: String, _ names: [String], _ status: FileStatus, isInsideSuite: Bool
    ) -> Bool {
        let hasInRelease = names.contains("InRelease")
        let hasRelease = names.contains("Release")
        guard hasInRelease || (hasRelease && !isStub("\(directory)/Release", isInsideSuite: isInsideSuite)) else {
            if !isInsideSuite { noteSuiteWithoutRelease(directory, names) }
            return false
        }
        let suite = DiscoveredSuite(name: String(directory.dropFirst("dists/".utf8.count)), names: names)
        if !isInsideSuite, suite.isFlatBelowDists(names, tree) {
            flatBelowDists.append(directory)
            return true
        }
        indexOfPlace[DirectoryPlace(status)] = suites.count
        suites.append(suite)
        return true
    }

    private func names(_ directory: String) -> [String] { (try? directoryNames(directory, below: tree)) ?? [] }

    /// A directory with the indexes of a suite, or with a signature alone: whoever names it in sources.list gets nothing of it.
    private mutating func noteSuiteWithoutRelease(_ directory: String, _ names: [String]) {
        let holdsIndexes = names.contains { component in
            self.names("\(directory)/\(component)").contains { architecture in
                architecture.hasPrefix("binary-")
                    && self.names("\(directory)/\(component)/\(architecture)").contains { $0.hasPrefix("Packages") }
            }
        }
        guard holdsIndexes || names.contains("Release.gpg") else { return }
        let suite = String(directory.dropFirst("dists/".utf8.count))
        findings.append(
            ReleaseSourceError.file(path: "\(directory)/Release", .missing).finding(suite: suite))
    }

    /// `binary-amd64/Release` tells component and architecture and lists no files; some archives even sign it.
    private func isStub(_ path: String, isInsideSuite: Bool) -> Bool {
        guard isInsideSuite else { return false }
        guard let bytes = try? tree.read(path, limit: Self.releaseByteLimit) else { return true }
        return (try? ReleaseFile(signedText: bytes)) == nil
    }

    /// A symlink InRelease that leads nowhere is a 404, after which apt takes Release and Release.gpg.
    private func seen(_ names: [String], _ directory: String) -> [String] {
        guard names.contains("Release"), (try? tree.status("\(directory)/InRelease")) == .some(.none) else {
            return names
        }
        return names.filter { $0 != "InRelease" }
    }

    private mutating func follow(_ link: String) throws(SystemCallError) {
        let target: String?
        do throws(FileFault) { target = try tree.resolved(link) } catch {
            // The survey of symlinks reports it.
            return
        }
        guard let target else {
            findings.append(Finding(.error, .suiteLinkBroken, path: link, aptSays: AptPhrases.notFound))
            return
        }
        guard let status = try permitted({ () throws(SystemCallError) in try tree.status(link) }) ?? nil,
            status.kind == .directory
        else { return }
        let place = DirectoryPlace(status)
        if let index = indexOfPlace[place] {
            suites[index].aliases.append(String(link.dropFirst("dists/".utf8.count)))
        } else if !seen.contains(place), target != "." {
            try walk(link, isInsideSuite: false, depth: 1)
        }
    }
}
