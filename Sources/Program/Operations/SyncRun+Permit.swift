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
    /// Whether the policy allows a contact and this machine is ready for it; waits for the splay of this host.
    func mayContact(_ request: SyncRequest) throws(Failure) -> Bool {
        try replaceUnreadablePermit()
        try reconcileRecords()
        let decision = try policyFacts(withSplay: true).decision(for: request)
        guard case .allowed(let allowance) = decision else { return report(decision, request) }
        try checkBeforeContact()
        if allowance.delay > 0 { try wait(allowance.delay, "the splay of this host") }
        return true
    }

    /// Asks the policy again and spends the permit: recorded durably in the store and in Root. The connection is opened at once
    /// after that.
    ///
    /// - Returns: false when the policy holds the sync back; the report then says so.
    func takePermit(_ request: SyncRequest) throws(Failure) -> Bool {
        if case .overridden = request { try awaitOwnSecond() }
        try awaitMidnight()
        let (decision, spent) = try decideAndSpend(request)
        guard let spent else { return report(decision, request) }
        firstOpening = spent.last.opened
        try commit(spent)
        try announce(decision, spent)
        return true
    }

    /// A permit is known by the second of its opening: an overridden sync that follows another at once waits for the next, or the two
    /// would share the connections of one session.
    private func awaitOwnSecond() throws(Failure) {
        let reading = machine.clock.reading()
        let permit = Permit(upstream: mirror.upstreamKey, mirror: mirror.name, opened: reading)
        if try policyFacts(withSplay: false).permits.contains(where: { $0.id == permit.id }) {
            try wait(1, "for a second of its own")
        }
    }

    private func wait(_ seconds: Int64, _ reason: String) throws(Failure) {
        observer.step("waiting \(humanDuration(seconds)), \(reason)")
        if let signal = machine.pause(seconds: seconds) { throw .interrupted(signal: signal) }
    }

    /// In the last seconds of a day, waits for the next: a connection that is recorded before midnight and opened after it would be
    /// one of both days.
    func awaitMidnight() throws(Failure) {
        let day = zone.localTime(of: now).daysSinceEpoch
        let left = zone.firstInstant(ofDay: day + 1).seconds(since: now)
        if left <= Self.marginBeforeMidnight { try wait(left + 1, "for midnight") }
    }

    /// Between the record of a connection and its opening lie some milliseconds, and on a disk that is busy some seconds.
    private static let marginBeforeMidnight: Int64 = 30

    private func report(_ decision: Decision, _ request: SyncRequest) -> Bool {
        if case .held(let reason, let until) = decision {
            report.outcome = request == .due ? .notDue : .heldBack
            report.next = NextSync(notBefore: until, reason: reason.sentence(zone))
        }
        return false
    }

    /// The decision and its record are one step: of two processes with one upstream, the second sees the permit of the first.
    private func decideAndSpend(_ request: SyncRequest) throws(Failure) -> (Decision, Permit?) {
        let now = machine.clock.reading()
        let key = mirror.upstreamKey
        return try stored { () throws(StateStoreError) in
            try store.atomically { () throws(StateStoreError) in
                let permits = try store.permits(touching: key, at: now)
                let facts = program.policyFacts(mirror, zone, permits, marker, now, splay: 0)
                let decision = facts.decision(for: request)
                guard case .allowed(let allowance) = decision else { return (decision, nil) }
                var permit = permit(allowance, request, at: now)
                // Two overridden syncs within one second have one name; the second must not take the place of the first.
                if case .newPermit = allowance.grant, var known = permits.first(where: { $0.id == permit.id }) {
                    known.open(at: now)
                    known.isReturned = false
                    permit = known
                }
                try store.record(permit)
                return (decision, permit)
            }
        }
    }

    private func permit(_ allowance: Allowance, _ request: SyncRequest, at reading: ClockReading) -> Permit {
        var reason: String?
        if case .overridden(let text) = request, allowance.overridden != nil { reason = text }
        switch allowance.grant {
        case .newPermit:
            return Permit(
                upstream: mirror.upstreamKey, mirror: mirror.name, opened: reading, overrideReason: reason)
        case .resume(let earlier), .askAgain(let earlier):
            var permit = earlier
            permit.open(at: reading)
            return permit
        }
    }

    private func announce(_ decision: Decision, _ permit: Permit) throws(Failure) {
        if case .allowed(let allowance) = decision, case .resume(let earlier) = allowance.grant {
            report.remarks.append("resumes the session that was cut at \(earlier.last.lastActive.wall.iso8601)")
        }
        if case .allowed(let allowance) = decision, allowance.overridden != nil, let reason = permit.overrideReason {
            report.remarks.append("the policy was overridden: \(reason)")
            try record(.policyOverridden, reason)
        }
        try beginRecord(permitID: permit.id, log: logPath(at: permit.last.opened.wall))
    }

    func policyFacts(withSplay: Bool) throws(Failure) -> PolicyFacts {
        try program.policyFacts(mirror, zone, store, marker, withSplay: withSplay)
    }

    /// A marker whose permit cannot be read, and no other record: then it may have been spent a moment ago.
    private func replaceUnreadablePermit() throws(Failure) {
        guard let text = marker.permit, Permit(encoded: text) == nil else { return }
        let now = machine.clock.reading()
        let key = mirror.upstreamKey
        let known = try stored { () throws(StateStoreError) in try store.permits(touching: key, at: now) }
        guard known.isEmpty else { return }
        var permit = Permit(upstream: key, mirror: mirror.name, opened: now)
        permit.close(at: now, .finished)
        try commit(permit)
        report.remarks.append("the last permit in the marker cannot be read: it counts as spent now")
    }

    /// What one record knows and the other does not is recorded in both, and openings that a set clock has misplaced are rewritten, once.
    private func reconcileRecords() throws(Failure) {
        let now = machine.clock.reading()
        let key = mirror.upstreamKey
        let known = try stored { () throws(StateStoreError) in try store.permits(touching: key, at: now) }
        let marked = marker.permit.flatMap { Permit(encoded: $0) }
        let missing = PermitReconciliation(store: known, marker: marked, mirror: mirror.name, at: now)
        let before = mergedPermits(store: known, marker: marked)
        for permit in missing.forStore {
            try stored { () throws(StateStoreError) in try store.record(permit) }
            guard let earlier = before.first(where: { $0.id == permit.id }) else { continue }
            try announceMove(of: permit, from: earlier)
        }
        guard let permit = missing.forMarker else { return }
        try recordInMarker(permit)
        marker.permit = permit.encoded
    }

    private func announceMove(of permit: Permit, from earlier: Permit) throws(Failure) {
        guard permit.isMoved(from: earlier) else { return }
        let text =
            "the clock was set: the sync of \(earlier.last.placed.wall.iso8601) counts as of "
            + permit.last.placed.wall.iso8601
        try record(.clockCorrected, text)
        report.remarks.append(text)
    }

    /// What would make the contact useless, found out before the permit is spent.
    private func checkBeforeContact() throws(Failure) {
        _ = try machine.program("rsync")
        _ = try machine.program("gpgv")
        for keyring in mirror.keyrings {
            do throws(ValidationError) { _ = try publicKeys(inKeyring: keyring) } catch {
                throw Failure(error, keyring: keyring, mirror: mirror.name)
            }
        }
        _ = try program.waivers(of: mirror)
        if let passwordFile = mirror.passwordFile, let fault = passwordFileFault(passwordFile) {
            throw .passwordFile(passwordFile, fault)
        }
        try requireFreeSpace()
        try Failure.ofSystem { () throws(SystemCallError) in
            try createDirectories(program.logDirectory(mirror))
            try createDirectories(root.partial, mode: 0o700)
        }
    }

    /// Half-transferred files of an upstream that has them no more must not fill the disk for ever: they go first.
    private func requireFreeSpace() throws(Failure) {
        do throws(Failure) { try requireMinimumFree() } catch {
            try Failure.ofSystem { () throws(SystemCallError) in try removeTree(root.partial) }
            try requireMinimumFree()
        }
    }

    private func requireMinimumFree() throws(Failure) {
        let byteCount = try program.minimumFreeByteCount(mirror)
        try publishing { () throws(PublishingError) in try root.requireFree(byteCount: byteCount) }
    }

    /// Makes `permit` durable in the store and in Root.
    func commit(_ permit: Permit) throws(Failure) {
        try stored { () throws(StateStoreError) in try store.record(permit) }
        self.permit = permit
        try recordInMarker(permit)
    }

    private func recordInMarker(_ permit: Permit) throws(Failure) {
        let text = permit.encoded
        try underPublicationLock { () throws(Failure) in
            try publishing { () throws(PublishingError) in try root.updateMarker { $0.permit = text } }
        }
    }

    private func logPath(at instant: Instant) -> String {
        let directory = program.logDirectory(mirror)
        let name = instant.generationName
        for number in 1..<100 {
            let path = "\(directory)/\(name)\(number == 1 ? "" : "-\(number)").log"
            if (try? fileStatus(path)) != nil { continue }
            return path
        }
        return "\(directory)/\(name).log"
    }

    func beginRecord(permitID: String?, log: String?) throws(Failure) {
        report.log = log
        syncID = try stored { () throws(StateStoreError) in
            try store.beginSync(
                of: mirror.name, at: now, parent: RecordedProcess(machine.process), permitID: permitID, logPath: log)
        }
        recordedReplacements = store.replacementCount
    }
}

