import Timekeeping

/// When cron starts the program, by the clocks of a zone.
enum CronLine: Sendable {
    case daily(minute: Int)
    case hourly(minute: Int)

    /// The starts of one local day, in order: none where the clocks skip the minute.
    func starts(onDay day: Int64, in zone: TimeZoneRules) -> [Instant] {
        switch self {
        case .daily(let minute):
            let instant = zone.firstInstant(ofDay: day, minuteOfDay: minute)
            let local = zone.localTime(of: instant)
            return local.daysSinceEpoch == day && local.minuteOfDay == minute ? [instant] : []
        case .hourly(let minute):
            let first = zone.firstInstant(ofDay: day)
            return (0..<26).map { first.adding(seconds: $0 * 3600 + Int64(minute) * 60) }.filter {
                zone.localTime(of: $0).daysSinceEpoch == day
            }
        }
    }
}
