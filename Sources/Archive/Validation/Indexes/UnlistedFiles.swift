import ArchiveModel
import Posix

/// Finds the files of a suite that its Release does not list: what a forgotten --delete, or a change of compression, leaves
/// behind.
struct UnlistedFiles {
    let tree: ArchiveTree
    let suite: DiscoveredSuite
    let release: ReleaseFile
    /// Directories of all suites, for one may lie in another.
    let suiteDirectories: Set<String>

    /// - Throws: `SystemCallError` from reading the directories.
    func findings() throws(SystemCallError) -> [Finding] {
        // Beside the indexes of a flat archive lie its packages and whatever else its owner keeps there.
        if suite.isFlat { return [] }
        var findings: [Finding] = []
        var pending = [suite.directory]
        while let directory = pending.popLast() {
            for name in try readableNames(directory, below: tree) ?? [] {
                let path = "\(directory)/\(name)"
                switch try permitted({ () throws(SystemCallError) in try tree.status(path, followingLinks: false) })??
                    .kind
                {
                case .directory where isLookedInto(path, name): pending.append(path)
                case .regular where !isKnown(path, name):
                    findings.append(Finding(.note, .indexUnlisted, path: path, suites: [suite.name]))
                default: break
                }
            }
        }
        return findings
    }

    /// What lies below by-hash, in a directory of patches and among the installer's images has lists of its own.
    private func isLookedInto(_ path: String, _ name: String) -> Bool {
        name != "by-hash" && !name.hasSuffix(".diff") && !name.hasPrefix("installer-")
            && !suiteDirectories.contains(path)
    }

    private static let ownNames: Set<String> = ["InRelease", "Release", "Release.gpg"]

    private func isKnown(_ path: String, _ name: String) -> Bool {
        if Self.ownNames.contains(name) { return true }
        return release[String(path.dropFirst(suite.directory.utf8.count + 1))] != nil
    }
}
