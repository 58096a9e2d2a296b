import Scheduling
import Timekeeping

/// The steps of `SyncRun`, in its order and with what it records at each.
extension Simulation {
    mutating func advance(_ index: Int) {
        guard var run = hosts[index].run else { return }
        if run.stepsLeft == 0 { return crash(index) }
        run.stepsLeft -= 1
        run.wakeAt = machine.time + random.seconds(upTo: 2)
        if random.happens(2) { takeBackups() }
        let isGoing = take(&run, index)
        if !isGoing, run.holdsRoot { roots[hosts[index].root].holder = nil }
        hosts[index].run = isGoing ? run : nil
    }

    /// - Returns: false at the end of the process.
    private mutating func take(_ run: inout Run, _ index: Int) -> Bool {
        let root = hosts[index].root
        switch run.step {
        case .takeLocks:
            guard roots[root].holder == nil else {
                chronicle.days.note(.running, chronicle.almanac.day(at: machine.wall))
                return false
            }
            roots[root].holder = index
            run.holdsRoot = true
            run.step = .readMarker
        case .readMarker:
            run.marker = roots[root].marker
            run.step = .reconcileStore
        case .reconcileStore:
            run.damageCount = damageCount
            reconcileStore(&run, index)
            run.step = .reconcileMarker
        case .reconcileMarker:
            reconcileMarker(&run, index)
            if run.damageCount == damageCount { hosts[index].hasLooked = true }
            run.step = .decide
        case .decide: return decide(&run, index)
        case .spend: return spend(&run, index)
        case .mark, .reopenInMarker:
            roots[root].marker = run.permit
            run.step = .connect
        case .connect: connect(&run)
        case .close: close(&run, index)
        case .closeInMarker: return closeInMarker(&run, index)
        case .reopen: return reopen(&run, index)
        case .finish: return false
        }
        return true
    }

    private func permits(_ index: Int, _ run: Run, at now: ClockReading) -> [Permit] {
        mergedPermits(
            store: stores[hosts[index].store].permits(touching: hosts[index].key, at: now), marker: run.marker)
    }

    private func facts(_ index: Int, _ run: Run, splay: Int64) -> PolicyFacts {
        let now = machine.reading
        return PolicyFacts(
            now: now, zone: zone.rules, mirror: hosts[index].name, upstream: hosts[index].key,
            minuteOfDay: hosts[index].minuteOfDay,
            splay: splay, permits: permits(index, run, at: now))
    }

    mutating func record(_ permit: Permit, _ index: Int, _ run: Run) {
        if !run.writesToLostStore { stores[hosts[index].store].record(permit) }
    }

    private mutating func reconcileStore(_ run: inout Run, _ index: Int) {
        // Where nothing suffers and nobody is killed there is nothing to correct.
        guard !faults.kinds.isEmpty || faults.crash > 0 else { return }
        let missing = reconciliation(run, index)
        for permit in missing.forStore { record(permit, index, run) }
        run.forMarker = missing.forMarker
    }

    private mutating func reconcileMarker(_ run: inout Run, _ index: Int) {
        guard !faults.kinds.isEmpty || faults.crash > 0 else { return }
        guard let permit = run.forMarker else { return }
        roots[hosts[index].root].marker = permit
        run.marker = permit
    }

    private func reconciliation(_ run: Run, _ index: Int) -> PermitReconciliation {
        let now = machine.reading
        let host = hosts[index]
        return PermitReconciliation(
            store: stores[host.store].permits(touching: host.key, at: now), marker: run.marker, mirror: host.name,
            at: now)
    }

    private mutating func decide(_ run: inout Run, _ index: Int) -> Bool {
        tally.decisions += 1
        noteLateStart()
        let decision = facts(index, run, splay: hosts[index].splay).decision(for: run.request)
        judge(decision, run, hosts[index])
        if case .held(_, let until) = decision { hosts[index].heldUntil = until.secondsSinceEpoch }
        guard case .allowed(let allowance) = decision else { return false }
        run.wakeAt += allowance.delay
        run.step = .spend
        return true
    }

    /// The start came in the last seconds of the day before.
    private mutating func noteLateStart() {
        chronicle.days.noteIfNone(.noStart, chronicle.almanac.day(at: machine.wall - 60))
    }

    /// In the last seconds of a day, waits for the next.
    private func secondsToMidnight() -> Int64 {
        let day = zone.rules.localTime(of: machine.reading.wall).daysSinceEpoch
        let left = zone.rules.firstInstant(ofDay: day + 1).seconds(since: machine.reading.wall)
        return left <= 30 ? max(0, left + 1) : 0
    }

