/// What really happened, kept apart from the permits, to judge the policy by. It has its own calendar and its own numbers: the
/// promise as DESIGN.md states it, in none of the policy's words.
struct Chronicle {
    let almanac: Almanac
    /// One for each permit that was spent, the last of them.
    private var sessions: [Session] = []
    private(set) var sessionCount = 0
    private(set) var violations: [Violation] = []
    var days = DayBook()
    /// When permits that were given back had been spent.
    private var returns: [Moment] = []

    init(almanac: Almanac) { self.almanac = almanac }

    struct Session {
        let number: Int
        /// When the permit or a further connection of it was recorded in the store, whether a connection came of it or not.
        var spent: [Moment]
        var contacts: [Moment] = []
        /// The true time of the last sign of life.
        var lastActive: Int64
        var isCut = false
        var resumedContactCount = 0
        var isRefused = false
        var fullAnswerCount = 0
        var isFull = false
    }

    /// One instant by both clocks.
    struct Moment {
        var time: Int64
        var wall: Int64
        var isForgotten = false
    }

    // MARK: what happens

    /// A permit is in the store: from here on it counts.
    mutating func spend(_ machine: Machine) -> Int {
        sessionCount += 1
        sessions.append(Session(number: sessionCount, spent: [moment(machine)], lastActive: machine.time))
        // Fifteen permits lie further back than four days, in which three a day may be given back.
        if sessions.count > 32 { sessions.removeFirst(16) }
        return sessionCount
    }

    /// A further connection of a permit is in the store.
    mutating func spendAgain(_ number: Int, _ machine: Machine) {
        change(number) { $0.spent.append(Moment(time: machine.time, wall: machine.wall)) }
    }

    /// A connection is opened.
    mutating func contact(_ number: Int, _ machine: Machine) {
        guard let index = sessions.lastIndex(where: { $0.number == number }) else { return }
        judgeOtherSessions(than: number, machine)
        judgeContinuation(sessions[index], machine)
        let session = sessions[index]
        if session.isCut { sessions[index].resumedContactCount += 1 }
        sessions[index].contacts.append(moment(machine))
        sessions[index].lastActive = machine.time
        sessions[index].isCut = false
        sessions[index].isFull = false
        days.contact(almanac.day(at: machine.wall))
    }

    mutating func end(_ number: Int, _ ending: Ending, _ machine: Machine) {
        change(number) {
            $0.lastActive = machine.time
            switch ending {
            case .refused: $0.isRefused = true
            case .full:
                $0.isFull = true
                $0.fullAnswerCount += 1
            case .cut: $0.isCut = true
            case .finished, .dropped, .unreachable: break
            }
        }
    }

    /// The permit was given back, and both records say so.
    mutating func giveBack(_ number: Int) {
        guard let session = sessions.first(where: { $0.number == number }) else { return }
        if !session.contacts.isEmpty { complain("given back after a contact", session.contacts[0]) }
        sessions.removeAll { $0.number == number }
        returns.append(session.spent[0])
        if returns.count > 16 { returns.removeFirst(8) }
    }

    /// A record is lost. A day that only a clock has shown which was set since stood there alone: of an earlier opening, the place
    /// by the clock as it is set now is what counts from here on.
    mutating func forgetShownDays() {
        for session in sessions.indices {
            for contact in sessions[session].contacts.indices { sessions[session].contacts[contact].isForgotten = true }
        }
    }

    /// The process was killed before both records had the upstream's refusal.
    mutating func forgetRefusal(_ number: Int) {
        change(number) { $0.isRefused = false }
    }

    mutating func complain(_ text: String, _ machine: Machine) { complain(text, moment(machine)) }

    private mutating func complain(_ text: String, _ moment: Moment) {
        violations.append(Violation(text: text, time: moment.time, wall: moment.wall))
    }

    private mutating func change(_ number: Int, _ body: (inout Session) -> Void) {
        guard let index = sessions.lastIndex(where: { $0.number == number }) else { return }
        body(&sessions[index])
    }

