import Scheduling
import Testing
import Timekeeping

@Suite("The policy")
struct PolicyTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var now: ClockReading
        var request = SyncRequest.due
        var minuteOfDay: Int?
        var permits: [Permit] = []
        var decision: Decision
    }

    static let allowed = Decision.allowed(Allowance(grant: .newPermit))

    static func held(_ reason: HoldReason, until: String) -> Decision { .held(reason, until: instant(until)) }

    static func spent(_ opened: String, mirror: String = "debian") -> HoldReason {
        .spentToday(day: UTCTime(instant(opened)).calendarDay, opened: instant(opened), mirror: mirror)
    }

    static func tooSoon(_ opened: String, ago: Int64) -> HoldReason {
        .tooSoon(opened: instant(opened), secondsAgo: ago, mirror: "debian")
    }

    static let days: [Case] = [
        Case(testDescription: "no permit yet", now: reading("2026-05-06 03:00"), decision: allowed),
        Case(
            testDescription: "spent an hour ago: the day ends later than the 18 hours",
            now: reading("2026-05-06 04:00"), permits: [permit(reading("2026-05-06 03:00"))],
            decision: held(spent("2026-05-06 03:00"), until: "2026-05-07 00:00")),
        Case(
            testDescription: "spent in the evening: the 18 hours end later than the day",
            now: reading("2026-05-06 23:30"), permits: [permit(reading("2026-05-06 23:00"))],
            decision: held(spent("2026-05-06 23:00"), until: "2026-05-07 17:00")),
        Case(
            testDescription: "spent on the day before, less than 18 hours ago",
            now: reading("2026-05-07 16:59:59"), permits: [permit(reading("2026-05-06 23:00"))],
            decision: held(tooSoon("2026-05-06 23:00", ago: 64_799), until: "2026-05-07 17:00")),
        Case(
            testDescription: "spent on the day before, 18 hours ago",
            now: reading("2026-05-07 17:00"), permits: [permit(reading("2026-05-06 23:00"))], decision: allowed),
        Case(
            testDescription: "the last second of the day",
            now: reading("2026-05-06 23:59:59"), permits: [permit(reading("2026-05-06 00:00"))],
            decision: held(spent("2026-05-06 00:00"), until: "2026-05-07 00:00")),
        Case(
            testDescription: "spent by another mirror on the same upstream",
            now: reading("2026-05-06 04:00"), permits: [permit(reading("2026-05-06 03:00"), mirror: "other")],
            decision: held(spent("2026-05-06 03:00", mirror: "other"), until: "2026-05-07 00:00")),
        Case(
            testDescription: "spent for a module inside ours",
            now: reading("2026-05-06 04:00"),
            permits: [permit(reading("2026-05-06 03:00"), upstream: UpstreamKey(key.text + "/dists"))],
            decision: held(spent("2026-05-06 03:00"), until: "2026-05-07 00:00")),
        Case(
            testDescription: "spent on another upstream",
            now: reading("2026-05-06 04:00"),
            permits: [
                permit(reading("2026-05-06 03:00"), upstream: UpstreamKey("rsync://rsync.example.org:873/ubuntu"))
            ],
            decision: allowed),
        Case(
            testDescription: "a session over midnight counts for both days, and its last opening for the 18 hours",
            now: reading("2026-05-07 20:00"),
            permits: [permit(reading("2026-05-06 23:50"), reading("2026-05-07 00:10"))],
            decision: held(spent("2026-05-07 00:10"), until: "2026-05-08 00:00")),
        Case(
            testDescription: "of several permits the last opening counts",
            now: reading("2026-05-07 04:00"),
            permits: [permit(reading("2026-05-06 23:00")), permit(reading("2026-05-05 03:00"))],
            decision: held(tooSoon("2026-05-06 23:00", ago: 18_000), until: "2026-05-07 17:00")),
    ]

    static let requests: [Case] = [
        Case(
            testDescription: "before the minute of the day", now: reading("2026-05-06 05:29:59"), minuteOfDay: 330,
            decision: held(.beforeMinute(330), until: "2026-05-06 05:30")),
        Case(
            testDescription: "at the minute of the day", now: reading("2026-05-06 05:30"), minuteOfDay: 330,
            decision: allowed),
        Case(
            testDescription: "by name before the minute of the day", now: reading("2026-05-06 05:29"), request: .named,
            minuteOfDay: 330, decision: allowed),
        Case(
            testDescription: "by name on a day that is spent", now: reading("2026-05-06 07:00"), request: .named,
            minuteOfDay: 330, permits: [permit(reading("2026-05-06 05:30"))],
            decision: held(spent("2026-05-06 05:30"), until: "2026-05-07 00:00")),
        Case(
            testDescription: "due on a day that is spent: held until the minute of the next day",
            now: reading("2026-05-06 07:00"), minuteOfDay: 330, permits: [permit(reading("2026-05-06 05:30"))],
            decision: held(spent("2026-05-06 05:30"), until: "2026-05-07 05:30")),
        Case(
            testDescription: "overridden on a day that is spent", now: reading("2026-05-06 07:00"),
            request: .overridden(reason: "moved disks"), permits: [permit(reading("2026-05-06 05:30"))],
            decision: .allowed(Allowance(grant: .newPermit, overridden: spent("2026-05-06 05:30")))),
        Case(
            testDescription: "overridden where nothing holds it", now: reading("2026-05-06 04:00"),
            request: .overridden(reason: "moved disks"), minuteOfDay: 330, decision: allowed),
        Case(
            testDescription: "a clock that was not set", now: reading("1970-01-01 00:05", uptime: 300),
            permits: [permit(reading("2026-05-06 05:30"))],
            decision: held(.clockNotSet(instant("1970-01-01 00:05")), until: "2026-01-01 00:00")),
    ]

    @Test("spends one permit a day and none within 18 hours", arguments: days)
    func daysAndHours(test: Case) { #expect(decide(test) == test.decision) }

    @Test("tells due, named and overridden syncs apart", arguments: requests)
    func kindsOfRequest(test: Case) { #expect(decide(test) == test.decision) }

    static let unreached: [Case] = [
        Case(
            testDescription: "given back less than an hour ago", now: reading("2026-05-06 03:59:59"),
            permits: [returned(reading("2026-05-06 03:00"))],
            decision: held(.neverReached(times: 1, last: instant("2026-05-06 03:00")), until: "2026-05-06 04:00")),
        Case(
            testDescription: "given back an hour ago", now: reading("2026-05-06 04:00"),
            permits: [returned(reading("2026-05-06 03:00"))], decision: allowed),
        Case(
            testDescription: "given back twice", now: reading("2026-05-06 05:00"),
            permits: [returned(reading("2026-05-06 03:00")), returned(reading("2026-05-06 04:00"))], decision: allowed),
        Case(
            testDescription: "given back three times", now: reading("2026-05-06 09:00"),
            permits: ["03", "04", "05"].map { returned(reading("2026-05-06 \($0):00")) },
            decision: held(.neverReached(times: 3, last: instant("2026-05-06 05:00")), until: "2026-05-07 00:00")),
        Case(
            testDescription: "given back three times on the day before: costs nothing of this one",
            now: reading("2026-05-07 00:00"),
            permits: ["21", "22", "23"].map { returned(reading("2026-05-06 \($0):00")) }, decision: allowed),
        Case(
            testDescription: "given back just before midnight", now: reading("2026-05-07 00:15"),
            permits: [returned(reading("2026-05-06 23:30"))],
            decision: held(.neverReached(times: 1, last: instant("2026-05-06 23:30")), until: "2026-05-07 00:30")),
        Case(
            testDescription: "given back after a sync of the day before", now: reading("2026-05-07 00:30"),
            permits: [permit(reading("2026-05-06 02:00")), returned(reading("2026-05-07 00:00"))],
            decision: held(.neverReached(times: 1, last: instant("2026-05-07 00:00")), until: "2026-05-07 01:00")),
    ]

    @Test(
        "lets a sync that never reached its upstream try again, an hour later and three times a day",
        arguments: unreached)
    func neverReached(test: Case) { #expect(decide(test) == test.decision) }

    static let full = permit(reading("2026-05-06 03:00"), outcome: .upstreamFull)
    static let fullTwice = fullAgain(full, reading("2026-05-06 05:00"))
    static let fullThrice = fullAgain(fullTwice, reading("2026-05-06 07:00"))

    static func fullAgain(_ permit: Permit, _ opened: ClockReading) -> Permit {
        var permit = permit
        permit.open(at: opened)
        permit.close(at: opened, .upstreamFull)
        return permit
    }

    static func isFull(_ answers: Int, _ last: String) -> HoldReason {
        .upstreamFull(answers: answers, last: instant(last), mirror: "debian")
    }

    static let answers: [Case] = [
        Case(
            testDescription: "\"max connections\" less than two hours ago", now: reading("2026-05-06 04:59:59"),
            permits: [full], decision: held(isFull(1, "2026-05-06 03:00"), until: "2026-05-06 05:00")),
        Case(
            testDescription: "\"max connections\" two hours ago", now: reading("2026-05-06 05:00"), permits: [full],
            decision: .allowed(Allowance(grant: .askAgain(full)))),
        Case(
            testDescription: "\"max connections\" twice", now: reading("2026-05-06 07:00"), permits: [fullTwice],
            decision: .allowed(Allowance(grant: .askAgain(fullTwice)))),
        Case(
            testDescription: "\"max connections\" three times ends the day", now: reading("2026-05-06 09:00"),
            permits: [fullThrice], decision: held(isFull(3, "2026-05-06 07:00"), until: "2026-05-07 01:00")),
        Case(
            testDescription: "\"max connections\" late in the evening is not asked again over midnight",
            now: reading("2026-05-06 23:00"), permits: [permit(reading("2026-05-06 22:30"), outcome: .upstreamFull)],
            decision: held(isFull(1, "2026-05-06 22:30"), until: "2026-05-07 16:30")),
        Case(
            testDescription: "\"max connections\" to another mirror", now: reading("2026-05-06 05:00"),
            permits: [permit(reading("2026-05-06 03:00"), outcome: .upstreamFull, mirror: "other")],
            decision: held(
                .upstreamFull(answers: 1, last: instant("2026-05-06 03:00"), mirror: "other"), until: "2026-05-07 00:00"
            )),
        Case(
            testDescription: "\"access denied\" ends the day", now: reading("2026-05-06 09:00"),
            permits: [permit(reading("2026-05-06 03:00"), outcome: .accessDenied)],
            decision: held(
                .refused(.accessDenied, at: instant("2026-05-06 03:00"), mirror: "debian"), until: "2026-05-07 00:00")),
        Case(
            testDescription: "\"unknown module\" ends the day", now: reading("2026-05-06 03:10"),
            permits: [permit(reading("2026-05-06 03:00"), outcome: .unknownModule)],
            decision: held(
                .refused(.unknownModule, at: instant("2026-05-06 03:00"), mirror: "debian"), until: "2026-05-07 00:00")),
    ]

    @Test("takes the upstream's word", arguments: answers)
    func upstreamsWord(test: Case) { #expect(decide(test) == test.decision) }

    static let cut = permit(reading("2026-05-06 03:00"), outcome: nil)
    static let interrupted = permit(
        reading("2026-05-06 03:00"), outcome: .interrupted, end: reading("2026-05-06 05:00"))
    static let resumedOnce = resumed(cut)
    static let restarted = reading("2026-05-06 03:30", uptime: 60, boot: "boot-b")

    static func resumed(_ permit: Permit) -> Permit {
        var permit = permit
        permit.open(at: reading("2026-05-06 03:20"))
        return permit
    }

    static let crashes: [Case] = [
        Case(
            testDescription: "44 minutes after it was last alive", now: reading("2026-05-06 03:44:59"), permits: [cut],
            decision: .allowed(Allowance(grant: .resume(cut)))),
        Case(
            testDescription: "45 minutes after", now: reading("2026-05-06 03:45"), permits: [cut],
            decision: held(spent("2026-05-06 03:00"), until: "2026-05-07 00:00")),
        Case(
            testDescription: "a second time", now: reading("2026-05-06 03:30"), permits: [resumedOnce],
            decision: held(spent("2026-05-06 03:20"), until: "2026-05-07 00:00")),
        Case(
            testDescription: "for another mirror", now: reading("2026-05-06 03:30"),
            permits: [permit(reading("2026-05-06 03:00"), outcome: nil, mirror: "other")],
            decision: held(spent("2026-05-06 03:00", mirror: "other"), until: "2026-05-07 00:00")),
        Case(
            testDescription: "recorded after a permit with a later opening, as a restored marker may be",
            now: reading("2026-05-06 03:30"), permits: [permit(reading("2026-05-06 03:10"), outcome: .finished), cut],
            decision: held(spent("2026-05-06 03:10"), until: "2026-05-07 00:00")),
        Case(
            testDescription: "interrupted by a signal after two hours of transfer", now: reading("2026-05-06 05:30"),
            permits: [interrupted], decision: .allowed(Allowance(grant: .resume(interrupted)))),
        Case(
            testDescription: "after a start of the machine", now: restarted, permits: [cut],
            decision: .allowed(Allowance(grant: .resume(cut.corrected(at: restarted))))),
        Case(
            testDescription: "after a start with a clock that stood still while the machine was off",
            now: reading("2026-05-06 03:30", uptime: 2000, boot: "boot-b"), permits: [cut],
            decision: held(spent("2026-05-06 02:56:40"), until: "2026-05-07 00:00")),
        Case(
            testDescription: "after a start with a clock that was set back: how long ago it was is not known",
            now: reading("2026-05-06 02:30", uptime: 60, boot: "boot-b"), permits: [cut],
            decision: held(spent("2026-05-06 02:29"), until: "2026-05-07 00:00")),
        Case(
            testDescription: "over midnight", now: reading("2026-05-07 00:20"),
            permits: [permit(reading("2026-05-06 23:50"), outcome: nil)],
            decision: .allowed(Allowance(grant: .resume(permit(reading("2026-05-06 23:50"), outcome: nil))))),
        Case(
            testDescription: "by a disk that was full: the session is over", now: reading("2026-05-06 03:30"),
            permits: [permit(reading("2026-05-06 03:00"), outcome: .failedHere)],
            decision: held(spent("2026-05-06 03:00"), until: "2026-05-07 00:00")),
    ]

    @Test("lets a session that was cut go on once, within 45 minutes", arguments: crashes)
    func crash(test: Case) { #expect(decide(test) == test.decision) }

    private func decide(_ test: Case) -> Decision {
        let facts = PolicyFacts(
            now: test.now, zone: .utc, mirror: "debian", upstream: key, minuteOfDay: test.minuteOfDay,
            permits: test.permits)
        return facts.decision(for: test.request)
    }
}
