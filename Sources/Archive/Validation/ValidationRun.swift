import ArchiveModel
import Posix

/// One validation on its way: the steps of `Validator.run`, in their order.
///
/// With several jobs the walk over the whole tree goes on while the indexes below `dists/` are read; only after it flat archives
/// are known.
struct ValidationRun: ~Copyable {
    private let request: ValidationRequest
    private let verified: any VerifiedFiles
    private let observer: ValidationObserver
    private let tree: ArchiveTree
    private let live: ArchiveTree?
    /// nil until it is taken in.
    private var survey: TreeSurvey?
    private var surveying: BackgroundWork<Result<TreeSurvey, SystemCallError>>?
    private var found: SuiteDiscovery
    private var liveFound: SuiteDiscovery?
    private var checkedSuiteCount = 0
    private var ledger: Ledger
    private var report = ValidationReport()

    /// - Throws: `SystemCallError`, where a tree cannot be read.
    static func prepare(
        _ request: ValidationRequest, _ verified: any VerifiedFiles, _ observer: ValidationObserver
    ) throws(SystemCallError) -> ValidationRun {
        let tree = try ArchiveTree(request.tree)
        let found = try SuiteDiscovery(tree)
        guard let path = request.live else { return ValidationRun(request, verified, observer, tree, found, nil, nil) }
        let live = try ArchiveTree(path)
        return ValidationRun(request, verified, observer, tree, found, live, try SuiteDiscovery(live))
    }

    private init(
        _ request: ValidationRequest, _ verified: any VerifiedFiles, _ observer: ValidationObserver,
        _ tree: ArchiveTree, _ found: SuiteDiscovery, _ live: ArchiveTree?, _ liveFound: SuiteDiscovery?
    ) {
        self.request = request
        self.verified = verified
        self.observer = observer
        self.tree = tree
        self.found = found
        self.live = live
        self.liveFound = liveFound
        ledger = Ledger(log: FindingLog(waivers: WaiverBook(request.waivers, now: request.now)))
        surveying = request.survey == nil && request.jobs > 1 ? Self.survey(request.tree) : nil
    }

    private static func survey(_ path: String) -> BackgroundWork<Result<TreeSurvey, SystemCallError>> {
        BackgroundWork {
            do throws(SystemCallError) { return .success(try TreeSurvey(of: path)) } catch { return .failure(error) }
        }
    }

    /// Waits for the walk over the tree, and finds what lies outside of `dists/`.
    ///
    /// - Throws: `SystemCallError`, where a tree cannot be read.
    mutating func takeSurvey() throws(SystemCallError) {
        let survey: TreeSurvey
        if let made = request.survey {
            survey = made
        } else if let surveying = surveying.take() {
            survey = try surveying.wait().get()
        } else {
            survey = try TreeSurvey(of: request.tree)
        }
        self.survey = survey
        if survey.symbolicLinks.isEmpty { tree.noteLackOfSymbolicLinks() }
        try found.addFlat(SurveyedReleases(survey))
        if let path = request.live {
            try liveFound?.addFlat(SurveyedReleases(of: path, comparedBy: survey, of: request.tree))
        }
        inspectShape(survey)
    }

    private mutating func inspectShape(_ survey: TreeSurvey) {
        ledger.log.add(TreeShape(survey: survey, tree: tree).findings().filter { !isMeant($0) })
        ledger.log.add(found.findings.filter { !isMeant($0) })
        for path in request.skippedByRsync {
            ledger.log.add(Finding(.error, .skippedByRsync, path: path))
            guard let status = try? tree.status(path, followingLinks: false), status.kind != .directory else {
                continue
            }
            ledger.filesToTakeOut.append(path)
        }
    }

    /// Whether a symlink leads nowhere because the selection leaves out what it leads to.
    private func isMeant(_ finding: Finding) -> Bool {
        guard finding.code == .linkDangling || finding.code == .suiteLinkBroken else { return false }
        guard let target = try? symbolicLinkTarget(finding.path, at: tree.root.number) else { return false }
        return request.selection.leavesOutTarget(target, of: finding.path)
    }

    mutating func compareSuites() {
        let inventory = SuiteInventory(
            suites: found.suites, liveSuites: liveFound?.suites ?? [], selection: request.selection)
        ledger.log.add(inventory.findings())
        if let finding = SuiteLimit.finding(suiteCount: found.suites.count) { ledger.log.add(finding) }
        for name in inventory.leftOutSuites { ledger.notMirrored.addSuite(name) }
    }

    /// Checks the suites that are known by now and were not checked yet.
    ///
    /// - Throws: `ValidationError`, where gpgv gives no answer.
    mutating func checkSuites(_ signatures: SignatureCheck) throws(ValidationError) {
        let suites = found.suites.prefix(SuiteLimit.suiteCount).enumerated().dropFirst(checkedSuiteCount)
        for (number, suite) in suites {
            try observer.check()
            checkedSuiteCount = number + 1
            let reading = SuiteReading(request: request, tree: tree, signatures: signatures, suite: suite)
            let outcome = try reading.run()
            ledger.log.add(outcome.findings)
            report.suites.append(checkIndexes(suite, number: UInt32(number), outcome))
        }
    }

