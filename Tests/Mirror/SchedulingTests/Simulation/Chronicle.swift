import Scheduling
import Timekeeping

/// What really happened, kept apart from the permits, to judge the policy by.
struct Chronicle {
    let zone: TimeZoneRules
    /// The calendar days on which the wall clock stood at an opening of an earlier session, then of the present one.
    private(set) var earlierDays: Set<Int64> = []
    private var daysOfSession: Set<Int64> = []
    private(set) var lastOpening: Instant?
    private(set) var sessionCount = 0
    private(set) var violations: [String] = []
    private var returns: [Instant] = []

    init(zone: TimeZoneRules) { self.zone = zone }

    /// All days on which there was an opening.
    var days: Set<Int64> { earlierDays.union(daysOfSession) }

    mutating func beginSession(_ world: World) {
        earlierDays.formUnion(daysOfSession)
        daysOfSession = []
        sessionCount += 1
        if let lastOpening, world.time.seconds(since: lastOpening) < 18 * 3600 {
            complain("within 18 hours of \(lastOpening.iso8601)", world)
        }
        if earlierDays.contains(day(world)) { complain("twice on one calendar day", world) }
        open(world)
    }

    mutating func open(_ world: World) {
        daysOfSession.insert(day(world))
        lastOpening = world.time
    }

    /// Takes the session back: its upstream was never reached.
    mutating func takeBack(to earlier: Chronicle, _ world: World) {
        daysOfSession = earlier.daysOfSession
        earlierDays = earlier.earlierDays
        lastOpening = earlier.lastOpening
        sessionCount = earlier.sessionCount
        returns.append(world.time)
    }

    mutating func complain(_ text: String, _ world: World) {
        violations.append("\(text), at \(world.time.iso8601), wall \(world.reading.wall.iso8601), \(zone.name)")
    }

    /// Whether the policy (one session a calendar day, and none within 18 hours) allows a new one at `time`, with clocks that are right.
    func allows(_ time: Instant, minuteOfDay: Int?) -> Bool {
        let today = zone.localTime(of: time)
        if earlierDays.contains(today.daysSinceEpoch) || daysOfSession.contains(today.daysSinceEpoch) { return false }
        if let lastOpening, time.seconds(since: lastOpening) < 18 * 3600 { return false }
        if let last = returns.last, time.seconds(since: last) < 3600 { return false }
        let returnsToday = returns.suffix(3).filter { zone.localTime(of: $0).daysSinceEpoch == today.daysSinceEpoch }
        if returnsToday.count == 3 { return false }
        return minuteOfDay.map { today.minuteOfDay >= $0 } ?? true
    }

    private func day(_ world: World) -> Int64 { zone.localTime(of: world.reading.wall).daysSinceEpoch }
}
