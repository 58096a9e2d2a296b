/// A point in time, in whole seconds since 1970-01-01T00:00:00Z. Leap seconds do not count, as in time(2).
package struct Instant: Sendable, Hashable, Comparable {
    package var secondsSinceEpoch: Int64

    package init(secondsSinceEpoch: Int64) {
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.secondsSinceEpoch < right.secondsSinceEpoch
    }

    /// The instant that many seconds later; saturates instead of trapping, for dates come from the network.
    package func adding(seconds: Int64) -> Instant {
        let (sum, overflow) = secondsSinceEpoch.addingReportingOverflow(seconds)
        return Instant(secondsSinceEpoch: overflow ? (seconds < 0 ? .min : .max) : sum)
    }

    /// Seconds from `earlier` to this instant; negative when `earlier` is later; saturates.
    package func seconds(since earlier: Instant) -> Int64 {
        let (difference, overflow) = secondsSinceEpoch.subtractingReportingOverflow(earlier.secondsSinceEpoch)
        return overflow ? (secondsSinceEpoch < 0 ? .min : .max) : difference
    }
}
