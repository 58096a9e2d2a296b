import Scheduling
import Timekeeping

extension Simulation {
    private static let twoDays: Int64 = 2 * 86_400

    /// One fault of the scenario. It waits until every host has looked at the clocks and records since the last one: what happens
    /// twice without a look between cannot be told.
    mutating func suffer() {
        guard hosts.allSatisfy(\.hasLooked) else { return }
        let kind = faults.kinds[random.number(upTo: faults.kinds.count - 1)]
        // A size of some seconds is what a clock is corrected by each day.
        let size = 1 + random.seconds(upTo: random.happens(300) ? 90 : Self.twoDays)
        switch kind {
        case .reboot: return reboot()
        case .clockBack: setClock(kind, by: -size)
        case .clockForward: setClock(kind, by: size)
        case .clockRight: setClock(kind, by: -machine.skew)
        case .rebootWithClockBack:
            setClock(kind, by: -size)
            return reboot()
        case .storeLost: lose(store: random.number(upTo: stores.count - 1), SimulatedStore(limit: 48))
        case .storeRestored:
            let store = random.number(upTo: stores.count - 1)
            lose(store: store, storeBackups[store])
        case .rootReplaced: lose(root: 0, SimulatedRoot())
        case .rootRestored: lose(root: 0, rootBackups[0])
        }
        tally.faults[kind, default: 0] += 1
        damageCount += 1
    }

    private mutating func setClock(_ kind: Fault, by seconds: Int64) {
        let before = machine.wall
        setClock(by: seconds)
        excuse = Excuse(
            reason: .clockSet, day: 0, time: max(excuse?.time ?? 0, machine.time + abs(seconds) + Self.twoDays))
        let first = zone.almanac.day(at: min(before, machine.wall)) - 1
        let last = zone.almanac.day(at: max(before, machine.wall)) + 2
        for day in first...last { chronicle.days.note(.clockSet, day) }
        isForward = seconds > 0
    }

    private mutating func lose(store: Int, _ new: SimulatedStore) {
        stores[store] = new
        for index in hosts.indices where hosts[index].store == store { hosts[index].run?.writesToLostStore = true }
        excuseLoss()
    }

    private mutating func lose(root: Int, _ new: SimulatedRoot) {
        roots[root].marker = new.marker
        excuseLoss()
    }

    /// A fault costs no more than the day on which it happens.
    private mutating func excuseLoss() {
        chronicle.forgetShownDays()
        let time = machine.time + 18 * 3600
        let day = zone.almanac.day(at: machine.wall)
        if excuse.map({ $0.time < time }) ?? true { excuse = Excuse(reason: .recordLost, day: day, time: time) }
        for index in hosts.indices { hosts[index].hasLooked = false }
    }

    mutating func takeBackups() {
        storeBackups = stores
        rootBackups = roots
    }

    // MARK: the judge

    /// Compares a decision with what the rules say about what really happened.
    mutating func judge(_ decision: Decision, _ run: Run, _ host: Host) {
        let minute = run.request == .due ? host.minuteOfDay : nil
        let hold = chronicle.hold(at: machine.time, wall: machine.wall, minuteOfDay: minute)
        let day = zone.almanac.day(at: machine.wall)
        switch decision {
        case .allowed(let allowance) where allowance.grant == .newPermit:
            if let hold, scenario.isExact { chronicle.complain("a permit was allowed: \(hold)", machine) }
        case .allowed: break
        case .held(let reason, let until):
            if let hold {
                chronicle.days.note(hold, day)
            } else if let excuse, machine.time < excuse.time || day <= excuse.day {
                chronicle.days.note(excuse.reason, day)
            } else {
                chronicle.complain("held though the rule allows a sync: \(reason)", machine)
            }
            if scenario.isExact { judge(until: until.secondsSinceEpoch, reason, minute) }
        }
    }

    /// What the operator is told is the first second at which the rule allows it.
    private mutating func judge(until: Int64, _ reason: HoldReason, _ minute: Int?) {
        if case .upstreamFull = reason { return }
        if chronicle.hold(at: until, wall: until, minuteOfDay: minute) != nil
            || chronicle.hold(at: until - 1, wall: until - 1, minuteOfDay: minute) == nil
        {
            chronicle.complain("held until \(Instant(secondsSinceEpoch: until).iso8601): \(reason)", machine)
        }
    }
}
