import Testing
import Timekeeping

@Suite("The TZ string at the end of a time zone file")
struct TimeZoneFooterTests {
    /// As zdump(8) of glibc writes them: the instant of a change, and the offset from it on.
    static let changes: [(String, [(Int64, Int)])] = [
        ("CET-1CEST,M3.5.0,M10.5.0/3", [(1_774_746_000, 7200), (1_792_890_000, 3600)]),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", [(1_774_656_000, 10_800), (1_792_796_400, 7200)]),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", [(1_774_746_000, 3600), (1_792_890_000, 0)]),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", [(1_774_746_000, -3600), (1_792_890_000, -7200)]),
        ("<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", [(1_774_746_000, 7200), (1_792_890_000, 0)]),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", [(1_775_318_400, 36_000), (1_791_043_200, 39_600)]),
        ("EST5EDT,J60,J300", [(1_772_348_400, -14_400), (1_793_080_800, -18_000)]),
        ("EST5EDT,59,299", [(1_772_348_400, -14_400), (1_793_080_800, -18_000)]),
    ]

    @Test("changes the clocks of 2026 at these instants", arguments: changes)
    func changesOfYear(footer: String, changes: [(Int64, Int)]) throws {
        let zone = try TimeZoneRules(tzif: TZifBuilder(footer: footer).bytes(), name: footer)
        let newYear = Instant(CalendarDay(year: 2026, month: 1, day: 1))
        var offset = zone.localTime(of: newYear).utcOffset
        var found: [(Int64, Int)] = []
        for minute in 0..<Int64(365 * 24 * 60) {
            let instant = newYear.adding(seconds: minute * 60)
            let next = zone.localTime(of: instant).utcOffset
            if next != offset { found.append((instant.secondsSinceEpoch, next)) }
            offset = next
        }
        #expect(found.elementsEqual(changes, by: ==))
    }

    @Test(
        "holds the same offset at all times where there is one season only",
        arguments: [
            ("JST-9", 32_400), ("<-0330>3:30", -12_600), ("XXX-5:45:30", 20_730), ("XXX3EDT4,0/0,J365/23", -14_400),
        ])
    func constant(footer: String, offset: Int) throws {
        let zone = try TimeZoneRules(tzif: TZifBuilder(footer: footer).bytes(), name: footer)
        for hour in 0..<Int64(3 * 366 * 24) {
            let instant = Instant(secondsSinceEpoch: 1_767_225_600 + hour * 3600 - 1)
            #expect(zone.localTime(of: instant).utcOffset == offset)
        }
    }

    @Test("repeats for ever, as the calendar does, every 400 years")
    func farFuture() throws {
        let zone = try TimeZoneRules(tzif: TZifBuilder(footer: "CET-1CEST,M3.5.0,M10.5.0/3").bytes(), name: "far")
        let cycle: Int64 = 146_097 * 86_400
        for (seconds, offset) in [
            (1_774_745_999, 3600), (1_774_746_000, 7200), (1_792_889_999, 7200), (1_792_890_000, 3600),
        ] {
            for cycles in [Int64(1), 2, 50] {
                let instant = Instant(secondsSinceEpoch: Int64(seconds) + cycles * cycle)
                #expect(zone.localTime(of: instant).utcOffset == offset)
                let local = zone.localTime(of: instant)
                let minute = zone.firstInstant(of: local.calendarDay, minuteOfDay: local.minuteOfDay)
                #expect(zone.localTime(of: minute).minuteOfDay >= local.minuteOfDay)
                #expect(minute <= instant)
            }
        }
        #expect(zone.localTime(of: Instant(secondsSinceEpoch: .max)).calendarDay.year > 1_000_000)
        #expect(zone.localTime(of: Instant(secondsSinceEpoch: .min)).utcOffset == 3600)
    }

    @Test(
        "is refused when it is not the grammar of POSIX",
        arguments: [
            "C-1", "CET", "CET-1CEST", "CET-25", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
            "CET-1CEST,M3.6.0,M10.5.0",
            "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,J0,J300", "CET-1CEST,J1,J366",
            "CET-1CEST,0,366", "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-1CEST,M3.5.0,M10.5.0 ", "<CET-1", "<>-1", "CET-1:60",
            "CET-1CEST,M3.5.0/2:00:60,M10.5.0", "CET--1", "CET-0001", " CET-1", "CET-1CEST,M3.5,M10.5.0", "123",
        ])
    func refused(footer: String) {
        #expect(throws: TimeZoneError.malformedFooter(footer)) {
            try TimeZoneRules(tzif: TZifBuilder(footer: footer).bytes(), name: "refused")
        }
    }
}
