import Timekeeping

/// The true time, and the clocks of a machine that show it, or something else. All in seconds since 1970.
struct Machine {
    var time: Int64
    /// What the wall clock shows beyond the true time.
    var skew: Int64 = 0
    private var bootedAt: Int64
    private var bootCount = 1
    private var bootID = "boot-1"

    init(time: Int64) {
        self.time = time
        bootedAt = time - 1000
    }

    var wall: Int64 { time + skew }

    var reading: ClockReading {
        ClockReading(
            wall: Instant(secondsSinceEpoch: wall), secondsSinceBoot: time - bootedAt, bootID: bootID)
    }

    mutating func reboot() {
        bootedAt = time
        bootCount += 1
        bootID = "boot-\(bootCount)"
    }
}
