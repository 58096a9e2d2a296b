/// When cron starts the program, by the clocks of a zone.
enum CronLine: Sendable, Hashable {
    case daily(minute: Int)
    case hourly(minute: Int)

    /// The first start after `wall`. A minute that the clocks show twice starts twice; one that they skip does not start.
    func next(after wall: Int64, _ almanac: Almanac) -> Int64 {
        switch self {
        case .daily(let minute):
            // From the day before on: clocks that go back over midnight show a day's minute twice, a day apart in number.
            for day in (almanac.day(at: wall) - 1)... {
                if let instant = almanac.instants(ofDay: day, minute: minute).first(where: { $0 > wall }) {
                    return instant
                }
            }
            return .max
        case .hourly(let minute):
            var begin = wall + 1
            while true {
                let sinceHour = (begin + almanac.offset(at: begin)) % 3600
                let start = begin + (Int64(minute) * 60 - sinceHour + 3600) % 3600
                guard let change = almanac.firstChange(after: begin), change <= start else { return start }
                begin = change
            }
        }
    }

    /// Whether the line has a start on `day`, were it never late.
    func hasStart(onDay day: Int64, _ almanac: Almanac) -> Bool {
        if case .daily(let minute) = self { return !almanac.instants(ofDay: day, minute: minute).isEmpty }
        return true
    }
}
