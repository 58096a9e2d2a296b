import Configuration
import Posix
import Publishing
import Reporting
import Scheduling
import StateStore
import Timekeeping
import Transfer
import Validation

extension SyncRun {
    /// stage, validate, keep grace, publish, record: under a permit that was spent.
    func transferValidatePublish(_ basis: StagingBasis) throws(Failure) {
        var outcome = try transfer(linkingAgainstLive: basis == .mixed)
        var validated = try validateStaged(skipped: outcome.skippedPaths, problems: outcome.senderProblems)
        if validated.report.suggestsFollowUpPass, try reconnect(after: mirror.followUpPause) {
            report.remarks.append("the upstream seemed to be in motion: a second pass followed")
            outcome = try transfer(linkingAgainstLive: true)
            validated = try validateStaged(skipped: outcome.skippedPaths, problems: outcome.senderProblems)
        }
        if outcome.deletionsSkipped {
            report.remarks.append("the upstream had errors while it read its files, so rsync deleted nothing here")
        }
        if validated.report.verdict == .invalid { try rememberMissing(validated.report) }
        try conclude(validated)
    }

    /// `publish NAME`: the tree that an earlier sync kept.
    func validateAndPublishKept() throws(Failure) {
        guard try hasStaging() else { throw .nothingStaged(mirror: mirror.name) }
        try conclude(try validateStaged(skipped: [], problems: []))
    }

    func hasStaging() throws(Failure) -> Bool {
        try Failure.ofSystem { () throws(SystemCallError) in try fileStatus(root.staging) }?.kind == .directory
    }

    /// Makes sure that staging is there, with a link to every file of the live generation. It takes minutes on a slow disk, so it
    /// comes before the permit: a permit is dated when the connection is opened.
    func claimStaging() throws(Failure) -> StagingBasis {
        observer.step("preparing staging")
        let origin = try underPublicationLock { () throws(Failure) in
            let pinned = try pinned()
            return try publishing { () throws(PublishingError) in
                try root.claimStaging(keeping: mirror.keepGenerations, pinned: pinned)
            }
        }
        let staged = try publishing { () throws(PublishingError) in try StagedTree(root) }
        return try publishing { () throws(PublishingError) in try staged.prepareForTransfer(origin) }
    }

    /// Whether what lies at Root's path is the disk with which the sync began: `umount --lazy` takes it away from those who use it.
    private func requireSameRoot() throws(Failure) {
        try publishing { () throws(PublishingError) in
            guard try root.readMarker()?.identifier == marker.identifier else {
                throw .markerMissing(path: root.marker)
            }
        }
    }

    private func conclude(_ validated: ValidatedTree) throws(Failure) {
        try requireSameRoot()
        findings = validated.report.findings
        (report.findings, report.groups) = validated.report.reported
        report.validation = validated.summary
        report.validation?.selection = mirror.selectionLine
        if !validated.linked.isEmpty {
            let first = validated.linked.prefix(3).joined(separator: ", ")
            report.remarks.append(
                "the upstream lacks \(counted(validated.linked.count, "file")) that the served generation holds; "
                    + "kept from there: \(first)")
        }
        guard validated.report.verdict != .invalid else {
            let live = try publishing { () throws(PublishingError) in try Generations(of: root).live }
            report.outcome = .invalid(serving: live?.description)
            return
        }
        try checkInterruption()
        try publish(validated)
    }

    private func publish(_ validated: ValidatedTree) throws(Failure) {
        observer.step("publishing")
        let staged = try publishing { () throws(PublishingError) in try StagedTree(root) }
        let copies = try makeByHashCopies(validated, staged)
        let grace = try keepGrace(validated, staged)
        try writeTrace(validated)
        let releases = try publishedReleases(root.staging, validated.survey)
        let difference = try publishing { () throws(PublishingError) in
            validated.tookOut || copies.differFromLive
                ? try staged.difference()
                : validated.survey.map {
                    StagingDifference($0, restored: grace.linked.map(\.path) + validated.linked + copies.restored)
                }
        }
        if let difference, difference.isEmpty, let live = validated.live {
            try refreshTraces(staged, live)
        } else {
            // Before the publication: a file that is kept and not known to be would be dropped by the next sync.
            try recordGrace(grace, keepingOthers: true)
            try publishGeneration(staged, releases, validated, grace)
            if case .published = report.outcome { try recordGrace(grace, keepingOthers: false) }
        }
        try recordPublication(validated)
        try prepareNext()
    }

    private func refreshTraces(_ staged: consuming StagedTree, _ live: GenerationName) throws(Failure) {
        let lock = try publicationLock()
        let isServed: Bool
        do throws(PublishingError) { isServed = try staged.publishTraces(comparedWith: live) } catch {
            throw .publishing(error, mirror: mirror.name)
        }
        lock.release()
        // Someone has rolled back from it meanwhile.
        report.outcome = isServed ? .unchanged(generation: live.description) : .heldAfterRollback(serving: nil)
    }

    private func publishGeneration(
        _ staged: consuming StagedTree, _ releases: [PublishedRelease], _ validated: ValidatedTree, _ grace: GraceResult
    ) throws(Failure) {
        let known = try stored { () throws(StateStoreError) in try store.generations(of: mirror.name) }
        let newest = known.compactMap { GenerationName($0.name) }.max()
        let lock = try publicationLock()
        do throws(PublishingError) {
            let name = try staged.publish(releases, at: now, laterThan: newest)
            report.outcome = .published(generation: name.description)
            var summary = PublicationSummary(link: mirror.publicLink, generation: name.description)
            summary.graceCount = grace.linked.count
            summary.linkedFromLiveCount = validated.linked.count
            report.publication = summary
        } catch {
            guard case .held = error else { throw .publishing(error, mirror: mirror.name) }
            report.outcome = .heldAfterRollback(serving: validated.live?.description)
        }
        lock.release()
    }

    /// Makes staging ready for tomorrow, and gives back what is no longer kept. Nothing of it can take back a publication: what
    /// fails is a remark.
    private func prepareNext() throws(Failure) {
        if case .heldAfterRollback = report.outcome { return }
        observer.step("preparing the next sync")
        do throws(Failure) {
            let origin = try underPublicationLock { () throws(Failure) in
                let pinned = try pinned()
                return try publishing { () throws(PublishingError) in
                    let origin = try root.claimStaging(keeping: mirror.keepGenerations, pinned: pinned)
                    _ = try root.retireSurplus(keeping: mirror.keepGenerations, pinned: pinned)
                    return origin
                }
            }
            let staged = try publishing { () throws(PublishingError) in try StagedTree(root) }
            try publishing { () throws(PublishingError) in try staged.prepareNext(origin) }
            try publishing { () throws(PublishingError) in try root.removeRetired() }
            try forgetOld()
        } catch {
            report.remarks += error.reports.map { "published, but not tidied up: \($0.text)" }
        }
    }

    /// Records of three years are kept: enough to compare seasons, small enough to read.
    private func forgetOld() throws(Failure) {
        try stored { () throws(StateStoreError) in try store.prune(before: now.adding(seconds: -3 * 366 * 86_400)) }
        let known = try stored { () throws(StateStoreError) in try store.generations(of: mirror.name) }
        let present = try publishing { () throws(PublishingError) in try Generations(of: root).names }
        for record in known where !present.contains(where: { $0.description == record.name }) {
            try stored { () throws(StateStoreError) in try store.forgetGeneration(record.name, of: mirror.name) }
        }
    }
}
