/// What the clocks of this machine say at one moment: the wall clock, which may jump, and the time since boot, which may not.
package struct ClockReading: Sendable, Hashable {
    package var wall: Instant
    /// CLOCK_BOOTTIME in whole seconds: it runs on during suspend and is never set.
    package var secondsSinceBoot: Int64
    /// `/proc/sys/kernel/random/boot_id`: readings of `secondsSinceBoot` compare only under an equal one.
    package var bootID: String

    package init(wall: Instant, secondsSinceBoot: Int64, bootID: String) {
        self.wall = wall
        self.secondsSinceBoot = secondsSinceBoot
        self.bootID = bootID
    }
}
