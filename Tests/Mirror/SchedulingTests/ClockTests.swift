import Scheduling
import Testing
import Timekeeping

@Suite("A clock that was set")
struct ClockTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var permit: Permit
        var now: ClockReading
        /// The wall time at which the opening is placed, or nil where it stays.
        var corrected: String?
        var decision: Decision
    }

    static let cases: [Case] = [
        Case(
            testDescription: "back by a day within one boot: 17 hours have passed, whatever it shows",
            permit: permit(reading("2026-05-07 03:00")),
            now: reading("2026-05-06 20:00", uptime: uptime("2026-05-07 20:00")), corrected: "2026-05-06 03:00",
            decision: PolicyTests.held(PolicyTests.spent("2026-05-06 03:00"), until: "2026-05-08 00:00")),
        Case(
            testDescription: "forward by a day within one boot: one hour has passed",
            permit: permit(reading("2026-05-06 03:00")),
            now: reading("2026-05-07 04:00", uptime: uptime("2026-05-06 04:00")), corrected: "2026-05-07 03:00",
            decision: PolicyTests.held(PolicyTests.spent("2026-05-07 03:00"), until: "2026-05-08 00:00")),
        Case(
            testDescription: "by two seconds, which is the rounding of clocks and a leap second",
            permit: permit(reading("2026-05-06 23:59:59")),
            now: reading("2026-05-07 18:00:00", uptime: uptime("2026-05-07 17:59:59")), corrected: nil,
            decision: PolicyTests.allowed),
        Case(
            testDescription: "back over midnight: the day that it showed at the opening counts besides",
            permit: permit(reading("2026-05-07 00:00:10")),
            now: reading("2026-05-07 18:10", uptime: uptime("2026-05-07 18:10:30")), corrected: "2026-05-06 23:59:40",
            decision: PolicyTests.held(PolicyTests.spent("2026-05-06 23:59:40", on: 7), until: "2026-05-08 00:00")),
        Case(
            testDescription:
                "back across a start: the permit lies in the future and counts from the start of the machine",
            permit: permit(reading("2026-05-09 03:00")), now: reading("2026-05-06 03:00", uptime: 60, boot: "boot-b"),
            corrected: "2026-05-06 02:59",
            decision: PolicyTests.held(PolicyTests.spent("2026-05-06 02:59"), until: "2026-05-07 00:00")),
        Case(
            testDescription: "back across a start, by less than has passed since: nobody can tell, and it holds longer",
            permit: permit(reading("2026-05-05 23:00")), now: reading("2026-05-06 01:00", uptime: 60, boot: "boot-b"),
            corrected: nil,
            decision: PolicyTests.held(PolicyTests.tooSoon("2026-05-05 23:00", ago: 7200), until: "2026-05-06 17:00")),
        Case(
            testDescription: "back across a start, but the machine has been up for 18 hours since",
            permit: permit(reading("2026-05-05 23:00")),
            now: reading("2026-05-06 01:00", uptime: 64_800, boot: "boot-b"), corrected: "2026-05-05 07:00",
            decision: PolicyTests.allowed),
        Case(
            testDescription:
                "forward while the transfer ran, and the machine was started since: the end tells the beginning",
            permit: permit(
                reading("2026-05-05 03:00"), end: reading("2026-05-06 03:10", uptime: uptime("2026-05-05 03:10"))),
            now: reading("2026-05-06 12:00", uptime: 60, boot: "boot-b"), corrected: "2026-05-06 03:00",
            decision: PolicyTests.held(PolicyTests.spent("2026-05-06 03:00"), until: "2026-05-07 00:00")),
        Case(
            testDescription: "not yet since the start: nothing is corrected by it",
            permit: permit(reading("2026-05-05 03:00")), now: reading("1970-01-01 00:01", uptime: 60, boot: "boot-b"),
            corrected: nil,
            decision: PolicyTests.held(.clockNotSet(instant("1970-01-01 00:01")), until: "2026-01-01 00:00")),
        Case(
            testDescription:
                "a virtual machine that was put back to before the opening: its clock of the boot went back",
            permit: permit(reading("2026-05-06 03:00")), now: reading("2026-05-06 02:00"),
            corrected: "2026-05-06 02:00",
            decision: PolicyTests.held(PolicyTests.spent("2026-05-06 02:00"), until: "2026-05-07 00:00")),
    ]

    static func uptime(_ wall: String) -> Int64 { reading(wall).secondsSinceBoot }

    @Test("moves an opening to where it lies by CLOCK_BOOTTIME, and never lets a second sync through", arguments: cases)
    func corrected(test: Case) {
        let corrected = test.permit.corrected(at: test.now)
        #expect(corrected.last.placed.wall == test.corrected.map { instant($0) } ?? test.permit.last.opened.wall)
        #expect(corrected.corrected(at: test.now) == corrected, "a second time changes nothing")
        #expect(corrected.isMoved(from: test.permit) == (test.corrected != nil))
        for permit in [test.permit, corrected] {
            let facts = PolicyFacts(now: test.now, zone: .utc, mirror: "debian", upstream: key, permits: [permit])
            #expect(facts.decision(for: .due) == test.decision)
        }
    }

    @Test("moves a permit in the future once: from then on it ages")
    func once() {
        let first = reading("2026-05-06 03:00", uptime: 60, boot: "boot-b")
        let corrected = permit(reading("2026-05-09 03:00")).corrected(at: first)
        let later = first.later(22 * 3600)
        #expect(corrected.corrected(at: later) == corrected)
        let facts = PolicyFacts(now: later, zone: .utc, mirror: "debian", upstream: key, permits: [corrected])
        #expect(facts.decision(for: .due) == PolicyTests.allowed)
    }
}

extension PolicyTests {
    static func spent(_ opened: String, on day: Int) -> HoldReason {
        .spentToday(
            day: CalendarDay(year: 2026, month: 5, day: day), opened: instant(opened), mirror: "debian")
    }
}
