import Timekeeping

extension PolicyFacts {
    /// Whether the mirror may contact its upstream now.
    package func decision(for request: SyncRequest) -> Decision {
        let history = PermitHistory(self)
        if let grant = history.continuation() { return .allowed(Allowance(grant: grant)) }
        let minute = request == .due ? minuteOfDay : nil
        guard let hold = history.hold(at: now.wall, minuteOfDay: minute) else {
            return .allowed(Allowance(grant: .newPermit, delay: request == .due ? splayBeforeMidnight() : 0))
        }
        if case .overridden = request {
            return .allowed(Allowance(grant: .newPermit, overridden: hold.reason))
        }
        return .held(hold.reason, until: history.earliest(after: hold, minuteOfDay: minute))
    }

    /// The splay, cut so that it carries no start over midnight.
    private func splayBeforeMidnight() -> Int64 {
        guard splay > 0 else { return 0 }
        let tomorrow = zone.firstInstant(ofDay: zone.localTime(of: now.wall).daysSinceEpoch + 1)
        return min(splay, max(0, tomorrow.seconds(since: now.wall) - PolicyLimits.marginBeforeMidnight))
    }
}

/// What holds a sync at some instant, and the first instant at which that alone holds it no longer.
struct Hold {
    var reason: HoldReason
    var until: Instant
}

/// The permits of one upstream, summed up once for all the rules.
struct PermitHistory {
    let now: ClockReading
    let zone: TimeZoneRules
    /// The days on which a connection was opened.
    private var spentDays: [Int64] = []
    /// The permit with the last opening, and the seconds since.
    private var latest: (permit: Permit, secondsAgo: Int64)?
    /// The permit that was recorded last, if it is the mirror's, and has the last opening: a clock that was set back may bring up an
    /// older one.
    private var present: Permit?
    private var spent: [Permit] = []
    private var returned: [Permit] = []

    init(_ facts: PolicyFacts) {
        now = facts.now
        zone = facts.zone
        for permit in facts.permits where permit.upstream.overlaps(facts.upstream) {
            let permit = permit.corrected(at: now)
            if permit.isReturned { returned.append(permit) } else { add(permit, of: facts.mirror) }
        }
    }

    private mutating func add(_ permit: Permit, of mirror: String) {
        spent.append(permit)
        spentDays += permit.days(in: zone)
        let secondsAgo = permit.leastSeconds(until: now)
        let isLatest = latest.map { secondsAgo <= $0.secondsAgo } ?? true
        if isLatest { latest = (permit, secondsAgo) }
        present = isLatest && permit.mirror == mirror ? permit : nil
    }

    /// The first rule that holds a new permit at `time`, the permits being what they are now.
    func hold(at time: Instant, minuteOfDay: Int?) -> Hold? {
        clockHold(at: time) ?? spentHold(at: time) ?? returnedHold(at: time)
            ?? minuteOfDay.flatMap { minuteHold(at: time, minuteOfDay: $0) }
    }

    /// The first instant at which nothing holds a sync that `hold` holds now.
    func earliest(after hold: Hold, minuteOfDay: Int?) -> Instant {
        var time = hold.until
        // Ends: each step goes forward, and the days spent are finite.
        while let next = self.hold(at: time, minuteOfDay: minuteOfDay), next.until > time { time = next.until }
        return nextAsk().map { min($0, time) } ?? time
    }

    private func clockHold(at time: Instant) -> Hold? {
        time < PolicyLimits.earliestPlausibleTime
            ? Hold(reason: .clockNotSet(time), until: PolicyLimits.earliestPlausibleTime) : nil
    }

