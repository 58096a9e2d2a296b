import Configuration
import Posix
import Publishing
import Reporting
import Scheduling
import StateStore
import Timekeeping
import Transfer

extension SyncRun {
    /// One pass of rsync into staging, over as many connections of this session as the network makes necessary.
    ///
    /// - Parameter linkingAgainstLive: whether staging may lack links to files of the live generation.
    /// - Throws: `Failure.transfer` when the session ends without a tree that could be validated.
    func transfer(linkingAgainstLive: Bool) throws(Failure) -> TransferOutcome {
        var request = try transferRequest(linkingAgainstLive: linkingAgainstLive)
        try writeFilters()
        var pause = mirror.retryPause
        while true {
            request.longestSeconds = Int(clamping: max(1, secondsLeft(at: machine.clock.reading())))
            let outcome = run(request)
            add(outcome)
            let closing = closed(outcome)
            if case .interrupted(let signal) = outcome.ending { throw .interrupted(signal: signal) }
            guard outcome.ending.canBeValidated || outcome.ending.mayBeContinued else { throw ended(outcome) }
            if let closing { throw closing }
            if outcome.ending.canBeValidated { return outcome }
            guard try reconnect(after: pause) else { throw ended(outcome) }
            pause = min(pause * 3, Self.longestPause)
        }
    }

    /// A session may pause for less than 45 minutes.
    private static let longestPause: Int64 = 40 * 60

    func transferRequest(linkingAgainstLive: Bool) throws(Failure) -> TransferRequest {
        let live = try publishing { () throws(PublishingError) in try Generations(of: root).live }
        let link = linkingAgainstLive ? live.map { root.path(of: $0) } : nil
        return program.transferRequest(mirror, live: link)
    }

    private func run(_ request: TransferRequest) -> TransferOutcome {
        observer.step("transferring from \(mirror.upstream)")
        var startFailure: Failure?
        let outcome = Transfer(request).run(
            log: report.log ?? "/dev/null", locks: [lock.descriptorNumber, rootLock.descriptorNumber],
            interruption: machine.interruption,
            onStart: { identity in
                do throws(Failure) { try self.recordTransferProcess(identity) } catch { startFailure = error }
            },
            progress: { progress in
                self.observer.progress?(progress)
                self.markActive()
            })
        if let startFailure { report.remarks += startFailure.reports.map(\.text) }
        if let failure = outcome.logFailure { report.remarks.append("the log is incomplete: \(failure)") }
        return outcome
    }

    /// A sign of life once a minute: after a crash, the session may be resumed within 45 minutes of the last one. What fails here
    /// costs no more than that.
    private func markActive() {
        let reading = machine.clock.reading()
        guard var permit, reading.secondsSinceBoot - permit.last.lastActive.secondsSinceBoot >= 60 else { return }
        permit.markActive(at: reading)
        self.permit = permit
        try? store.record(permit)
    }

    private func recordTransferProcess(_ identity: ProcessIdentity) throws(Failure) {
        try renewRecord()
        guard let syncID else { return }
        try stored { () throws(StateStoreError) in
            try store.setTransferProcess(RecordedProcess(identity), ofSync: syncID)
        }
    }

    /// Records how the connection ended; a permit that reached nobody is given back.
    ///
    /// - Returns: why that could not be recorded: the same full disk, as a rule, of which the transfer tells more.
    private func closed(_ outcome: TransferOutcome) -> Failure? {
        guard var permit else { return nil }
        let reading = machine.clock.reading()
        permit.close(at: reading, outcome.connectionOutcome)
        do throws(Failure) {
            if !outcome.reachedUpstream {
                let facts = try policyFacts(withSplay: false)
                permit.isReturned = permit.mayBeReturned(at: reading, zone: zone, others: facts.permits)
            }
            try commit(permit)
            return nil
        } catch { return error }
    }

    /// Waits, and records that the next connection of this session is opened.
    ///
    /// - Returns: false when the session may open no further one.
    func reconnect(after seconds: Int64) throws(Failure) -> Bool {
        guard mayReconnect(after: seconds) else { return false }
        observer.step("waiting \(humanDuration(seconds)) before the next connection")
        if let signal = machine.pause(seconds: seconds) { throw .interrupted(signal: signal) }
        try awaitMidnight()
        guard let permit = try openNext() else { return false }
        try commit(permit)
        return true
    }

    /// The check and its record are one step: of two mirrors with one upstream, one may have begun while the other waited.
    ///
    /// - Returns: nil when the session may open no further connection.
    private func openNext() throws(Failure) -> Permit? {
        guard var permit else { return nil }
        let reading = machine.clock.reading()
        let key = mirror.upstreamKey
        return try stored { () throws(StateStoreError) in
            try store.atomically { () throws(StateStoreError) in
                let others = mergedPermits(
                    store: try store.permits(touching: key, at: reading),
                    marker: marker.permit.flatMap { Permit(encoded: $0) })
                guard permit.sessionEnd(at: reading, zone: zone, others: others) == nil else { return nil }
                permit.open(at: reading)
                try store.record(permit)
                return permit
            }
        }
    }

