import Posix

/// Finds the packages and sources of a tree that no index names.
///
/// With rsync they are normal: an archive keeps old versions, and packages of suites that are not mirrored. So they are only
/// listed; what the upstream removes goes, and nothing else.
struct UnreferencedFiles {
    let tree: ArchiveTree
    let survey: TreeSurvey
    let keptForGrace: Set<String>

    /// - Throws: `SystemCallError` from reading the directories.
    func run(_ ledger: inout Ledger) throws(SystemCallError) {
        let known = ledger.wanted.entries.count { $0.state != .missing && $0.state != .linkedFromLive }
        // Each wanted file that is there is one of them, so equal counts leave none over.
        if survey.packageFileCount <= known { return }
        let wanted = ledger.wanted
        var log = ledger.log.emptied
        try forEachPackageFile(below: tree.root) { path in
            if wanted.contains(path) || keptForGrace.contains(path) { return }
            log.add(Finding(.note, .poolFileUnreferenced, path: path))
        }
        ledger.log.merge(log)
    }
}
