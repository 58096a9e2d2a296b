import Testing
import Timekeeping

@Suite("The zones of this machine", .enabled(if: ZoneDatabase.isThere))
struct TimeZoneRulesTests {
    /// Those with something odd about them: negative daylight saving time, hours past 24, days skipped, half hours, changes at midnight.
    static let names = [
        "Africa/Cairo", "Africa/Casablanca", "Africa/Monrovia", "America/Havana", "America/New_York", "America/Nuuk",
        "America/Santiago", "America/Sao_Paulo", "America/Scoresbysund", "America/St_Johns", "Antarctica/Casey",
        "Antarctica/Troll", "Asia/Beirut", "Asia/Dhaka", "Asia/Gaza", "Asia/Kathmandu", "Asia/Pyongyang", "Asia/Tehran",
        "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin", "Europe/Lisbon", "Pacific/Apia", "Pacific/Chatham",
        "Pacific/Kwajalein", "UTC",
    ]

    @Test("have the offsets that zdump shows, before, at and between all changes from 1970 to 2040", arguments: names)
    func offsets(name: String) throws {
        let truth = ZoneDatabase.truth(of: name)
        let zone = try ZoneDatabase.zone(name)
        #expect(name == "UTC" || truth.count > 1)
        for (instant, offset) in truth {
            #expect(zone.localTime(of: instant).utcOffset == offset, "at \(instant.iso8601)")
        }
        for ((before, offset), (after, _)) in zip(truth, truth.dropFirst()) {
            let between = before.adding(seconds: after.seconds(since: before) / 2)
            #expect(zone.localTime(of: between).utcOffset == offset, "at \(between.iso8601)")
        }
    }

    /// Days around changes that move midnight or skip it, with what the definition of the first instant says, minute by minute.
    static let days: [(String, Int, Int, Int)] = [
        ("Europe/Berlin", 2026, 3, 29), ("Europe/Berlin", 2026, 10, 25), ("America/Sao_Paulo", 2018, 11, 4),
        ("America/Sao_Paulo", 2018, 2, 18), ("America/Havana", 2026, 3, 8), ("America/Havana", 2026, 11, 1),
        ("America/St_Johns", 2006, 4, 2), ("America/St_Johns", 2006, 10, 29), ("Pacific/Apia", 2011, 12, 30),
        ("Pacific/Kwajalein", 1993, 8, 21), ("Antarctica/Troll", 2026, 3, 29), ("Asia/Beirut", 2026, 3, 29),
        ("America/Nuuk", 2026, 3, 28), ("America/Nuuk", 2026, 10, 24), ("Australia/Lord_Howe", 2026, 10, 4),
        ("UTC", 2026, 6, 1),
    ]

    @Test("show a minute of a day first at the instant that a search finds", arguments: days)
    func firstInstants(name: String, year: Int, month: Int, day: Int) throws {
        let zone = try ZoneDatabase.zone(name)
        for shift in Int64(-1)...1 {
            let day = CalendarDay(year: year, month: month, day: day).adding(days: shift)
            for minute in [0, 1, 30, 61, 119, 120, 121, 179, 180, 720, 1380, 1410, 1439, 1440] {
                let found = zone.firstInstant(of: day, minuteOfDay: minute)
                #expect(found == search(zone, day, minute), "\(day) minute \(minute)")
            }
        }
    }

    /// The first minute at which local time is that minute of `day` or later, by looking at each.
    private func search(_ zone: TimeZoneRules, _ day: CalendarDay, _ minute: Int) -> Instant? {
        let start = Instant(day, minute: minute).adding(seconds: -27 * 3600)
        return (0..<Int64(55 * 60)).lazy.map { start.adding(seconds: $0 * 60) }.first { instant in
            let local = zone.localTime(of: instant)
            return local.daysSinceEpoch * 1440 + Int64(local.minuteOfDay) >= day.daysSinceEpoch * 1440 + Int64(minute)
        }
    }

    @Test("may skip a day: Apia had no 30 December 2011")
    func apia() throws {
        let zone = try ZoneDatabase.zone("Pacific/Apia")
        let skipped = zone.firstInstant(of: CalendarDay(year: 2011, month: 12, day: 30), minuteOfDay: 600)
        #expect(skipped.iso8601 == "2011-12-30T10:00:00Z")
        #expect(zone.localTime(of: skipped).calendarDay == CalendarDay(year: 2011, month: 12, day: 31))
    }

    @Test("that show a day twice begin it again where one asks from then on")
    func twice() throws {
        // At 00:01 on 29 October 2006 the clocks of St. John's went back to 23:01 of the day before.
        let zone = try ZoneDatabase.zone("America/St_Johns")
        let day = CalendarDay(year: 2006, month: 10, day: 29)
        let first = zone.firstInstant(of: day)
        #expect(zone.localTime(of: first.adding(seconds: 59)).calendarDay == day)
        #expect(zone.localTime(of: first.adding(seconds: 60)).calendarDay == day.adding(days: -1))
        let again = zone.firstInstant(ofDay: day.daysSinceEpoch, notBefore: first.adding(seconds: 60))
        #expect(again == first.adding(seconds: 3600))
    }
}