    private func mayReconnect(after seconds: Int64) -> Bool {
        var reading = machine.clock.reading()
        reading.wall = reading.wall.adding(seconds: seconds)
        reading.secondsSinceBoot += seconds
        return permit.map { $0.sessionEnd(at: reading) == nil && secondsLeft(at: reading) > 0 } ?? false
    }

    /// What is left of the time for all connections of this sync together: one that drops each connection after hours must not
    /// hold a mirror for days. What an earlier sync of the session took, before it was cut or told to ask again, counts not.
    private func secondsLeft(at reading: ClockReading) -> Int64 {
        guard let first = firstOpening, first.bootID == reading.bootID else { return mirror.transferLimit }
        return mirror.transferLimit - (reading.secondsSinceBoot - first.secondsSinceBoot)
    }

    private func ended(_ outcome: TransferOutcome) -> Failure {
        .transfer(outcome, mirror: mirror.name, upstream: mirror.upstream.description)
    }

    private func add(_ outcome: TransferOutcome) {
        let statistics = outcome.statistics
        var sum = counts ?? TransferCounts()
        sum.connectionCount += 1
        sum.fileCount = max(sum.fileCount, statistics.fileCount)
        sum.createdCount += statistics.createdCount
        sum.deletedCount += statistics.deletedCount
        sum.transferredCount += statistics.transferredCount
        sum.totalByteCount = max(sum.totalByteCount, statistics.totalByteCount)
        sum.transferredByteCount += statistics.transferredByteCount
        // Of a local copy, rsync counts as its sending side.
        let isLocal = mirror.upstream.transport == .local
        sum.sentByteCount += isLocal ? statistics.receivedByteCount : statistics.sentByteCount
        sum.receivedByteCount += isLocal ? statistics.sentByteCount : statistics.receivedByteCount
        counts = sum
        var summary = report.transfer ?? TransferSummary()
        summary.transferredCount = sum.transferredCount
        summary.deletedCount = sum.deletedCount
        summary.fileCount = sum.fileCount
        summary.receivedByteCount = sum.receivedByteCount
        summary.seconds += outcome.elapsedSeconds
        summary.connectionCount = sum.connectionCount
        let wire = Double(sum.sentByteCount) + Double(sum.receivedByteCount)
        summary.speedup = wire > 0 ? Double(sum.totalByteCount) / wire : nil
        report.transfer = summary
    }
}

extension Program {
    func transferRequest(_ mirror: MirrorConfiguration, live: String?) -> TransferRequest {
        let root = mirror.mirrorRoot
        var request = TransferRequest(
            upstream: mirror.upstream, staging: root.staging, live: live, partialDirectory: root.partial)
        request.bandwidth = mirror.bandwidth
        request.sourceAddress = mirror.sourceAddress
        request.addressFamily = mirror.addressFamily
        request.passwordFile = mirror.passwordFile
        request.searchPath = machine.searchPath
        request.homeDirectory = machine.environment["HOME"]
        request.agentSocket = machine.environment["SSH_AUTH_SOCK"]
        request.traceName = traceName(mirror)
        request.minimumFreeByteCount = try? minimumFreeByteCount(mirror)
        request.stallSeconds = Int(mirror.stallLimit)
        // rsync's own watch is to bark first: it says on which side it is silent.
        request.ioTimeoutSeconds = max(1, Int(mirror.stallLimit * 3 / 4))
        request.longestSeconds = Int(mirror.transferLimit)
        if mirror.selectionLine != nil { request.filterFile = root.filters }
        return request
    }

    func traceName(_ mirror: MirrorConfiguration) -> String { mirror.traceName ?? machine.hostName }
}

extension TransferEnding {
    /// Whether a later connection of the same session may bring the rest.
    var mayBeContinued: Bool {
        switch self {
        case .dropped, .stalled: true
        default: false
        }
    }
}

extension TransferOutcome {
    var connectionOutcome: ConnectionOutcome {
        guard reachedUpstream else { return .neverReached }
        switch ending {
        case .complete, .partial, .tookTooLong: return .finished
        case .dropped, .stalled: return .dropped
        case .unreachable: return .neverReached
        case .interrupted: return .interrupted
        case .localFault, .unexplained: return .failedHere
        case .refused(let refusal): return refusal.connectionOutcome
        }
    }
}

extension TransferEnding.Refusal {
    fileprivate var connectionOutcome: ConnectionOutcome {
        switch self {
        case .accessDenied, .gate: .accessDenied
        case .unknownModule, .noSuchPath: .unknownModule
        case .maximumConnections: .upstreamFull
        case .authenticationFailed: .authenticationFailed
        case .optionRefused, .notRsync, .noRemoteRsync, .hostKey, .other: .finished
        }
    }
}