    private mutating func checkIndexes(
        _ suite: DiscoveredSuite, number: UInt32, _ outcome: SuiteReading.Outcome
    ) -> SuiteReport {
        var result = SuiteReport(name: suite.name, aliases: suite.aliases.sorted(), releasePath: outcome.releasePath)
        guard let trusted = outcome.trusted else { return result }
        let liveSource = self.liveSource(of: suite)
        let context = SuiteIndexes.Context(
            tree: tree, live: live, verified: verified, contentCheck: request.contentCheck,
            unpacksAllForms: request.unpacksAllForms, named: request.named.union(request.selection.named),
            jobs: request.jobs, selection: request.selection)
        var indexes = SuiteIndexes(
            context, suite, suiteNumber: number, release: trusted.release,
            liveRelease: liveSource.flatMap { try? ReleaseFile(signedText: $0.text) }, isArchived: outcome.isArchived)
        indexes.run(&ledger)
        if request.reportsUnreferenced { noteUnlisted(in: suite, trusted.release) }
        result.facts = trusted.facts
        result.facts?.packageCount = indexes.packageCount
        result.facts?.sourceCount = indexes.sourceCount
        result.facts?.recordCounts = indexes.recordCounts
        noteFall(of: suite, indexes.recordCounts, trusted.release, outcome.releasePath)
        result.isSigned = trusted.isSigned
        result.notCarried = indexes.notCarried
        result.poolBase = indexes.poolBase?.directory
        let liveDigest = liveSource.flatMap { signedTextDigest(of: $0.text) }
        result.equalsLive = !indexes.differsFromLive && liveDigest == trusted.facts.signedTextDigest
        return result
    }

    private mutating func noteUnlisted(in suite: DiscoveredSuite, _ release: ReleaseFile) {
        let files = UnlistedFiles(
            tree: tree, suite: suite, release: release, suiteDirectories: Set(found.suites.map(\.directory)))
        do throws(SystemCallError) { ledger.log.add(try files.findings()) } catch {
            ledger.log.add(Finding(.error, .fileUnreadable, path: suite.directory, found: error.reason))
        }
    }

    /// What lies in the pool and is named by nobody.
    mutating func listUnreferenced() {
        guard request.reportsUnreferenced, let survey else { return }
        let files = UnreferencedFiles(tree: tree, survey: survey, keptForGrace: request.keptForGrace)
        do throws(SystemCallError) { try files.run(&ledger) } catch {
            ledger.log.add(Finding(.error, .fileUnreadable, path: "", found: error.reason))
        }
    }

    private mutating func noteFall(
        of suite: DiscoveredSuite, _ counts: [String: Int], _ release: ReleaseFile, _ releasePath: String
    ) {
        let listed = Set(release.entries.map { IndexName($0.path).logicalPath })
        for (_, accepted) in request.accepted(under: suite) {
            let fall = PackageFall(from: accepted.facts, to: counts, limit: request.packageFallLimit) { index in
                listed.contains(index) || request.selection.leftOut(suite.path(index)) != nil
            }
            if let finding = fall.finding(path: releasePath, suite: suite.name) { return ledger.log.add(finding) }
        }
    }

    private func liveSource(of suite: DiscoveredSuite) -> ReleaseSource? {
        guard let live, let same = liveFound?.suites.first(where: { $0.name == suite.name }) else { return nil }
        return try? same.releaseSource(live)
    }

    /// - Throws: `ValidationError.interrupted`.
    mutating func checkPool() throws(ValidationError) {
        let names = report.suites.map(\.name)
        let scope = PoolRangeCheck.Scope(
            tree: tree, verified: verified, contentCheck: request.contentCheck, suiteNames: names,
            interruption: observer.interruption, log: ledger.log.emptied)
        let pool = PoolCheck(scope: scope, jobs: request.jobs, observer: observer)
        pool.run(&ledger)
        try observer.check()
        ContestedFiles(tree: tree, suiteNames: names, selection: request.selection).run(&ledger)
        var missing = MissingFiles(
            tree: tree, live: live, verified: verified, lackedBefore: request.lackedBefore, suiteNames: names,
            selection: request.selection)
        missing.run(&ledger)
        report.filesToLinkFromLive = missing.filesToLinkFromLive
        report.lackedPoolFiles = missing.lackedPoolFiles
        for index in report.suites.indices {
            report.suites[index].poolFileCount = missing.fileCounts[UInt32(index), default: 0]
            report.suites[index].missingPoolFileCount = missing.missingCounts[UInt32(index), default: 0]
        }
    }

    mutating func judgeSelection() {
        ledger.log.add(ledger.carriedNames.findings(request.selection, suites: found.suites))
        ledger.log.add(ledger.notMirrored.findings())
        for index in report.suites.indices {
            report.suites[index].notMirrored = ledger.notMirrored.parts(of: report.suites[index].name)
        }
    }

    /// - Throws: `SystemCallError`, where this machine could not read what it was to judge.
    consuming func finish() throws(SystemCallError) -> ValidationReport {
        try tree.refuseShortage()
        try live?.refuseShortage()
        report.waiverUses = ledger.log.waiverUses
        ledger.log.add(report.waiverUses.compactMap(\.finding))
        let unchanged = Set(report.suites.filter(\.equalsLive).map(\.name))
        report.findings = worstFirst(inheriting(ledger.log.findings, unchanged: unchanged))
        report.counts = ledger.log.counts
        report.kindCounts = ledger.log.kindCounts
        report.statistics = ledger.statistics
        report.filesToTakeOut = Set(ledger.filesToTakeOut).sorted()
        report.byHashCopies = ledger.byHashCopies
        report.newlyVerified = ledger.newlyVerified
        return report
    }
}