    private mutating func spend(_ run: inout Run, _ index: Int) -> Bool {
        let wait = secondsToMidnight()
        guard wait == 0 else {
            chronicle.days.note(.noStart, chronicle.almanac.day(at: machine.wall))
            run.wakeAt = machine.time + wait
            return true
        }
        noteLateStart()
        let now = machine.reading
        guard case .allowed(let allowance) = facts(index, run, splay: 0).decision(for: run.request) else {
            return false
        }
        switch allowance.grant {
        case .newPermit:
            run.permit = Permit(upstream: hosts[index].key, mirror: hosts[index].name, opened: now)
            run.session = chronicle.spend(machine)
            if sessionOfOpening.count > 64 {
                sessionOfOpening = sessionOfOpening.filter { run.session - $0.value < 32 }
            }
            sessionOfOpening[SessionKey(now, hosts[index].name)] = run.session
            tally.sessions += 1
        case .resume(let earlier), .askAgain(let earlier):
            if case .resume = allowance.grant { tally.resumed += 1 } else { tally.askedAgain += 1 }
            run.session = sessionOfOpening[SessionKey(earlier.first.opened, earlier.mirror)] ?? 0
            if run.session == 0 { chronicle.complain("went on under a permit that nobody spent", machine) }
            var permit = earlier
            permit.open(at: now)
            run.permit = permit
            chronicle.spendAgain(run.session, machine)
        }
        if let permit = run.permit { record(permit, index, run) }
        run.step = .mark
        return true
    }

    private mutating func connect(_ run: inout Run) {
        run.step = .close
        let length = random.seconds(upTo: faults.connectionLength)
        if random.happens(faults.unreachable) {
            run.ending = .unreachable
            run.wakeAt = machine.time + random.seconds(upTo: 60)
        } else {
            contact(run)
            if random.happens(faults.full) {
                run.ending = .full
            } else if random.happens(faults.refused) {
                run.ending = .refused
            } else {
                run.wakeAt = machine.time + length
                run.ending = random.happens(faults.dropped) ? .dropped : .finished
                if random.happens(faults.interrupted) { run.ending = .cut }
            }
        }
        // The crash falls into the connection, not only at its end.
        if run.stepsLeft == 0, run.wakeAt > machine.time {
            run.wakeAt = machine.time + random.seconds(upTo: run.wakeAt - machine.time)
        }
    }

    private mutating func contact(_ run: Run) {
        tally.connections += 1
        if let lastContact { tally.longestPause = max(tally.longestPause, machine.time - lastContact) }
        lastContact = machine.time
        chronicle.contact(run.session, machine)
    }

    private mutating func close(_ run: inout Run, _ index: Int) {
        run.step = .closeInMarker
        guard var permit = run.permit else { return }
        permit.close(at: machine.reading, run.ending.outcome)
        if run.ending == .unreachable {
            let others = facts(index, run, splay: 0).permits
            permit.isReturned = permit.mayBeReturned(at: machine.reading, zone: zone.rules, others: others)
        }
        run.permit = permit
        record(permit, index, run)
        chronicle.end(run.session, run.ending, machine)
    }

    private mutating func closeInMarker(_ run: inout Run, _ index: Int) -> Bool {
        roots[hosts[index].root].marker = run.permit
        if run.permit?.isReturned == true {
            tally.givenBack += 1
            tally.sessions -= 1
            chronicle.days.note(.unreachable, chronicle.almanac.day(at: machine.wall))
            chronicle.giveBack(run.session)
        }
        let isSecondPass = run.ending == .finished && random.happens(faults.secondPass)
        if run.ending == .dropped || isSecondPass {
            let pause = random.seconds(upTo: 50 * 60)
            guard mayReconnect(run, after: pause) else { return false }
            run.wakeAt = machine.time + pause
            run.step = .reopen
        } else {
            // Validation and publication, under the locks.
            run.wakeAt = machine.time + random.seconds(upTo: 1800)
            run.step = .finish
        }
        return true
    }

    private func mayReconnect(_ run: Run, after seconds: Int64) -> Bool {
        var reading = machine.reading
        reading.wall = reading.wall.adding(seconds: seconds)
        reading.secondsSinceBoot += seconds
        return run.permit.map { $0.sessionEnd(at: reading) == nil } ?? false
    }

    private mutating func reopen(_ run: inout Run, _ index: Int) -> Bool {
        let wait = secondsToMidnight()
        guard wait == 0 else {
            run.wakeAt = machine.time + wait
            return true
        }
        let now = machine.reading
        guard var permit = run.permit,
            permit.sessionEnd(at: now, zone: zone.rules, others: permits(index, run, at: now)) == nil
        else {
            return false
        }
        permit.open(at: now)
        run.permit = permit
        record(permit, index, run)
        chronicle.spendAgain(run.session, machine)
        run.step = .reopenInMarker
        return true
    }
}

extension Ending {
    fileprivate var outcome: ConnectionOutcome {
        switch self {
        case .finished: .finished
        case .dropped: .dropped
        case .unreachable: .neverReached
        case .refused: .accessDenied
        case .full: .upstreamFull
        case .cut: .interrupted
        }
    }
}
