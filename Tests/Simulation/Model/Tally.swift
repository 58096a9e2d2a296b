/// What was counted in one scenario; sums of all its runs.
package struct Tally: Sendable {
    package var names = 0
    package var zones = 0
    package var runs = 0
    package var days = 0
    package var starts = 0
    package var decisions = 0
    package var sessions = 0
    package var connections = 0
    package var resumed = 0
    package var askedAgain = 0
    package var givenBack = 0
    package var faults: [Fault: Int] = [:]
    /// Crashes by the step that they kept from happening.
    package var crashes: [Step: Int] = [:]
    package var missed: [Missed: Int] = [:]
    /// The longest time between two connections, in seconds.
    package var longestPause: Int64 = 0
    package var violations: [String] = []

    package init() {}

    package mutating func add(_ other: Tally) {
        names += other.names
        zones += other.zones
        runs += other.runs
        days += other.days
        starts += other.starts
        decisions += other.decisions
        sessions += other.sessions
        connections += other.connections
        resumed += other.resumed
        askedAgain += other.askedAgain
        givenBack += other.givenBack
        faults.merge(other.faults, uniquingKeysWith: +)
        crashes.merge(other.crashes, uniquingKeysWith: +)
        missed.merge(other.missed, uniquingKeysWith: +)
        longestPause = max(longestPause, other.longestPause)
        violations += other.violations
    }

    package var crashCount: Int { crashes.values.reduce(0, +) }
    package var missedCount: Int { missed.values.reduce(0, +) }
}