extension Program {
    /// What the policy looks at: the permits of the store, and the last one of the marker in Root.
    func policyFacts(
        _ mirror: MirrorConfiguration, _ zone: TimeZoneRules, _ permits: [Permit], _ marker: MirrorMarker?,
        _ now: ClockReading, splay: Int64
    ) -> PolicyFacts {
        let marked = marker?.permit.flatMap { Permit(encoded: $0) }
        return PolicyFacts(
            now: now, zone: zone, mirror: mirror.name, upstream: mirror.upstreamKey,
            minuteOfDay: mirror.earliestMinute, splay: splay, permits: mergedPermits(store: permits, marker: marked))
    }

    func policyFacts(
        _ mirror: MirrorConfiguration, _ zone: TimeZoneRules, _ store: StateStore?, _ marker: MirrorMarker?,
        withSplay: Bool
    ) throws(Failure) -> PolicyFacts {
        let now = machine.clock.reading()
        let key = mirror.upstreamKey
        let permits = try Failure.ofStore { () throws(StateStoreError) in
            try store?.permits(touching: key, at: now) ?? []
        }
        let limit = withSplay ? splay(hostName: machine.hostName, upstream: key, limit: mirror.splay) : 0
        return policyFacts(mirror, zone, permits, marker, now, splay: limit)
    }

    /// When the next sync may happen, in a sentence.
    func nextSync(
        _ mirror: MirrorConfiguration, _ zone: TimeZoneRules, _ store: StateStore?, _ marker: MirrorMarker?
    ) throws(Failure) -> NextSync {
        let facts = try policyFacts(mirror, zone, store, marker, withSplay: false)
        switch facts.decision(for: .due) {
        case .allowed(let allowance):
            let reason: String
            switch allowance.grant {
            case .newPermit: reason = "nothing holds it back"
            case .resume: reason = "the session that was cut may be resumed"
            case .askAgain: reason = "the upstream may be asked again"
            }
            return NextSync(notBefore: nil, reason: reason)
        case .held(let reason, let until): return NextSync(notBefore: until, reason: reason.sentence(zone))
        }
    }
}
