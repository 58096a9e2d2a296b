package import Timekeeping

/// The numbers of the policy. None of them can be configured: no setting raises the rate.
package enum PolicyLimits {
    /// A daily cron minute comes again after 24 h; less 2 h, the largest change of a clock by daylight saving time, and less 4 h
    /// for starts that come late, 18 h pass at least.
    package static let secondsBetweenSessions: Int64 = 18 * 3600
    /// Connections with shorter pauses are one session; also how long after a crash it may be resumed.
    package static let pauseOfSession: Int64 = 45 * 60
    package static let connectionsOfSession = 8
    /// How often in one day a sync that never reached its upstream gives the permit back, and how far apart.
    package static let returnsOfDay = 3
    package static let secondsBetweenReturns: Int64 = 3600
    /// How often in one day an upstream that said "max connections" is asked again, and how far apart.
    package static let repeatedAsksOfDay = 2
    package static let secondsBetweenAsks: Int64 = 2 * 3600
    /// Differences of two readings in whole seconds are off by up to one, and a leap second makes one more. What differs by more is
    /// a wall clock that was set.
    package static let roundingOfClocks: Int64 = 2
    /// The last seconds of a day into which no splay carries a start, so that the permit is written before midnight.
    package static let marginBeforeMidnight: Int64 = 60
    /// A wall clock that shows less has not been set since the machine started: the first of the year in which this was written.
    package static let earliestPlausibleTime = Instant(CalendarDay(year: 2026, month: 1, day: 1))
}
