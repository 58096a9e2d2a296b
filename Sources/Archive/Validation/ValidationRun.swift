import ArchiveModel
import Posix

/// One validation on its way: the steps of `Validator.run`, in their order.
struct ValidationRun {
    private let request: ValidationRequest
    private let verified: any VerifiedFiles
    private let observer: ValidationObserver
    private let survey: TreeSurvey
    private let tree: ArchiveTree
    private let live: ArchiveTree?
    private let found: SuiteDiscovery
    private let liveSuites: [DiscoveredSuite]
    private var ledger = Ledger()
    private var report = ValidationReport()

    /// - Throws: `SystemCallError`, where a tree cannot be read.
    init(
        _ request: ValidationRequest, _ verified: any VerifiedFiles, _ observer: ValidationObserver
    ) throws(SystemCallError) {
        self.request = request
        self.verified = verified
        self.observer = observer
        if let made = request.survey { survey = made } else { survey = try TreeSurvey(of: request.tree) }
        tree = try ArchiveTree(request.tree, hasSymbolicLinks: !survey.symbolicLinks.isEmpty)
        found = try SuiteDiscovery(tree)
        if let path = request.live {
            let live = try ArchiveTree(path, hasSymbolicLinks: true)
            self.live = live
            liveSuites = try SuiteDiscovery(live).suites
        } else {
            live = nil
            liveSuites = []
        }
    }

    mutating func inspectShape() {
        ledger.log.add(TreeShape(survey: survey, tree: tree).findings())
        ledger.log.add(found.findings)
        for path in request.skippedByRsync {
            ledger.log.add(Finding(.error, .skippedByRsync, path: path))
            guard let status = try? tree.status(path, followingLinks: false), status.kind != .directory else {
                continue
            }
            ledger.filesToTakeOut.append(path)
        }
    }

    mutating func compareSuites() {
        ledger.log.add(SuiteInventory(suites: found.suites, liveSuites: liveSuites, tree: tree).findings())
    }

    /// - Throws: `ValidationError`, where gpgv gives no answer.
    mutating func checkSuites(_ signatures: SignatureCheck) throws(ValidationError) {
        for (number, suite) in found.suites.enumerated() {
            try observer.check()
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
            tree: tree, live: live, verified: verified, contentCheck: request.contentCheck, named: request.named)
        var indexes = SuiteIndexes(
            context, suite, suiteNumber: number, release: trusted.release,
            liveRelease: liveSource.flatMap { try? ReleaseFile(signedText: $0.text) }, isArchived: outcome.isArchived)
        indexes.run(&ledger)
        result.facts = trusted.facts
        result.facts?.packageCount = indexes.packageCount
        result.facts?.sourceCount = indexes.sourceCount
        result.isSigned = trusted.isSigned
        result.notCarried = indexes.notCarried
        let liveDigest = liveSource.flatMap { signedTextDigest(of: $0.text) }
        result.equalsLive = !indexes.differsFromLive && liveDigest == trusted.facts.signedTextDigest
        return result
    }

    private func liveSource(of suite: DiscoveredSuite) -> ReleaseSource? {
        guard let live, let same = liveSuites.first(where: { $0.name == suite.name }) else { return nil }
        return try? same.releaseSource(live)
    }

    /// - Throws: `ValidationError.interrupted`.
    mutating func checkPool() throws(ValidationError) {
        let names = report.suites.map(\.name)
        let pool = PoolCheck(
            tree: tree, verified: verified, contentCheck: request.contentCheck, suiteNames: names, observer: observer)
        pool.run(&ledger)
        try observer.check()
        ContestedFiles(tree: tree, suiteNames: names).run(&ledger)
        var missing = MissingFiles(
            live: live, verified: verified, lackedBefore: request.lackedBefore, suiteNames: names)
        missing.run(&ledger)
        report.filesToLinkFromLive = missing.filesToLinkFromLive
        report.lackedPoolFiles = missing.lackedPoolFiles
        for index in report.suites.indices {
            report.suites[index].poolFileCount = missing.fileCounts[UInt32(index), default: 0]
            report.suites[index].missingPoolFileCount = missing.missingCounts[UInt32(index), default: 0]
        }
    }

    consuming func finish() -> ValidationReport {
        let unchanged = Set(report.suites.filter(\.equalsLive).map(\.name))
        report.findings = worstFirst(inheriting(ledger.log.findings, unchanged: unchanged))
        report.counts = ledger.log.counts
        report.statistics = ledger.statistics
        report.filesToTakeOut = Set(ledger.filesToTakeOut).sorted()
        report.newlyVerified = ledger.newlyVerified
        return report
    }
}
