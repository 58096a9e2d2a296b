import ArchiveModel
package import Posix

/// What the indexes of `tree` promise and those of `newTree` no longer do: pool files that Packages and Sources named, and copies below
/// by-hash of what Release listed. They may all be in `newTree` still, and vanish at a later update, when `tree` is forgotten.
///
/// Each index is held against the one of the same path. So what moved to another index is among them, and does no harm there.
/// Memory grows with the largest index, not with the archive.
///
/// - Parameters:
///   - tree: the root of the archive as it is served.
///   - newTree: that of the one that follows, and was found valid.
///   - survey: one of `newTree` compared with `tree`.
/// - Throws: `SystemCallError`, where a tree cannot be read.
package func endedPromises(
    of tree: String, in newTree: String, survey: TreeSurvey
) throws(SystemCallError) -> Set<String> {
    let old = try PromisingTree(tree, SurveyedReleases(of: tree, comparedBy: survey, of: newTree))
    let new = try PromisingTree(newTree, SurveyedReleases(survey))
    let successors = Dictionary(new.suites.map { ($0.name, $0) }) { first, _ in first }
    var ended: Set<String> = []
    for suite in old.suites { ended.formUnion(old.ended(suite, successors[suite.name], new)) }
    try old.tree.refuseShortage()
    try new.tree.refuseShortage()
    return ended
}

private struct PromisingTree {
    let tree: ArchiveTree
    let suites: [DiscoveredSuite]

    init(_ path: String, _ releases: SurveyedReleases) throws(SystemCallError) {
        tree = try ArchiveTree(path)
        suites = try SuiteDiscovery(tree, releases).suites
    }

    /// What `suite` promises and its successor in the new tree does not.
    func ended(_ suite: DiscoveredSuite, _ successor: DiscoveredSuite?, _ new: PromisingTree) -> Set<String> {
        if let successor, isSame(suite.releasePath, as: successor.releasePath, in: new.tree) { return [] }
        guard let promising = promising(suite) else { return [] }
        let follower = successor.flatMap { new.promising($0) }
        var ended = promising.byHash.subtracting(follower?.byHash ?? [])
        let indexes = Dictionary((follower?.indexes ?? []).map { ($0.path, $0) }) { first, _ in first }
        for index in promising.indexes where !index.isShared(with: new.tree) {
            guard let wanted = index.wantedFiles(in: tree, promising.base) else { continue }
            let kept = indexes[index.path]?.wantedFiles(in: new.tree, follower?.base)
            ended.formUnion(paths(wanted).subtracting(kept.map(paths) ?? []))
        }
        return ended
    }

    private func isSame(_ path: String, as other: String, in newTree: ArchiveTree) -> Bool {
        guard let status = try? tree.status(path), let second = try? newTree.status(other) else { return false }
        return status.inode == second.inode && status.device == second.device
    }

    private func paths(_ wanted: WantedFiles) -> Set<String> { Set(wanted.entries.map { wanted.path(of: $0) }) }

    private struct Promising {
        let byHash: Set<String>
        let indexes: [LocatedGroup]
        let base: PoolBase?
    }

    private func promising(_ suite: DiscoveredSuite) -> Promising? {
        guard let source = try? suite.releaseSource(tree) else { return nil }
        guard let release = try? ReleaseFile(signedText: source.text) else { return nil }
        let byHash = release.entries.flatMap { entry in
            entry.digests.map { ByHash.path(for: suite.path(entry.path), $0) }
        }
        let indexes = LocatedGroup.all(of: suite, release, tree).filter(\.group.name.kind.hasRecords)
        let base = suite.isFlat ? PoolBase(of: suite, PathSample(indexes, in: tree), in: tree) : nil
        return Promising(byHash: Set(byHash), indexes: indexes, base: base)
    }
}
