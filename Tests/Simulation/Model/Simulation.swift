import Scheduling
import Timekeeping

/// One run: ten years of one zone with its hosts, by events in the order of their time.
struct Simulation {
    let zone: Zone
    let scenario: Scenario
    let faults: Faults
    let dayCount: Int64
    var random: SeededRandom
    var machine: Machine
    var chronicle: Chronicle
    var tally = Tally()
    var hosts: [Host]
    var stores: [SimulatedStore]
    var roots: [SimulatedRoot]
    var storeBackups: [SimulatedStore]
    var rootBackups: [SimulatedRoot]
    var lastContact: Int64?
    /// Starts besides cron's, at true times.
    private var extraStarts: [(time: Int64, host: Int)] = []
    private var nextFault = Int64.max
    /// Until when a day may be missed because of what happened.
    var excuse: Excuse?
    /// How often clocks or records have suffered.
    var damageCount = 0
    /// Whether the clock was last set forward.
    var isForward = false
    var sessionOfOpening: [SessionKey: Int] = [:]

    struct Excuse {
        var reason: Missed
        var day: Int64
        var time: Int64
    }

    init(_ scenario: Scenario, _ zone: Zone, _ lines: [CronLine], minuteOfDay: Int?, days: Int64, seed: UInt64) {
        dayCount = days
        self.zone = zone
        self.scenario = scenario
        faults = scenario.faults
        random = SeededRandom(seed: seed)
        machine = Machine(time: Decade.start)
        chronicle = Chronicle(almanac: zone.almanac)
        hosts = scenario.plans.map { plan in
            Host(
                name: plan.name, key: UpstreamKey(plan.key), store: plan.store, root: plan.root,
                minuteOfDay: minuteOfDay, splay: plan.splay,
                lines: lines.map { Host.Line(cron: $0, scheduled: Decade.start, due: Decade.start) })
        }
        let isCalm = faults.isCalm
        stores = Array(
            repeating: SimulatedStore(limit: isCalm ? 8 : 48), count: (scenario.plans.map(\.store).max() ?? 0) + 1)
        roots = Array(repeating: SimulatedRoot(), count: 3)
        storeBackups = stores
        rootBackups = roots
        if !faults.kinds.isEmpty { nextFault = Decade.start + 86_400 }
    }

    mutating func run() {
        for index in hosts.indices { schedule(index) }
        while let event = nextEvent(), event.time < Decade.start + dayCount * 86_400 {
            machine.time = max(machine.time, event.time)
            switch event.kind {
            case .step(let host): advance(host)
            case .line(let host, let line):
                hosts[host].lines[line] = next(hosts[host].lines[line])
                start(host)
            case .extra(let index): start(extraStarts.remove(at: index).host)
            case .fault:
                nextFault = machine.time + 1 + random.seconds(upTo: Int64(faults.meanDays) * 2 * 86_400)
                suffer()
            }
        }
        close()
    }

    // MARK: events

    private enum EventKind {
        case step(Int)
        case line(Int, Int)
        case extra(Int)
        case fault
    }

    private func nextEvent() -> (time: Int64, kind: EventKind)? {
        var best = (time: nextFault, kind: EventKind.fault)
        // By their indices: a copy of a host would cost more than all that is compared here.
        for index in hosts.indices {
            if let time = hosts[index].run?.wakeAt, time < best.time { best = (time, .step(index)) }
            for line in hosts[index].lines.indices {
                let time = hosts[index].lines[line].due - machine.skew
                if time < best.time { best = (time, .line(index, line)) }
            }
        }
        for index in extraStarts.indices where extraStarts[index].time < best.time {
            best = (extraStarts[index].time, .extra(index))
        }
        return best.time == .max ? nil : best
    }

    /// Cron looks at the wall clock anew.
    private mutating func schedule(_ host: Int) {
        for line in hosts[host].lines.indices {
            hosts[host].lines[line].scheduled = machine.wall
            hosts[host].lines[line] = next(hosts[host].lines[line])
        }
    }

    private mutating func next(_ line: Host.Line) -> Host.Line {
        var next = line
        next.scheduled = line.cron.next(after: line.scheduled, zone.almanac)
        next.due = next.scheduled + scenario.lateness.delay(of: next.scheduled, zone.almanac, &random)
        return next
    }

