import ArchiveModel
import Digests
import Glibc
import Posix
import Publishing

/// The signed texts in a tree with the digests of their files, sorted: InRelease, or Release where there is a Release.gpg and no
/// InRelease.
///
/// Suites may be nested (`dists/buster/updates`) some levels deep; symlinks are not followed, for what they lead to is found
/// under its own name. Those of flat archives may be anywhere else: `survey` knows where.
func publishedReleases(_ tree: String, _ survey: TreeSurvey? = nil) throws(Failure) -> [PublishedRelease] {
    let made: TreeSurvey
    if let survey {
        made = survey
    } else {
        made = try Failure.ofSystem { () throws(SystemCallError) in try TreeSurvey(of: tree) }
    }
    let below = try releasesBelowDists(tree)
    return (try below + releasesElsewhere(made.releaseFiles, in: tree)).sorted()
}

private func releasesElsewhere(_ paths: [String], in tree: String) throws(Failure) -> [PublishedRelease] {
    let candidates = Set(paths.filter { !$0.hasPrefix("dists/") && !"/\($0)".contains("/by-hash/") })
    var found: [PublishedRelease] = []
    for path in candidates {
        let inRelease = joinPath(splitPath(path).directory, "InRelease")
        guard try isThere("\(tree)/\(path)") else { continue }
        if path != inRelease {
            if candidates.contains(inRelease) { continue }
            guard try isThere("\(tree)/\(path).gpg") else { continue }
        }
        found.append(try release(path, in: tree))
    }
    return found
}

private func isThere(_ file: String) throws(Failure) -> Bool {
    try Failure.ofSystem { () throws(SystemCallError) in try fileStatus(file) }?.kind == .regular
}

private func releasesBelowDists(_ tree: String) throws(Failure) -> [PublishedRelease] {
    var found: [PublishedRelease] = []
    var pending = [("dists", 0)]
    while let (directory, depth) = pending.popLast() {
        guard let names = try namesOrNil(of: "\(tree)/\(directory)") else { continue }
        let signed = names.contains("InRelease") ? "InRelease" : names.contains("Release.gpg") ? "Release" : nil
        if let signed { found.append(try release("\(directory)/\(signed)", in: tree)) }
        if depth >= deepestSuite { continue }
        for name in names where name != "by-hash" && !name.hasPrefix("binary-") {
            let path = "\(directory)/\(name)"
            let status = try Failure.ofSystem { () throws(SystemCallError) in
                try fileStatus("\(tree)/\(path)", followingLinks: false)
            }
            if status?.kind == .directory { pending.append((path, depth + 1)) }
        }
    }
    return found
}

private func namesOrNil(of directory: String) throws(Failure) -> [String]? {
    do throws(SystemCallError) { return try directoryNames(directory) } catch {
        if error.isNotFound { return nil }
        throw .system(error)
    }
}

/// Snapshots, the deepest known, are `dists/<suite>/snapshots/<time>`.
private let deepestSuite = 5

private func release(_ path: String, in tree: String) throws(Failure) -> PublishedRelease {
    let file = try Failure.ofSystem { () throws(SystemCallError) in try Descriptor.open("\(tree)/\(path)", O_RDONLY) }
    let digests: FileDigests
    do throws(DigestError) { digests = try fileDigests(of: file, [.sha256]) } catch {
        throw .unexpected("\(path) has no digest: \(error)")
    }
    return PublishedRelease(path: path, digest: digests[.sha256]?.hex ?? "")
}
