import Scheduling
import StateStore
import TestSupport
import Timekeeping

/// Opens a store that nobody else has.
func withStore(_ body: (StateStore) throws -> Void) throws {
    let directory = try TemporaryDirectory()
    try body(StateStore.open("\(directory.path)/state.sqlite"))
}

func day(_ day: Int, hour: Int = 3) -> Instant { Instant(CalendarDay(year: 2026, month: 5, day: day), hour: hour) }

func reading(_ wall: Instant, boot: String = "boot-a") -> ClockReading {
    ClockReading(wall: wall, secondsSinceBoot: wall.seconds(since: day(1, hour: 0)), bootID: boot)
}

let key = UpstreamKey("rsync://rsync.example.org:873/debian")

func permit(_ opened: Instant, upstream: UpstreamKey = key, mirror: String = "debian") -> Permit {
    Permit(upstream: upstream, mirror: mirror, opened: reading(opened))
}

let parent = RecordedProcess(processID: 4711, startTime: .max, bootID: "boot-a")
