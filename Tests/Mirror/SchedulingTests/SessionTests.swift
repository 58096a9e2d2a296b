import Scheduling
import Testing
import Timekeeping

@Suite("A session")
struct SessionTests {
    static let start = reading("2026-05-06 03:00")

    static let ends: [(Permit, ClockReading, SessionEnd?)] = [
        (permit(start, outcome: .dropped), start.later(600 + 2699), nil),
        (permit(start, outcome: .dropped), start.later(600 + 2700), .pauseTooLong(seconds: 2700)),
        (permit(start, outcome: .finished), start.later(1200), nil),
        (permit(start, start.later(900), outcome: .neverReached), start.later(1800), nil),
        (permit(start, outcome: .accessDenied), start.later(700), .answered(.accessDenied)),
        (permit(start, outcome: .unknownModule), start.later(700), .answered(.unknownModule)),
        (permit(start, outcome: .authenticationFailed), start.later(700), .answered(.authenticationFailed)),
        (permit(start, outcome: .upstreamFull), start.later(700), .answered(.upstreamFull)),
        (returned(start), start.later(700), .returned),
        (
            permit(start, outcome: .dropped), reading("2026-05-06 02:00", uptime: 9, boot: "boot-b"),
            .pauseTooLong(seconds: .max)
        ),
    ]

    @Test("goes on after pauses under 45 minutes, until the upstream says no", arguments: ends)
    func sessionEnd(permit: Permit, now: ClockReading, end: SessionEnd?) {
        #expect(permit.sessionEnd(at: now) == end)
    }

    @Test("ends when another mirror of the upstream has begun since its last opening, or on that day")
    func overtaken() {
        let mine = permit(Self.start, outcome: .dropped)
        let earlier = permit(Self.start.later(-86_400), mirror: "other")
        let shown = permit(Self.start.later(-3600), mirror: "other")
        let later = permit(Self.start.later(60), mirror: "other")
        var back = later
        back.isReturned = true
        let now = Self.start.later(700)
        #expect(mine.sessionEnd(at: now, zone: .utc, others: [earlier, mine, back]) == nil)
        #expect(mine.sessionEnd(at: now, zone: .utc, others: [mine, later]) == .overtaken(mirror: "other"))
        #expect(mine.sessionEnd(at: now, zone: .utc, others: [shown, mine]) == .overtaken(mirror: "other"))
        // The marker may hold the permit of an upstream that the mirror had before.
        let elsewhere = Permit(
            upstream: UpstreamKey("rsync://other.example.org/x"), mirror: "debian", opened: later.first.opened)
        #expect(mine.sessionEnd(at: now, zone: .utc, others: [mine, elsewhere]) == nil)
        // The clock was set forward meanwhile: by it, the day before is today.
        let before = permit(Self.start.later(-20 * 3600), mirror: "other")
        var set = now
        set.wall = TimeZoneRules.utc.firstInstant(ofDay: TimeZoneRules.utc.localTime(of: now.wall).daysSinceEpoch + 2)
            .adding(seconds: -600)
        #expect(mine.sessionEnd(at: set, zone: .utc, others: [before, mine]) == .overtaken(mirror: "other"))
        var overridden = Permit(upstream: key, mirror: "debian", opened: Self.start, overrideReason: "new disk")
        overridden.close(at: Self.start.later(600), .dropped)
        #expect(overridden.sessionEnd(at: now, zone: .utc, others: [shown, overridden]) == nil)
    }

    @Test("is over when a start of the machine has seen more time pass than the wall clock shows now")
    func setBackSince() {
        // Twenty minutes have passed by the wall clock, and that machine had been up for five hours.
        let between = ClockReading(
            wall: Self.start.wall.adding(seconds: 1200), secondsSinceBoot: 5 * 3600, bootID: "between")
        let mine = permit(Self.start, outcome: .dropped).corrected(at: between)
        let now = ClockReading(wall: between.wall.adding(seconds: 60), secondsSinceBoot: 60, bootID: "now")
        #expect(mine.corrected(at: now).sessionEnd(at: now) == .pauseTooLong(seconds: 5 * 3600 + 60 - 600))
    }

    @Test("has eight connections at most")
    func eight() {
        var permit = Permit(upstream: key, mirror: "debian", opened: Self.start)
        var now = Self.start
        while permit.sessionEnd(at: now) == nil {
            permit.close(at: now, .dropped)
            now = now.later(60)
            if permit.sessionEnd(at: now) == nil { permit.open(at: now) }
        }
        #expect(permit.connections.count == 8)
        #expect(permit.sessionEnd(at: now) == .connectionsUsed(8))
    }

    @Test("of hours is judged by its last sign of life, not by its opening")
    func longTransfer() {
        var permit = Permit(upstream: key, mirror: "debian", opened: Self.start)
        permit.markActive(at: Self.start.later(10 * 3600))
        #expect(permit.sessionEnd(at: Self.start.later(10 * 3600 + 1200)) == nil)
        let facts = PolicyFacts(
            now: Self.start.later(10 * 3600 + 1200), zone: .utc, mirror: "debian", upstream: key, permits: [permit])
        #expect(facts.decision(for: .due) == .allowed(Allowance(grant: .resume(permit))))
    }

    static let returns: [(Permit, [Permit], Bool)] = [
        (permit(start, outcome: .neverReached), [], true),
        (permit(start, outcome: .finished), [], false),
        (permit(start, outcome: nil), [], false),
        (permit(start, start.later(900), outcome: .neverReached), [], false),
        (permit(start, outcome: .neverReached), [returned(start.later(-7200)), returned(start.later(-3600))], true),
        (
            permit(start, outcome: .neverReached),
            [returned(start.later(-10_800)), returned(start.later(-7200)), returned(start.later(-3600))], false
        ),
        (
            permit(start, outcome: .neverReached),
            [returned(start.later(-86_400)), returned(start.later(-7200)), returned(start.later(-3600))], true
        ),
    ]

    @Test("gives its permit back when it never reached the upstream, three times a day", arguments: returns)
    func givesBack(permit: Permit, others: [Permit], may: Bool) {
        #expect(permit.mayBeReturned(at: Self.start.later(700), zone: .utc, others: others + [permit]) == may)
    }
}
