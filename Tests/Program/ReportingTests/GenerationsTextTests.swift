import Reporting
import Testing
import Timekeeping

@Suite("The table of generations")
struct GenerationsTextTests {
    @Test("shows times of the mirror's zone, verdicts, sizes and states")
    func table() throws {
        let generations = [
            GenerationReport(
                name: "20261122T041733Z", publishedAt: Instant(CalendarDay(year: 2026, month: 11, day: 22), hour: 4),
                verdict: "valid",
                isServed: true, isPinned: true, aloneByteCount: 87_136_666),
            GenerationReport(
                name: "20261121T041733Z", publishedAt: nil, verdict: nil, isServed: false, isPinned: false,
                aloneByteCount: 0),
        ]
        #expect(
            generationsText(generations, zone: .utc) == """
                GENERATION        PUBLISHED             VERDICT  ALONE     STATE
                20261122T041733Z  2026-11-22 04:00 UTC  valid    83.1 MiB  served, pinned
                20261121T041733Z  -                     -        0 B

                """)
    }
}
