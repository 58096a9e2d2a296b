import Configuration
import Glibc
import Operations
import Posix
import Reporting
import Scheduling
import Timekeeping

/// A clock that stands still.
private struct StoppedClock: Clock {
    let stopped: ClockReading

    func reading() -> ClockReading { stopped }
}

/// The program inside of the test, with another day by its clock at each call: no policy need be overridden.
struct SimulatedDays {
    let configuration: String
    /// Noon in UTC of day 0.
    private static let start = Instant(CalendarDay(year: 2026, month: 6, day: 1), hour: 12)

    /// The program at noon of a day, counted from 0.
    func program(onDay day: Int64) throws -> Program {
        let reading = ClockReading(
            wall: Self.start.adding(seconds: day * 86_400), secondsSinceBoot: 1000 + day * 86_400, bootID: "a test")
        guard let process = ProcessIdentity(getpid()) else {
            throw SystemCallError("open", "/proc/self", number: ENOENT)
        }
        let machine = Machine(
            hostName: "mirror.example.org", bootID: "a test", clock: StoppedClock(stopped: reading),
            environment: ["PATH": "/usr/bin:/bin"], interruption: try Interruption(), process: process)
        return Program(machine: machine, configuration: try ConfigurationReader.read(configuration))
    }

    /// `mirrorward sync NAME` on that day.
    func sync(_ mirror: String, onDay day: Int64) throws -> SyncReport {
        let program = try program(onDay: day)
        return program.synchronize(try program.mirror(mirror), .named)
    }

    func status(_ mirror: String, onDay day: Int64) throws -> String {
        let program = try program(onDay: day)
        let statuses = try program.status([try program.mirror(mirror)])
        let text = StatusText(now: program.machine.clock.now(), zone: .utc)
        return statuses.mirrors.map { text.text($0, findingLimit: 5) }.joined()
    }
}
