import Glibc

/// Where the time comes from: the machine in the program, a table in a test.
package protocol Clock: Sendable {
    func reading() -> ClockReading
}

extension Clock {
    package func now() -> Instant { reading().wall }
}

/// The clocks of the machine.
package struct SystemClock: Clock {
    private let bootID: String

    package init(bootID: String) {
        self.bootID = bootID
    }

    package func reading() -> ClockReading {
        ClockReading(
            wall: Instant(secondsSinceEpoch: Self.seconds(of: CLOCK_REALTIME)),
            secondsSinceBoot: Self.seconds(of: CLOCK_BOOTTIME), bootID: bootID)
    }

    private static func seconds(of clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec)
    }
}
