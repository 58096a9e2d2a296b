import ArchiveModel
import Posix

/// Checks everything that one Release file lists.
struct SuiteIndexes {
    struct Context: Sendable {
        let tree: ArchiveTree
        let live: ArchiveTree?
        let verified: any VerifiedFiles
        let contentCheck: ValidationRequest.ContentCheck
        let unpacksAllForms: Bool
        let named: Set<String>
        /// How many indexes are read side by side.
        let jobs: Int
        let selection: Selection
    }

    let context: Context
    let suite: DiscoveredSuite
    let suiteNumber: UInt32
    let release: ReleaseFile
    /// What live's Release file of the same suite says.
    let liveRelease: ReleaseFile?
    let isArchived: Bool

    private(set) var notCarried: [String] = []
    /// Whether a file differs from live's, or is there in one tree only, apart from what was read and found sound.
    private(set) var differsFromLive = false
    /// Of a flat archive.
    private(set) var poolBase: PoolBase?
    private(set) var packageCount = 0
    private(set) var sourceCount = 0
    /// Stanzas by the paths of the indexes that were read; 0 for one that Release lists as empty.
    private(set) var recordCounts: [String: Int] = [:]
    /// Inodes of the forms that have the bytes which Release lists, for their copies below by-hash.
    private var soundForms: [UInt64: ReleaseEntry] = [:]

    init(
        _ context: Context, _ suite: DiscoveredSuite, suiteNumber: UInt32, release: ReleaseFile,
        liveRelease: ReleaseFile?, isArchived: Bool
    ) {
        self.context = context
        self.suite = suite
        self.suiteNumber = suiteNumber
        self.release = release
        self.liveRelease = liveRelease
        self.isArchived = isArchived
    }

    mutating func run(_ ledger: inout Ledger) {
        let located = LocatedGroup.all(of: suite, release, context.tree)
        ledger.carriedNames.take(release, located.map(\.group))
        let groups = mirrored(located, &ledger)
        if suite.isFlat { choosePoolBase(groups, &ledger) }
        judgeAbsent(groups, &ledger)
        checkForms(of: groups, &ledger)
        let byHash = ByHashCheck(
            tree: context.tree, verified: context.verified, selection: context.selection, suite: suite,
            release: release,
            soundForms: soundForms)
        byHash.run(groups, &ledger)
        SideFiles(context: context, suite: suite, release: release, soundForms: soundForms).run(groups, &ledger)
    }

    private mutating func choosePoolBase(_ groups: [LocatedGroup], _ ledger: inout Ledger) {
        let base = liveBase ?? PoolBase(of: suite, PathSample(groups, in: context.tree), in: context.tree)
        poolBase = base
        ledger.log.add(base.findings(suite))
        guard let name = base.sourcesListName(of: suite) else { return }
        ledger.log.add(
            NameRules(release: release, path: suite.releasePath, suite: suite.name).flatFindings(name: name))
    }

    /// Clients know the directory that live's paths begin at; files that moved to another are missing for them.
    private var liveBase: PoolBase? {
        guard let live = context.live, let liveRelease else { return nil }
        let sample = PathSample(LocatedGroup.all(of: suite, liveRelease, live), in: live)
        let base = PoolBase(of: suite, sample, in: live)
        return base.presentCounts.isEmpty ? nil : base
    }

    /// Without what the selection leaves out and the tree lacks; copies below by-hash have no name that a rule could tell.
    private func mirrored(_ groups: [LocatedGroup], _ ledger: inout Ledger) -> [LocatedGroup] {
        if context.selection.isEverything { return groups }
        return groups.filter { group in
            let parts = group.group.forms.map { context.selection.leftOut(group.path(of: $0)) }
            guard !group.hasPlainForm, let part = parts.first ?? nil, !parts.contains(nil) else { return true }
            if !group.group.isEmpty { ledger.notMirrored.addIndex(part, of: suite.name) }
            return false
        }
    }

