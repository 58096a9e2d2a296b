import ArchiveModel
import Decompression
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

    /// The first form that can be read is enough.
    private mutating func take(_ located: LocatedGroup, _ base: PoolBase?) {
        for (form, place) in zip(located.group.forms, located.places) {
            switch place {
            case .plain(let status):
                let path = located.path(of: form)
                if isInNewTree(path, status) || read(path, form, base) { return }
            case .byHash(let path, _):
                if read(path, form, base) { return }
            case .absent, .faulty: continue
            }
        }
    }

    private func isInNewTree(_ path: String, _ status: FileStatus) -> Bool {
        guard let newTree, let other = try? newTree.status(path) else { return false }
        return other.inode == status.inode && other.device == status.device
    }

    private mutating func read(_ path: String, _ form: IndexGroup.Form, _ base: PoolBase?) -> Bool {
        guard let opened = try? tree.open(path) else { return false }
        var wanted = WantedFiles()
        let intake = RecordIntake(
            indexPath: path, suite: "", suiteNumber: 0, indexNumber: 0, isArchived: true, base: base)
        var parsing = IndexParsing(intake, isSources: form.name.kind == .sources)
        var reader = IndexReader(stored: [], unpacked: [])
        let content = try? reader.read(opened.file, form.name.compression, limits: IndexLimits()) { chunk in
            parsing.feed(chunk, &wanted)
            return true
        }
        guard let content, content.fault == nil else { return false }
        parsing.finish(&wanted)
        for entry in wanted.entries { take(wanted.path(of: entry)) }
        return true
    }
}
