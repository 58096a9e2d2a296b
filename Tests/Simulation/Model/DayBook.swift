/// Why a calendar day saw no connection.
package enum Missed: UInt8, Sendable, CaseIterable {
    /// The clocks of the zone skip the minute of the daily line on that day.
    case minuteAbsent
    /// The start of that day came so late that the next day had begun or was awaited.
    case noStart
    /// The session of the day before opened its last connection less than 18 hours before each start.
    case within18Hours
    /// A sync of the day before was running.
    case running
    /// Each attempt failed to reach the upstream.
    case unreachable
    /// A crash fell between the record of a connection and its opening, or a session's further connection was not reached.
    case spentWithoutContact
    /// The start was killed before it had a permit.
    case killed
    /// Each start came before the mirror's minute.
    case beforeMinute
    /// A record was lost or put back, and what was left said less, so that it held longer.
    case recordLost
    /// The wall clock was set.
    case clockSet
}

/// The days of the decade by one calendar: whether there was a connection, and what held the starts.
struct DayBook {
    private var contacted = [Bool](repeating: false, count: Int(Decade.dayCount) + 8)
    private var notes = [Missed?](repeating: nil, count: Int(Decade.dayCount) + 8)
    private var started = [Bool](repeating: false, count: Int(Decade.dayCount) + 8)

    mutating func contact(_ day: Int64) { if let index = index(day) { contacted[index] = true } }
    mutating func start(_ day: Int64) { if let index = index(day) { started[index] = true } }
    mutating func note(_ reason: Missed, _ day: Int64) { if let index = index(day) { notes[index] = reason } }

    /// Where nothing else is known of the day.
    mutating func noteIfNone(_ reason: Missed, _ day: Int64) {
        if let index = index(day), notes[index] == nil { notes[index] = reason }
    }

    /// The days without a connection, each with the reason; nil where there is none.
    ///
    /// - Parameter hasStart: whether the clocks show a minute of the mirror's lines on that day.
    func missed(dayCount: Int64, hasStart: (Int64) -> Bool) -> [(day: Int64, reason: Missed?)] {
        (2..<dayCount - 2).compactMap { number in
            let index = Int(number)
            let day = Decade.firstDay + number
            guard !contacted[index] else { return nil }
            if let note = notes[index], note != .noStart { return (day, note) }
            if !hasStart(day) { return (day, .minuteAbsent) }
            if notes[index] == .noStart { return (day, .noStart) }
            return (day, started[index] ? nil : .noStart)
        }
    }

    private func index(_ day: Int64) -> Int? {
        let index = Int(day - Decade.firstDay)
        return contacted.indices.contains(index) ? index : nil
    }
}
