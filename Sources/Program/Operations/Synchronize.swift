package import Configuration
import Posix
import Publishing
package import Reporting
package import Scheduling
import StateStore
import Timekeeping
import Transfer
import Validation

extension Program {
    /// Syncs one mirror if the policy allows it: permit, stage, validate, keep grace, publish, record. It never throws: what went
    /// wrong is in the report.
    package func synchronize(
        _ mirror: MirrorConfiguration, _ request: SyncRequest, _ observer: SyncObserver = .silent
    ) -> SyncReport {
        do throws(Failure) {
            guard let run = try begin(mirror, observer) else { return alreadyRunning(mirror) }
            let report = run.perform { () throws(Failure) in
                if request == .due { try recordStart(mirror, run.zone) }
                try run.recover()
                guard try run.mayContact(request) else { return }
                let basis = try run.claimStaging()
                guard try run.takePermit(request) else { return }
                try run.transferValidatePublish(basis)
            }
            return run.scrubDaily(report)
        } catch {
            return SyncReport(mirror: mirror.name, failure: error)
        }
    }

    /// Validates the tree that is kept in staging and publishes it: no contact, no permit.
    package func publishStaged(_ mirror: MirrorConfiguration, _ observer: SyncObserver = .silent) -> SyncReport {
        do throws(Failure) {
            guard let run = try begin(mirror, observer) else { return alreadyRunning(mirror) }
            return run.perform { () throws(Failure) in
                let recovered = try run.recover()
                if let recovered, try !run.hasStaging() {
                    // What was kept had its name already, and is served now.
                    run.report.outcome = .published(generation: recovered.description)
                    return
                }
                try run.beginRecord(permitID: nil, log: nil)
                try run.validateAndPublishKept()
            }
        } catch {
            return SyncReport(mirror: mirror.name, failure: error)
        }
    }

    private func alreadyRunning(_ mirror: MirrorConfiguration) -> SyncReport {
        let path = FileLock.isHeld(lockPath(mirror, .sync)) ? lockPath(mirror, .sync) : mirror.mirrorRoot.lock
        let holder = FileLock.holder(path) ?? "an unknown process"
        return SyncReport(mirror: mirror.name, outcome: .alreadyRunning(holder: holder))
    }

    /// Store, zone, lock and Root; nil when another sync of the mirror runs.
    func begin(_ mirror: MirrorConfiguration, _ observer: SyncObserver) throws(Failure) -> SyncRun? {
        let zone = try zone(of: mirror)
        let store = try openStore()
        var orphans = 0
        let lock = try takeSyncLock(mirror, store, orphans: &orphans)
        guard let held = consume lock else { return nil }
        let root = mirror.mirrorRoot
        _ = try openRoot(root, mirror, store)
        let rootLock = try takeRootLock(mirror, orphans: &orphans)
        guard let heldRoot = consume rootLock else { return nil }
        // Only now: who held the lock until a moment ago, with another state directory, may have spent a permit meanwhile.
        let marker = try openRoot(root, mirror, store)
        let run = SyncRun(
            program: self, mirror: mirror, zone: zone, store: store, root: root, lock: held, rootLock: heldRoot,
            marker: marker, selection: try selection(mirror, store), observer: observer)
        if orphans > 0 {
            let text =
                "an rsync of an earlier sync had outlived its parent and was ended (\(counted(orphans, "process", plural: "processes")))"
            run.report.remarks.append(text)
            try run.record(.orphanEnded, text)
        }
        return run
    }

    /// Makes sure that Root is the mirror's disk; generations that the store knows of must have a marker.
    func openRoot(
        _ root: MirrorRoot, _ mirror: MirrorConfiguration, _ store: StateStore
    ) throws(Failure) -> MirrorMarker {
        let isKnown = try Failure.ofStore { () throws(StateStoreError) in try store.knowsGenerations(of: mirror.name) }
        return try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in
            try root.open(mirror: mirror.name, knowsGenerations: isKnown, at: machine.clock.now())
        }
    }
}