    private mutating func judgeAbsent(_ groups: [LocatedGroup], _ ledger: inout Ledger) {
        let judgement = AbsentIndexes(
            tree: context.tree, live: context.live, named: context.named, selection: context.selection, suite: suite,
            release: release, isArchived: isArchived, groups: groups)
        let result = judgement.run()
        notCarried = result.notCarried
        ledger.log.add(result.findings)
    }

    /// Indexes are read side by side and taken in one after the other, so that what is found does not depend on the jobs.
    private mutating func checkForms(of groups: [LocatedGroup], _ ledger: inout Ledger) {
        let scope = IndexGroupCheck.Scope(
            context: context, suite: suite, suiteNumber: suiteNumber, release: release, liveRelease: liveRelease,
            isArchived: isArchived, poolBase: poolBase, log: ledger.log.emptied,
            packageDigests: PackageDigests(releasePath: suite.releasePath))
        let jobs = min(context.jobs, groups.count { $0.isPresent })
        if jobs > 1 { return checkForms(of: groups, in: scope, jobs: jobs, &ledger) }
        for group in groups {
            var check = IndexGroupCheck(group, in: scope, indexNumber: UInt32(ledger.indexPaths.count))
            check.run(&ledger.wanted)
            take(check.outcome, of: group, &ledger)
        }
    }

    private mutating func checkForms(
        of groups: [LocatedGroup], in scope: IndexGroupCheck.Scope, jobs: Int, _ ledger: inout Ledger
    ) {
        let work = { @Sendable (number: Int) in
            var check = IndexGroupCheck(groups[number], in: scope, indexNumber: 0)
            var wanted = WantedFiles()
            check.run(&wanted)
            return (number: number, outcome: check.outcome, wanted: wanted)
        }
        inOrder(groups.count, jobs: jobs, work: work) { result in
            ledger.wanted.merge(result.wanted, index: UInt32(ledger.indexPaths.count))
            take(result.outcome, of: groups[result.number], &ledger)
        }
    }

    private mutating func take(_ outcome: IndexGroupCheck.Outcome, of group: LocatedGroup, _ ledger: inout Ledger) {
        ledger.log.merge(outcome.log)
        ledger.statistics.indexCount += outcome.formCount
        ledger.filesToTakeOut += outcome.filesToTakeOut
        ledger.newlyVerified += outcome.newlyVerified
        soundForms.merge(outcome.soundForms) { $1 }
        if let records = outcome.records { count(records, of: group, &ledger) }
        if group.group.isEmpty, group.group.name.kind.hasRecords { recordCounts[group.group.logicalPath] = 0 }
        compareWithLive(group)
    }

    private mutating func count(
        _ records: IndexGroupCheck.Records, of group: LocatedGroup, _ ledger: inout Ledger
    ) {
        ledger.indexPaths.append(records.path)
        recordCounts[group.group.logicalPath] = records.count
        if group.group.name.kind == .sources {
            sourceCount += records.count
            ledger.statistics.sourceCount += records.count
        } else {
            packageCount += records.count
            ledger.statistics.packageCount += records.count
        }
    }

    /// Bytes that are what Release lists are as good as live's, whose signed text is the same.
    private mutating func compareWithLive(_ located: LocatedGroup) {
        guard let live = context.live, !differsFromLive else { return }
        for (form, place) in zip(located.group.forms, located.places) {
            let liveStatus = try? live.status(located.path(of: form))
            switch (place, liveStatus) {
            case (.plain(let status), let liveStatus?):
                let isSound = soundForms[status.inode] == form.entry && liveStatus.byteCount == status.byteCount
                if status.inode != liveStatus.inode && !isSound { differsFromLive = true }
            case (.absent, nil): break
            case (.absent, _?) where context.selection.leftOut(located.path(of: form)) != nil: break
            default: differsFromLive = true
            }
        }
    }
}

extension IndexName.Kind {
    /// Whether its stanzas name files.
    var hasRecords: Bool {
        switch self {
        case .packages, .sources: true
        default: false
        }
    }
}
