import ArchiveModel
import Posix

/// A directory below `dists/` that holds a Release file of its own.
struct DiscoveredSuite: Sendable, Hashable {
    /// Its path below `dists/`.
    let name: String
    /// Names of symlinks that lead to it, below `dists/`.
    var aliases: [String] = []
    let hasInRelease: Bool
    let hasRelease: Bool
    let hasDetachedSignature: Bool

    /// Relative to the archive's root.
    var directory: String { "dists/\(name)" }
}

/// Finds the suites of a tree: every directory below `dists/` with InRelease, or with a Release that is no mere stub of one
/// architecture.
///
/// A directory that several names lead to counts once, under the name that is no symlink.
struct SuiteDiscovery {
    /// A Release of Debian's sid has some 200 kB.
    static let releaseByteLimit = 32 << 20

    private struct Place: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    private let tree: ArchiveTree
    private var seen: Set<Place> = []
    private var indexOfPlace: [Place: Int] = [:]
    private var links: [String] = []
    private(set) var suites: [DiscoveredSuite] = []
    private(set) var findings: [Finding] = []

    /// - Throws: `SystemCallError` from reading the directories.
    init(_ tree: ArchiveTree) throws(SystemCallError) {
        self.tree = tree
        guard try tree.status("dists")?.kind == .directory else { return }
        try walk("dists", isInsideSuite: false, depth: 0)
        // Symlinks come last, so that each suite has its own name first; following one may show others.
        var index = 0
        while index < links.count {
            try follow(links[index])
            index += 1
        }
        suites.sort { $0.name < $1.name }
    }

    private mutating func walk(_ directory: String, isInsideSuite: Bool, depth: Int) throws(SystemCallError) {
        guard depth <= TreeSurvey.maximumDepth, let status = try tree.status(directory) else { return }
        guard seen.insert(Place(device: status.device, inode: status.inode)).inserted else { return }
        findings += directoryFindings(directory, status)
        let names = try directoryNames(directory, below: tree)
        let isSuite = directory != "dists" && takeSuite(directory, names, status, isInsideSuite: isInsideSuite)
        for name in names where name != "by-hash" && !Self.releaseNames.contains(name) {
            let path = "\(directory)/\(name)"
            switch try tree.status(path, followingLinks: false)?.kind {
            case .directory:
                try walk(path, isInsideSuite: isInsideSuite || isSuite, depth: depth + 1)
            case .symbolicLink where !isInsideSuite && !isSuite: links.append(path)
            default: break
            }
        }
    }

    private func directoryFindings(_ path: String, _ status: FileStatus) -> [Finding] {
        guard status.permissions & 0o005 != 0o005 else { return [] }
        return [
            Finding(
                .error, .fileNotWorldReadable, path: path, expected: "mode 755",
                found: "mode \(String(status.permissions, radix: 8))")
        ]
    }

    private static let releaseNames: Set<String> = ["InRelease", "Release", "Release.gpg"]

    private mutating func takeSuite(
        _ directory: String, _ names: [String], _ status: FileStatus, isInsideSuite: Bool
    ) -> Bool {
        let hasInRelease = names.contains("InRelease")
        let hasRelease = names.contains("Release")
        guard hasInRelease || (hasRelease && !isStub("\(directory)/Release", isInsideSuite: isInsideSuite)) else {
            return false
        }
        indexOfPlace[Place(device: status.device, inode: status.inode)] = suites.count
        suites.append(
            DiscoveredSuite(
                name: String(directory.dropFirst("dists/".utf8.count)), hasInRelease: hasInRelease,
                hasRelease: hasRelease, hasDetachedSignature: names.contains("Release.gpg")))
        return true
    }

    /// `binary-amd64/Release` tells component and architecture and lists no files; some archives even sign it.
    private func isStub(_ path: String, isInsideSuite: Bool) -> Bool {
        guard isInsideSuite else { return false }
        guard let bytes = try? tree.read(path, limit: Self.releaseByteLimit) else { return true }
        return (try? ReleaseFile(signedText: bytes)) == nil
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
        guard let status = try tree.status(link), status.kind == .directory else { return }
        let place = Place(device: status.device, inode: status.inode)
        if let index = indexOfPlace[place] {
            suites[index].aliases.append(String(link.dropFirst("dists/".utf8.count)))
        } else if !seen.contains(place), target != "." {
            try walk(link, isInsideSuite: false, depth: 1)
        }
    }
}
