import Posix
import Publishing
import Validation

/// What became of the copies below by-hash that the upstream lacks.
struct MadeByHashCopies {
    /// Paths of those that the live generation has too.
    var restored: [String] = []
    /// Whether one was made that the live generation lacks.
    var differFromLive = false
}

extension SyncRun {
    /// Makes what Release announces below by-hash and the upstream lacks, as when it was read while it wrote its indexes.
    ///
    /// A client falls back to the plain path, and gets the next generation's index there when that is published before it asks. The
    /// copies are promised as any other is, so the grace of the next publication keeps them.
    func makeByHashCopies(
        _ validated: ValidatedTree, _ staged: borrowing StagedTree
    ) throws(Failure) -> MadeByHashCopies {
        var made = MadeByHashCopies()
        let removed = Set(validated.survey?.removed ?? [])
        for copy in validated.report.byHashCopies {
            let isMade = try publishing { () throws(PublishingError) in
                try staged.linkCopy(of: copy.index, at: copy.path)
            }
            guard isMade else { continue }
            if removed.contains(copy.path) { made.restored.append(copy.path) } else { made.differFromLive = true }
        }
        return made
    }
}
