import Timekeeping

/// The true time, and the clocks of a machine that show it, or something else.
struct World {
    var time: Instant
    /// What the wall clock shows beyond the true time.
    var skew: Int64 = 0
    private var bootedAt: Instant
    private var bootCount = 1

    init(time: Instant) {
        self.time = time
        bootedAt = time.adding(seconds: -1000)
    }

    var reading: ClockReading {
        ClockReading(
            wall: time.adding(seconds: skew), secondsSinceBoot: time.seconds(since: bootedAt),
            bootID: "boot-\(bootCount)")
    }

    mutating func reboot() {
        bootedAt = time
        bootCount += 1
    }

    mutating func pass(_ seconds: Int64) { time = time.adding(seconds: seconds) }
}