    private func moment(_ machine: Machine) -> Moment { Moment(time: machine.time, wall: machine.wall) }

    // MARK: the promise

    /// Clocks are set by up to two days, several times in a row: a session that lies further back touches no day any more.
    private static let memory: Int64 = 20 * 86_400
    private static let hours18: Int64 = 18 * 3600
    /// Between the record of a connection and its opening lie up to this many seconds.
    static let recordDelay: Int64 = 20

    /// Never two sessions on one calendar day or within 18 hours.
    private mutating func judgeOtherSessions(than number: Int, _ machine: Machine) {
        let today = almanac.day(at: machine.wall)
        for index in sessions.indices.reversed() where sessions[index].number != number {
            let session = sessions[index]
            if machine.time - session.lastActive > Self.memory { break }
            guard let last = session.contacts.last else { continue }
            if machine.time - last.time < Self.hours18 - Self.recordDelay {
                complain("a session within 18 hours of another", machine)
            }
            for contact in session.contacts {
                if !contact.isForgotten, almanac.day(at: contact.wall) == today {
                    complain("two sessions on one calendar day", machine)
                }
                if isToday(contact, machine, today) { complain("two sessions on one day of the clock as set", machine) }
            }
        }
    }

    /// Whether an earlier opening falls on this day by the clock as it is set now. Two seconds are the rounding of clocks.
    private func isToday(_ earlier: Moment, _ machine: Machine, _ today: Int64) -> Bool {
        guard machine.time - earlier.time < 3 * 86_400 else { return false }
        let wall = earlier.time + machine.skew
        return almanac.day(at: wall - 2) == today && almanac.day(at: wall + 2) == today
            && (earlier.isForgotten || earlier.wall != wall)
    }

    /// A session is one: pauses under 45 minutes, 8 connections, one resumption, no second question after a refusal.
    private mutating func judgeContinuation(_ session: Session, _ machine: Machine) {
        if session.contacts.count >= 8 { complain("a ninth connection", machine) }
        if session.isRefused { complain("asked again after a refusal", machine) }
        if session.isCut, session.resumedContactCount > 0 { complain("resumed twice", machine) }
        if session.isFull {
            let wait = machine.time - (session.contacts.last?.time ?? 0)
            if wait < 7200 - Self.recordDelay { complain("asked a full upstream again too soon", machine) }
            if session.fullAnswerCount > 2 { complain("asked a full upstream again too often", machine) }
        } else if machine.time - session.lastActive >= 45 * 60 + Self.recordDelay, session.fullAnswerCount == 0 {
            // A record that was put back may say that the upstream was full, though it was asked again since.
            complain("a session with a pause of 45 minutes", machine)
        }
    }

    /// Why the rule allows no new permit at the true `time`, when the clock shows `wall`; nil when it allows one.
    func hold(at time: Int64, wall: Int64, minuteOfDay: Int?) -> Missed? {
        let today = almanac.day(at: wall)
        for index in sessions.indices.reversed() {
            let session = sessions[index]
            if time - session.lastActive > Self.memory { break }
            if session.spent.contains(where: { almanac.day(at: $0.wall) == today }) { return .spentWithoutContact }
            if let last = session.spent.last, time - last.time < Self.hours18 { return .within18Hours }
        }
        if let last = returns.last, time - last.time < 3600 { return .unreachable }
        if returns.count(where: { almanac.day(at: $0.wall) == today }) >= 3 { return .unreachable }
        if let minuteOfDay, !almanac.hasShown(minuteOfDay, at: wall) { return .beforeMinute }
        return nil
    }
}

/// How a connection ended.
enum Ending: Sendable {
    case finished, dropped, unreachable, refused, full, cut
}

package struct Violation: Sendable, Hashable {
    package var text: String
    /// The true time, and what the wall clock showed, in seconds since 1970.
    package var time: Int64
    package var wall: Int64
}