    /// Rules (a) and (b): no opening on this calendar day, none in the last 18 hours.
    private func spentHold(at time: Instant) -> Hold? {
        guard let latest else { return nil }
        let day = zone.localTime(of: time).daysSinceEpoch
        let secondsAgo = latest.secondsAgo + time.seconds(since: now.wall)
        let missing = PolicyLimits.secondsBetweenSessions - secondsAgo
        let isSpent = spentDays.contains(day)
        guard isSpent || missing > 0 else { return nil }
        let endOfDay = isSpent ? zone.firstInstant(ofDay: day + 1, notBefore: time) : time
        let until = max(endOfDay, time.adding(seconds: max(missing, 0)))
        return Hold(reason: reason(latest.permit, day: isSpent ? day : nil, secondsAgo: secondsAgo), until: until)
    }

    private func reason(_ permit: Permit, day: Int64?, secondsAgo: Int64) -> HoldReason {
        let opened = permit.last.placed.wall
        if let outcome = permit.last.outcome, outcome.isRefusal {
            return .refused(outcome, at: opened, mirror: permit.mirror)
        }
        if permit.last.outcome == .upstreamFull {
            return .upstreamFull(answers: permit.answersOfFullUpstream, last: opened, mirror: permit.mirror)
        }
        guard let day else { return .tooSoon(opened: opened, secondsAgo: secondsAgo, mirror: permit.mirror) }
        return .spentToday(day: CalendarDay(daysSinceEpoch: day), opened: opened, mirror: permit.mirror)
    }

    /// A permit that was given back is taken again after an hour, and three times a day.
    private func returnedHold(at time: Instant) -> Hold? {
        guard let last = returned.min(by: { secondsSinceReturn($0) < secondsSinceReturn($1) }) else { return nil }
        let reason = HoldReason.neverReached(times: returns(on: last.days(in: zone)), last: last.last.placed.wall)
        let day = zone.localTime(of: time).daysSinceEpoch
        if returns(on: [day]) >= PolicyLimits.returnsOfDay {
            return Hold(reason: reason, until: zone.firstInstant(ofDay: day + 1, notBefore: time))
        }
        let missing = PolicyLimits.secondsBetweenReturns - secondsSinceReturn(last) - time.seconds(since: now.wall)
        return missing > 0 ? Hold(reason: reason, until: time.adding(seconds: missing)) : nil
    }

    private func returns(on days: [Int64]) -> Int {
        returned.count { $0.days(in: zone).contains { days.contains($0) } }
    }

    private func secondsSinceReturn(_ permit: Permit) -> Int64 { permit.leastSeconds(until: now) }

    private func minuteHold(at time: Instant, minuteOfDay: Int) -> Hold? {
        let day = zone.localTime(of: time).daysSinceEpoch
        let start = zone.firstInstant(ofDay: day, minuteOfDay: minuteOfDay)
        return time < start ? Hold(reason: .beforeMinute(minuteOfDay), until: start) : nil
    }
}

extension PermitHistory {
    /// How the mirror may go on under the permit that it spent last.
    func continuation() -> Grant? {
        guard let present, now.wall >= PolicyLimits.earliestPlausibleTime else { return nil }
        guard present.overtaking(spent, at: now, zone: zone) == nil else { return nil }
        if present.isCutOnce, present.sessionEnd(at: now) == nil { return .resume(present) }
        if let ask = nextAsk(), ask <= now.wall { return .askAgain(present) }
        return nil
    }

    /// When an upstream that said "max connections" may be asked again, or nil when not on that day.
    private func nextAsk() -> Instant? {
        guard let present, present.last.outcome == .upstreamFull else { return nil }
        guard present.answersOfFullUpstream <= PolicyLimits.repeatedAsksOfDay else { return nil }
        guard present.connections.count < PolicyLimits.connectionsOfSession else { return nil }
        let missing = PolicyLimits.secondsBetweenAsks - present.leastSeconds(until: now)
        let time = now.wall.adding(seconds: max(0, missing))
        let day = zone.localTime(of: time).daysSinceEpoch
        return day == zone.localTime(of: present.first.placed.wall).daysSinceEpoch ? time : nil
    }
}
