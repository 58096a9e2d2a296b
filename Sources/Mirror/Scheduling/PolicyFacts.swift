package import Timekeeping

/// Everything that the policy looks at.
package struct PolicyFacts: Sendable {
    package var now: ClockReading
    /// The zone whose calendar days count.
    package var zone: TimeZoneRules
    package var mirror: String
    package var upstream: UpstreamKey
    /// The earliest minute of the local day, 0 to 1439, if the mirror has one.
    package var minuteOfDay: Int?
    /// Seconds by which a due sync is delayed; 0 once it has waited.
    package var splay: Int64
    /// At least those of the last three days and all that lie in the future, spent and returned, in the order in which they were
    /// recorded; those of other upstreams are passed over.
    package var permits: [Permit]

    package init(
        now: ClockReading, zone: TimeZoneRules, mirror: String, upstream: UpstreamKey, minuteOfDay: Int? = nil,
        splay: Int64 = 0, permits: [Permit] = []
    ) {
        self.now = now
        self.zone = zone
        self.mirror = mirror
        self.upstream = upstream
        self.minuteOfDay = minuteOfDay
        self.splay = splay
        self.permits = permits
    }
}
