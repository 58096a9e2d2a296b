import Glibc
import Posix

/// What rsync finds in staging.
package enum StagingBasis: Sendable, Hashable {
    /// Nothing is live: all is new.
    case none
    /// A hard link to each file of the live generation, and nothing else: `--link-dest` would find nothing more.
    case linked
    /// Links to the live generation, and files of an earlier pass or of an older generation in the place of some: where the
    /// upstream has live's again, `--link-dest` finds it.
    case mixed
}

extension StagedTree {
    /// Makes staging hold a hard link to each file of the live generation, so that rsync finds in place what it would else ask
    /// for or look up. A file of other content that stands in staging stays.
    ///
    /// Measured with rsync 3.5.0 on 63,440 unchanged files over loopback: 1.0 times a plain `rsync -a --delete` into a tree
    /// that was prepared so, 1.8 times with `--link-dest` in addition, 4.6 times with `--link-dest` into an empty tree.
    ///
    /// - Parameter origin: as `claimStaging` told it.
    /// - Throws: `linkRefused` before anything was linked, `systemCall`.
    package borrowing func prepareForTransfer(_ origin: StagingOrigin) throws(PublishingError) -> StagingBasis {
        guard let live = try Generations(of: root).live else {
            try root.removeStamp(effects)
            return .none
        }
        try probeLinks(to: live)
        let isLinked = try root.stampedGeneration() == live
        if !isLinked { try fill(from: live, origin) }
        try root.removeStamp(effects)
        return isLinked ? .linked : .mixed
    }

    /// After a publication: makes staging a tree of hard links to the live generation, and nothing else, and says so on disk. The
    /// next sync then begins at once.
    ///
    /// - Throws: `linkRefused`, `systemCall`.
    package borrowing func prepareNext(_ origin: StagingOrigin) throws(PublishingError) {
        guard origin != .kept, let live = try Generations(of: root).live else { return }
        try probeLinks(to: live)
        try fill(from: live, origin)
        try root.writeStamp(live, effects)
    }

    private borrowing func fill(from live: GenerationName, _ origin: StagingOrigin) throws(PublishingError) {
        switch origin {
        case .created:
            try effects.perform(.linkTree(root.path(of: live), to: root.staging))
        case .kept:
            let survey = try survey(comparedWith: live)
            try linkMissing(survey.removed, of: live, replacing: false)
        case .reused:
            let survey = try survey(comparedWith: live)
            try takeOut(survey.added)
            try takeOut(survey.changed)
            try linkMissing(survey.changed + survey.removed, of: live, replacing: true)
        }
    }

    private borrowing func survey(comparedWith live: GenerationName) throws(PublishingError) -> TreeSurvey {
        try lifting { () throws(SystemCallError) in
            try TreeSurvey(of: root.staging, comparedWith: root.path(of: live))
        }
    }

    /// Files and symlinks alike: a hard link to a symlink is a symlink.
    ///
    /// - Parameter replacing: whether what stands in staging gives way: a directory that lost its files to a file, as a rule.
    private borrowing func linkMissing(
        _ paths: [String], of live: GenerationName, replacing: Bool
    ) throws(PublishingError) {
        let source = try BoundedTree(root.path(of: live))
        for path in paths {
            guard let file = try source.resolve(path), let target = try tree.resolveCreating(path, effects) else {
                continue
            }
            try lifting { () throws(SystemCallError) in
                do throws(SystemCallError) { try effects.attempt(.link(file, to: target)) } catch
                    where error.number == EEXIST
                {
                    if !replacing { return }
                    try effects.attempt(.removeTree(target))
                    try effects.attempt(.link(file, to: target))
                }
            }
        }
    }
}
