import Scheduling
import Testing
import Timekeeping

@testable import Operations

@Suite("The reason for which the policy holds a sync back")
struct HoldReasonTests {
    static let day = CalendarDay(year: 2026, month: 11, day: 22)
    static let instant = Instant(day, hour: 4, minute: 17)

    static let sentences: [(HoldReason, String)] = [
        (
            .spentToday(day: day, opened: instant, mirror: "m"),
            "one sync a day: the upstream was contacted at 2026-11-22 05:17 +01:00"
        ),
        (
            .tooSoon(opened: instant, secondsAgo: 11_520, mirror: "m"),
            "18 hours between two syncs: the upstream was contacted 3 h 12 min ago, at 2026-11-22 05:17 +01:00"
        ),
        (
            .refused(.accessDenied, at: instant, mirror: "m"),
            "the upstream refused at 2026-11-22 05:17 +01:00 (access denied): its word ends the day"
        ),
        (
            .upstreamFull(answers: 1, last: instant, mirror: "m"),
            "the upstream was full (\"max connections\"), 1 time, last at 2026-11-22 05:17 +01:00: "
                + "it is asked again after two hours, twice a day at most"
        ),
        (
            .neverReached(times: 2, last: instant),
            "the upstream could not be reached, 2 times, last at 2026-11-22 05:17 +01:00: the permit was given back, "
                + "and is taken again after an hour, three times a day at most"
        ),
        (.beforeMinute(257), "not before 04:17, as At says"), (.beforeMinute(0), "not before 00:00, as At says"),
        (
            .clockNotSet(Instant(secondsSinceEpoch: 0)),
            "the clock of this machine is not set: it shows 1970-01-01T00:00:00Z"
        ),
    ]

    @Test("is a sentence in lower case without a full stop, with times of the mirror's zone", arguments: sentences)
    func sentence(reason: HoldReason, expected: String) throws {
        #expect(reason.sentence(try TimeZoneRules(posix: "CET-1")) == expected)
    }

    @Test("names each word of an upstream", arguments: ConnectionOutcome.allCases)
    func words(outcome: ConnectionOutcome) {
        #expect(!outcome.words.isEmpty && !outcome.words.contains("-") && outcome.words.lowercased() == outcome.words)
    }
}
