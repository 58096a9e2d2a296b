import Testing
import Timekeeping

@testable import MirrorRegistry

@Suite("Numbers and times on the pages") struct HTMLTextTests {
    @Test(
        "say 100 % only of what was never bad",
        arguments: [
            (1.0, "100 %"), (0.99999, "99.9 %"), (0.5, "50.0 %"), (0.0, "0.0 %"), (29.0 / 30, "96.6 %"),
            (0.998, "99.8 %"),
            (-1, "0.0 %"), (7, "100 %"), (.nan, "–"), (.infinity, "–"),
        ])
    func percent(share: Double, text: String) { #expect(PageText.percent(share) == text) }

    @Test("survive whatever number a measurement gives", arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300])
    func odd(value: Double) {
        #expect(PageText.decimal(value, places: 2) == nil)
        #expect(PageText.shortTime(value) == nil)
        #expect(PageText.speed(value) == nil)
    }

    @Test("are in units that people read")
    func units() {
        #expect(PageText.decimal(1234.567, places: 2) == "1,234.57")
        #expect(PageText.decimal(-0.001, places: 2) == "0.00")
        #expect(PageText.shortTime(0.0404) == "40 ms")
        #expect(PageText.shortTime(0.9999) == "1.0 s")
        #expect(PageText.speed(12_345_678) == "12.3 MB/s")
        #expect(PageText.speed(345_678) == "346 kB/s")
        #expect(PageText.grouped(-1_234_567) == "-1,234,567")
    }

    @Test("state the time in UTC, also for machines")
    func time() {
        let instant = Instant(CalendarDay(year: 2026, month: 11, day: 5), hour: 4, minute: 7, second: 9)
        let text = String(decoding: Markup.moment(instant).utf8, as: UTF8.self)
        #expect(text == "<time datetime=\"2026-11-05T04:07:09Z\">5 Nov 2026, 04:07 UTC</time>")
    }
}
