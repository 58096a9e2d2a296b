import Testing
import Timekeeping

@Suite("The formats of an instant")
struct InstantFormatsTests {
    /// Written by `date -u`, in the order: ISO 8601, trace, RFC 2822.
    static let known: [(Int64, String, String, String)] = [
        (0, "1970-01-01T00:00:00Z", "Thu Jan  1 00:00:00 UTC 1970", "Thu, 01 Jan 1970 00:00:00 +0000"),
        (951_782_400, "2000-02-29T00:00:00Z", "Tue Feb 29 00:00:00 UTC 2000", "Tue, 29 Feb 2000 00:00:00 +0000"),
        (1_795_321_053, "2026-11-22T04:17:33Z", "Sun Nov 22 04:17:33 UTC 2026", "Sun, 22 Nov 2026 04:17:33 +0000"),
        (-1, "1969-12-31T23:59:59Z", "Wed Dec 31 23:59:59 UTC 1969", "Wed, 31 Dec 1969 23:59:59 +0000"),
    ]

    @Test("are those of date(1)", arguments: known)
    func formats(seconds: Int64, iso8601: String, trace: String, rfc2822: String) {
        let instant = Instant(secondsSinceEpoch: seconds)
        #expect(instant.iso8601 == iso8601)
        #expect(instant.traceDate == trace)
        #expect(instant.rfc2822 == rfc2822)
        #expect(Instant(iso8601: iso8601) == instant)
    }

    @Test("sort as generation names as the instants do")
    func generationNames() {
        #expect(Instant(secondsSinceEpoch: 1_795_321_053).generationName == "20261122T041733Z")
    }

    @Test(
        "are refused when they are not ISO 8601",
        arguments: ["", "2026-11-22", "2026-02-30T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T04:17:33+01:00"])
    func refused(text: String) {
        #expect(Instant(iso8601: text) == nil)
    }

    @Test("count every day of 800 years once")
    func calendar() {
        var day = CalendarDay(year: 1800, month: 1, day: 1)
        for days in day.daysSinceEpoch..<day.daysSinceEpoch + 292_194 {
            #expect(CalendarDay(daysSinceEpoch: days) == day)
            day = day.adding(days: 1)
        }
        #expect(day == CalendarDay(year: 2600, month: 1, day: 1))
    }
}
