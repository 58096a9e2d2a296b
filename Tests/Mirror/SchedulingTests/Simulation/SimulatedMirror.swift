import Scheduling
import Timekeeping

/// How often things go wrong, in percent of the syncs.
struct Faults {
    var unreachable = 0
    var full = 0
    var refused = 0
    var crash = 0
    var dropped = 0
    /// The longest connection, in seconds.
    var connectionLength: Int64 = 3600
}

/// One mirror with its records, as the program would keep them.
struct SimulatedMirror {
    var world: World
    var chronicle: Chronicle
    var permits: [Permit] = []
    var random: SeededRandom
    let faults: Faults
    let minuteOfDay: Int?
    /// When a crash cut the present session, if it did and was not yet resumed.
    var cutAt: Instant?
    var wasResumed = false
    private var heldUntil: Instant?
    var decisionCount = 0
    var grantCounts: [String: Int] = [:]

    init(zone: TimeZoneRules, from start: Instant, faults: Faults, minuteOfDay: Int?, seed: UInt64) {
        world = World(time: start)
        chronicle = Chronicle(zone: zone)
        random = SeededRandom(seed: seed)
        self.faults = faults
        self.minuteOfDay = minuteOfDay
    }

    /// What a start of the program at the present time decides and does. False when it was held.
    mutating func start() -> Bool {
        // The check of `until` shows that a sync is held from here to there: of these starts, every tenth is tried.
        if let heldUntil, world.skew == 0, world.time.adding(seconds: 7200) < heldUntil, !random.happens(10) {
            return false
        }
        let now = world.reading
        permits = permits.suffix(5).map { $0.corrected(at: now) }
        decisionCount += 1
        let decision = facts(now).decision(for: .due)
        if world.skew == 0 { check(decision) }
        heldUntil = nil
        if case .held(_, let until) = decision { heldUntil = until }
        guard case .allowed(let allowance) = decision else { return false }
        switch allowance.grant {
        case .newPermit: newSession(now)
        case .resume(let permit): resume(permit, now)
        case .askAgain(let permit): askAgain(permit, now)
        }
        return true
    }

    var hasLookedSinceStart: Bool { permits.last?.last.placed.bootID == world.reading.bootID }

    private func facts(_ now: ClockReading) -> PolicyFacts {
        PolicyFacts(
            now: now, zone: chronicle.zone, mirror: "debian", upstream: key, minuteOfDay: minuteOfDay, permits: permits)
    }

    /// Compares the decision with what the rules say about what really happened.
    private mutating func check(_ decision: Decision) {
        let mayBegin = chronicle.allows(world.time, minuteOfDay: minuteOfDay)
        switch decision {
        case .allowed(let allowance) where allowance.grant == .newPermit:
            if !mayBegin { chronicle.complain("a new session was allowed", world) }
        case .allowed: break
        case .held(let reason, let until):
            if mayBegin { chronicle.complain("a day was missed: \(reason)", world) }
            if case .upstreamFull = reason { return }
            let isFirst =
                chronicle.allows(until, minuteOfDay: minuteOfDay)
                && !chronicle.allows(until.adding(seconds: -1), minuteOfDay: minuteOfDay)
            if !isFirst { chronicle.complain("held until \(until.iso8601): \(reason)", world) }
        }
    }

    private mutating func newSession(_ now: ClockReading) {
        grantCounts["new", default: 0] += 1
        let before = chronicle
        chronicle.beginSession(world)
        permits.append(Permit(upstream: key, mirror: "debian", opened: now))
        cutAt = nil
        wasResumed = false
        if random.happens(faults.unreachable) {
            close(.neverReached, after: 0)
            let permit = permits[permits.count - 1]
            if permit.mayBeReturned(at: world.reading, zone: chronicle.zone, others: permits) {
                permits[permits.count - 1].isReturned = true
                grantCounts["given back", default: 0] += 1
                chronicle.takeBack(to: before, world)
            } else {
                chronicle.complain("a permit was not given back", world)
            }
        } else {
            connect()
        }
    }

    private mutating func resume(_ permit: Permit, _ now: ClockReading) {
        grantCounts["resume", default: 0] += 1
        if wasResumed { chronicle.complain("resumed twice", world) }
        if let cutAt, world.time.seconds(since: cutAt) < 45 * 60 {
            wasResumed = true
        } else {
            chronicle.complain("resumed too late, or what was not cut", world)
        }
        reopen(permit, now)
    }

    private mutating func askAgain(_ permit: Permit, _ now: ClockReading) {
        grantCounts["ask again", default: 0] += 1
        let wait = chronicle.lastOpening.map { world.time.seconds(since: $0) } ?? 0
        if wait < 7200 || permit.answersOfFullUpstream > 2 {
            chronicle.complain("asked again too soon or too often", world)
        }
        reopen(permit, now)
    }

    private mutating func reopen(_ permit: Permit, _ now: ClockReading) {
        guard permits.last?.id == permit.id else { return chronicle.complain("went on under another permit", world) }
        permits[permits.count - 1] = permit
        permits[permits.count - 1].open(at: now)
        chronicle.open(world)
        connect()
    }

    /// Goes through the connections of a session, the first of which is open.
    private mutating func connect() {
        if random.happens(faults.full) { return close(.upstreamFull, after: 2) }
        if random.happens(faults.refused) { return close(.accessDenied, after: 2) }
        while true {
            let length = random.seconds(upTo: faults.connectionLength)
            if random.happens(faults.crash) { return crash(after: length) }
            guard random.happens(faults.dropped) else { return close(.finished, after: length) }
            close(.dropped, after: length)
            world.pass(random.seconds(upTo: 50 * 60))
            guard permits[permits.count - 1].sessionEnd(at: world.reading) == nil else { return }
            permits[permits.count - 1].open(at: world.reading)
            chronicle.open(world)
        }
    }

    private mutating func close(_ outcome: ConnectionOutcome, after seconds: Int64) {
        world.pass(seconds)
        permits[permits.count - 1].close(at: world.reading, outcome)
    }

    /// The program dies; what it recorded last is up to a minute old. Every second time the machine goes down with it.
    private mutating func crash(after seconds: Int64) {
        world.pass(max(0, seconds - random.seconds(upTo: 60)))
        permits[permits.count - 1].markActive(at: world.reading)
        cutAt = world.time
        world.pass(random.seconds(upTo: 60))
        if random.happens(50) { world.reboot() }
    }
}
