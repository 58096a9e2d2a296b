import ArchiveModel
package import Posix

/// Which of `candidates` the indexes of a tree promise: pool files that Packages and Sources name, and by-hash copies of what
/// Release lists.
///
/// For the grace period of a tree that was valid when it was published: signatures are not asked again, and what cannot be read
/// promises nothing.
///
/// - Parameters:
///   - tree: the root of the archive.
///   - candidates: paths relative to it.
///   - survey: one of `newTree` compared with `tree`, which spares another walk.
///   - newTree: an index that is the same file in this tree is passed over, for all that it promises is in there.
/// - Throws: `SystemCallError`, where the tree cannot be read.
package func promised(
    by tree: String, among candidates: Set<String>, passingOverIndexesOf newTree: String? = nil,
    survey: TreeSurvey? = nil
) throws(SystemCallError) -> Set<String> {
    if candidates.isEmpty { return [] }
    let releases: SurveyedReleases
    if let survey, let newTree {
        releases = try SurveyedReleases(of: tree, comparedBy: survey, of: newTree)
    } else {
        releases = SurveyedReleases(try TreeSurvey(of: tree))
    }
    let archive = try ArchiveTree(tree)
    var other: ArchiveTree?
    if let newTree { other = try ArchiveTree(newTree) }
    var promises = Promises(tree: archive, newTree: other, candidates: candidates)
    for suite in try SuiteDiscovery(archive, releases).suites { promises.take(suite) }
    try archive.refuseShortage()
    return promises.promised
}

private struct Promises {
    let tree: ArchiveTree
    let newTree: ArchiveTree?
    let candidates: Set<String>
    var promised: Set<String> = []

    mutating func take(_ suite: DiscoveredSuite) {
        guard let source = try? suite.releaseSource(tree) else { return }
        guard let release = try? ReleaseFile(signedText: source.text) else { return }
        for entry in release.entries {
            for digest in entry.digests { take(ByHash.path(for: suite.path(entry.path), digest)) }
        }
        let groups = LocatedGroup.all(of: suite, release, tree).filter(\.group.name.kind.hasRecords)
        let base = suite.isFlat ? PoolBase(of: suite, PathSample(groups, in: tree), in: tree) : nil
        for group in groups { take(group, base) }
    }

    private mutating func take(_ path: String) {
        if candidates.contains(path) { promised.insert(path) }
    }

    private mutating func take(_ located: LocatedGroup, _ base: PoolBase?) {
        if let newTree, located.isShared(with: newTree) { return }
        guard let wanted = located.wantedFiles(in: tree, base) else { return }
        for entry in wanted.entries { take(wanted.path(of: entry)) }
    }
}