extension MirrorConfiguration {
    var mirrorRoot: MirrorRoot { MirrorRoot(path: self.root, publicLink: self.publicLink) }
    var upstreamKey: UpstreamKey { UpstreamKey(upstream.policyKey) }
}

extension SyncRun {
    /// Runs the steps, and turns what stopped them into the report; the end is recorded in any case.
    func perform(_ steps: () throws(Failure) -> Void) -> SyncReport {
        do throws(Failure) { try steps() } catch { fail(error) }
        do throws(Failure) {
            // What fails before the permit is recorded too: the status would show the last good sync for ever.
            if syncID == nil, report.isFailure { try beginRecord(permitID: nil, log: nil) }
            try recordEnd()
        } catch {
            let first = error.reports.first ?? Message("unknown")
            if report.exitStatus == 0 {
                report.outcome = .machineFailed(
                    Message("the end of the sync is not recorded: \(first.text)", hint: first.hint))
            } else {
                report.remarks.append("the end of the sync is not recorded: \(first.text)")
            }
        }
        finish()
        return report
    }

    private func fail(_ failure: Failure) {
        let failed = SyncReport(mirror: mirror.name, failure: failure)
        report.outcome = failed.outcome
        if case .machineFailed(let message) = failed.outcome, failure.mayBeFullDisk {
            report.outcome = .machineFailed(namingWhatIsFull(message))
        }
        report.remarks += failed.remarks
        if case .machineFailed = failed.outcome, report.validation != nil, !findings.contains(where: \.blocks) {
            report.remarks.append(
                "what came is valid and kept: `mirrorward publish \(mirror.name)` publishes it without a contact")
        }
    }

    /// Mends what a kill left behind: a publication without its last step, temporary names, syncs without an end.
    ///
    /// - Returns: the generation that is published only now.
    @discardableResult
    func recover() throws(Failure) -> GenerationName? {
        let published = try underPublicationLock { () throws(Failure) in
            try publishing { () throws(PublishingError) in try root.recover() }
        }
        if let published {
            let text = "generation \(published) was complete when an earlier sync was cut, and is published now"
            report.remarks.append(text)
            try recordRecovered(published)
            try record(.recovered, text)
        }
        try learnFromDisk()
        try closeUnfinished()
        do throws(PublishingError) { try root.removeRetired() } catch {
            report.remarks.append("an old generation could not be removed: \(error.explained(mirror.name).text)")
        }
        return published
    }

    /// A store that was lost and made anew learns of the served generation and its suites from the disk: no Date may go back
    /// behind what is served.
    private func learnFromDisk() throws(Failure) {
        let live = try publishing { () throws(PublishingError) in try Generations(of: root).live }
        guard let live else { return }
        let known = try stored { () throws(StateStoreError) in try store.generations(of: mirror.name) }
        guard !known.contains(where: { $0.name == live.description }) else { return }
        // Until a generation is published: the next start may be one that the policy holds back.
        try stored { () throws(StateStoreError) in try store.markYoung(mirror.name) }
        try recordRecovered(live)
        report.remarks.append("the state did not know generation \(live), which is served: it was read from the disk")
    }

    /// The sync that made this generation was cut before it recorded it. Only valid trees become generations, so what it says of
    /// its suites is taken from it as it stands.
    private func recordRecovered(_ name: GenerationName) throws(Failure) {
        var request = try program.validationRequest(mirror, of: root.path(of: name))
        request.waivers = (try? program.waivers(of: mirror)) ?? []
        request.contentCheck = .none
        request.selection = selection
        let result: ValidationReport
        do throws(ValidationError) {
            result = try Validator(request, interruption: machine.interruption).run()
        } catch { throw Failure(error, mirror: mirror.name) }
        try record(result, as: name.description)
    }

    /// Who holds the sync lock knows that no sync without a recorded end is alive.
    private func closeUnfinished() throws(Failure) {
        for sync in try stored({ () throws(StateStoreError) in try store.unfinishedSyncs(of: mirror.name) }) {
            let ending = SyncEnding(
                endedAt: now, exitStatus: 40, outcome: "cut", detail: "the sync was cut off before its end")
            try stored { () throws(StateStoreError) in try store.endSync(sync.id, ending) }
        }
    }
}