    private mutating func start(_ index: Int) {
        tally.starts += 1
        let day = zone.almanac.day(at: machine.wall)
        chronicle.days.start(day)
        // That a sync is held from here to there is judged by the first such answer: of the starts between, every tenth is made.
        if scenario.lateness == .none, !scenario.setsClocks, machine.time + 7200 < hosts[index].heldUntil,
            !random.happens(100)
        {
            return
        }
        guard hosts[index].run == nil else { return chronicle.days.note(.running, day) }
        if random.happens(20) { takeBackups() }
        let isNamed = hosts[index].minuteOfDay != nil && random.happens(50)
        hosts[index].run = Run(
            request: isNamed ? .named : .due, wakeAt: machine.time,
            stepsLeft: random.happens(faults.crash) ? random.number(upTo: Step.allCases.count + 4) : .max)
    }

    // MARK: ends of processes

    /// The process dies between two steps; every fourth time the machine goes down with it.
    mutating func crash(_ index: Int) {
        guard let run = hosts[index].run else { return }
        tally.crashes[run.step, default: 0] += 1
        die(index)
        // A clock that was set forward and a start of the machine, with no look between them, cannot be told.
        if random.happens(250), !isForward || hosts.allSatisfy(\.hasLooked) { reboot() }
        if random.happens(700) { extraStarts.append((machine.time + random.seconds(upTo: 5000), index)) }
    }

    private mutating func die(_ index: Int) {
        guard let run = hosts[index].run else { return }
        markActive(index)
        let day = zone.almanac.day(at: machine.wall)
        if run.permit == nil { chronicle.days.note(.killed, day) }
        if run.step == .mark || run.step == .connect { chronicle.days.note(.spentWithoutContact, day) }
        if run.permit != nil, ![.closeInMarker, .finish, .reopen].contains(run.step) {
            chronicle.end(run.session, .cut, machine)
        }
        if run.step == .closeInMarker, !scenario.isExact { chronicle.forgetRefusal(run.session) }
        if run.holdsRoot { roots[hosts[index].root].holder = nil }
        hosts[index].run = nil
    }

    /// The sign of life of each minute, as far as it is not recorded yet; what was last recorded is up to a minute old.
    private mutating func markActive(_ index: Int) {
        guard var run = hosts[index].run, run.step == .close, var permit = run.permit else { return }
        var reading = machine.reading
        let lag = random.seconds(upTo: 60)
        reading.wall = reading.wall.adding(seconds: -lag)
        reading.secondsSinceBoot -= lag
        guard reading.secondsSinceBoot - permit.last.lastActive.secondsSinceBoot >= 60 else { return }
        permit.markActive(at: reading)
        run.permit = permit
        record(permit, index, run)
        hosts[index].run = run
    }

    mutating func reboot() {
        for index in hosts.indices where hosts[index].run != nil { die(index) }
        machine.time += 30 + random.seconds(upTo: 1200)
        machine.reboot()
        damageCount += 1
        for index in hosts.indices {
            schedule(index)
            hosts[index].hasLooked = false
            if random.happens(500) { extraStarts.append((machine.time + random.seconds(upTo: 60), index)) }
        }
        tally.faults[.reboot, default: 0] += 1
    }

    /// The wall clock is set; a transfer that runs has marked itself active by the clock as it was.
    mutating func setClock(by seconds: Int64) {
        for index in hosts.indices { markActive(index) }
        machine.skew += seconds
        for index in hosts.indices {
            schedule(index)
            hosts[index].hasLooked = false
        }
    }

    private mutating func close() {
        tally.runs = 1
        // A clock that stands back at the end has not come to the last days.
        let reached = zone.almanac.day(at: machine.wall) - Decade.firstDay
        tally.days = Int(dayCount)
        let lines = hosts.flatMap(\.lines).map(\.cron)
        for (day, reason) in chronicle.days.missed(
            dayCount: min(dayCount, reached),
            hasStart: { day in
                lines.contains { $0.hasStart(onDay: day, zone.almanac) }
            })
        {
            if let reason, scenario.mayMiss.contains(reason) {
                tally.missed[reason, default: 0] += 1
            } else {
                tally.violations.append(
                    "a day missed: \(CalendarDay(daysSinceEpoch: day)), \(reason.map { "\($0)" } ?? "no reason")")
            }
        }
        tally.violations += chronicle.violations.map {
            "\($0.text), at \(Instant(secondsSinceEpoch: $0.time).iso8601), wall clock \(Instant(secondsSinceEpoch: $0.wall).iso8601)"
        }
        if tally.longestPause > scenario.longestPause {
            tally.violations.append("\(tally.longestPause) seconds without a connection")
        }
    }
}

/// What tells a permit from every other.
struct SessionKey: Hashable {
    var opened: ClockReading
    var mirror: String

    init(_ opened: ClockReading, _ mirror: String) {
        self.opened = opened
        self.mirror = mirror
    }
}
