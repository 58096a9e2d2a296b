import Scheduling
import Timekeeping

/// A reading of the clocks, the wall clock written as in `2026-11-22 04:17` in UTC, on a machine that was started with 2026.
func reading(_ wall: String, uptime: Int64? = nil, boot: String = "boot-a") -> ClockReading {
    let parts = wall.split(separator: " ")
    let clock = parts.last.map { $0.count == 5 ? "\($0):00" : "\($0)" } ?? ""
    let instant = Instant(iso8601: "\(parts.first ?? "")T\(clock)Z") ?? Instant(secondsSinceEpoch: 0)
    let start = Instant(CalendarDay(year: 2026, month: 1, day: 1))
    return ClockReading(wall: instant, secondsSinceBoot: uptime ?? instant.seconds(since: start), bootID: boot)
}

func instant(_ wall: String) -> Instant { reading(wall).wall }

let key = UpstreamKey("rsync://rsync.example.org:873/debian")

/// A permit with one connection for each opening; all but the last were dropped, ten minutes after they were opened.
func permit(
    _ openings: ClockReading..., outcome: ConnectionOutcome? = .finished, end: ClockReading? = nil,
    mirror: String = "debian", upstream: UpstreamKey = key
) -> Permit {
    var permit = Permit(upstream: upstream, mirror: mirror, opened: openings[0])
    for opening in openings.dropFirst() {
        permit.close(at: permit.last.opened.later(600), .dropped)
        permit.open(at: opening)
    }
    if let outcome { permit.close(at: end ?? permit.last.opened.later(600), outcome) }
    return permit
}

func returned(_ opening: ClockReading) -> Permit {
    var permit = permit(opening, outcome: .neverReached)
    permit.isReturned = true
    return permit
}

extension ClockReading {
    func later(_ seconds: Int64) -> ClockReading {
        ClockReading(wall: wall.adding(seconds: seconds), secondsSinceBoot: secondsSinceBoot + seconds, bootID: bootID)
    }
}
