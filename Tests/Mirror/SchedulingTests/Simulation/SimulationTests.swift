import Scheduling
import Testing
import Timekeeping

/// Two years of cron: the wall clock, the true time and what happened are kept apart from what the policy sees.
@Suite("Over two years, the policy")
struct SimulationTests {
    /// Zones with changes of half an hour, one and two hours, at midnight, before it and after it, and with none.
    static let zones = [
        "UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", "CST5CDT,M3.2.0/0,M11.1.0/1",
        "EET-2EEST,M3.5.0/0,M10.5.0/0", "NST3:30NDT,M4.1.0/0:01,M10.5.0/0:01", "EET-2EEST,M3.4.4/50,M10.4.4/50",
        "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "<+14>-14", "<-12>12",
        "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45",
    ]
    static let first = CalendarDay(year: 2027, month: 1, day: 1).daysSinceEpoch
    static let days = first..<first + 731

    @Test("misses no day of a daily line that starts up to four hours late", arguments: zones)
    func dailyLine(zone text: String) throws {
        let zone = try TimeZoneRules(posix: text)
        for minute in [0, 17, 90, 150, 257, 1199] {
            var mirror = mirror(zone, Faults(), seed: UInt64(minute))
            var expected: Set<Int64> = []
            for day in Self.days {
                for start in CronLine.daily(minute: minute).starts(onDay: day, in: zone) {
                    mirror.world.time = start.adding(seconds: mirror.random.seconds(upTo: 4 * 3600))
                    // Where the clocks go back over midnight, a late start may lie on the day before again.
                    if zone.localTime(of: mirror.world.time).daysSinceEpoch == day { expected.insert(day) }
                    _ = mirror.start()
                    // A second line for the same job starts right after.
                    if mirror.random.happens(20) { _ = mirror.start() }
                }
            }
            let missed = expected.subtracting(mirror.chronicle.days).map { CalendarDay(daysSinceEpoch: $0).description }
            #expect(missed.isEmpty, "minute \(minute)")
            #expect(mirror.chronicle.violations.isEmpty)
        }
    }

    @Test("keeps a daily line around midnight, whose starts may fall on the next day, to its rules", arguments: zones)
    func midnightLine(zone text: String) throws {
        let zone = try TimeZoneRules(posix: text)
        for minute in [1290, 1410, 1439] {
            var mirror = mirror(zone, Faults(), seed: UInt64(minute))
            for day in Self.days {
                for start in CronLine.daily(minute: minute).starts(onDay: day, in: zone) {
                    mirror.world.time = start.adding(seconds: mirror.random.seconds(upTo: 4 * 3600))
                    _ = mirror.start()
                }
            }
            #expect(mirror.chronicle.violations.isEmpty)
            // A start that comes after midnight takes the day of the next, at worst every second time.
            #expect(mirror.chronicle.sessionCount >= Self.days.count / 2)
        }
    }

    @Test("misses no day with an hourly line, whatever the minute of the mirror", arguments: zones)
    func hourlyLine(zone text: String) throws {
        let zone = try TimeZoneRules(posix: text)
        for minuteOfDay in [nil, 330] {
            var mirror = mirror(zone, Faults(), minuteOfDay: minuteOfDay, seed: 7)
            run(&mirror, .hourly(minute: 17))
            #expect(mirror.chronicle.violations.isEmpty)
            #expect(Set(Self.days).subtracting(mirror.chronicle.days).isEmpty)
        }
    }

    @Test("holds its rules, and misses no day that they allow, when syncs crash, drop and fail", arguments: zones)
    func faults(zone text: String) throws {
        let zone = try TimeZoneRules(posix: text)
        let faults = Faults(
            unreachable: 20, full: 15, refused: 3, crash: 20, dropped: 30, connectionLength: 5 * 3600)
        var mirror = mirror(zone, faults, seed: 11)
        run(&mirror, .hourly(minute: 17))
        #expect(mirror.chronicle.violations.isEmpty)
        #expect(mirror.grantCounts["resume", default: 0] > 20)
        #expect(mirror.grantCounts["ask again", default: 0] > 20)
        #expect(mirror.grantCounts["given back", default: 0] > 20)
    }

    @Test("holds its rules with syncs of twenty hours", arguments: zones.suffix(6))
    func longSyncs(zone text: String) throws {
        let zone = try TimeZoneRules(posix: text)
        var mirror = mirror(zone, Faults(crash: 5, connectionLength: 20 * 3600), seed: 13)
        run(&mirror, .hourly(minute: 17))
        #expect(mirror.chronicle.violations.isEmpty)
        #expect(mirror.chronicle.sessionCount > Self.days.count * 9 / 10)
    }

    /// Within a boot the wall clock is set by up to two days either way, across a start of the machine backwards.
    @Test(
        "never lets two syncs through on a day of the wall clock or within 18 hours, when clocks jump", arguments: zones
    )
    func clockJumps(zone text: String) throws {
        let zone = try TimeZoneRules(posix: text)
        var mirror = mirror(zone, Faults(crash: 5, dropped: 10), seed: 17)
        var jumpedDays: Int64 = 0
        for _ in Self.days {
            for _ in 0..<24 {
                mirror.world.pass(3600)
                _ = mirror.start()
            }
            let size = mirror.random.seconds(upTo: 2 * 86_400)
            switch mirror.random.seconds(upTo: 20) {
            // Forward before the first look of a boot is what cannot be told.
            case 0 where mirror.hasLookedSinceStart: mirror.world.skew += size
            case 1: mirror.world.skew -= size
            case 2:
                mirror.world.skew -= size
                mirror.world.reboot()
            case 3:
                mirror.world.reboot()
                continue
            default: continue
            }
            jumpedDays += size / 86_400 + 2
        }
        #expect(mirror.chronicle.violations.isEmpty)
        #expect(mirror.chronicle.sessionCount + Int(jumpedDays) >= Self.days.count)
    }

    private func mirror(
        _ zone: TimeZoneRules, _ faults: Faults, minuteOfDay: Int? = nil, seed: UInt64
    ) -> SimulatedMirror {
        SimulatedMirror(
            zone: zone, from: zone.firstInstant(ofDay: Self.days.lowerBound), faults: faults, minuteOfDay: minuteOfDay,
            seed: seed)
    }

    private func run(_ mirror: inout SimulatedMirror, _ line: CronLine) {
        for day in Self.days {
            for start in line.starts(onDay: day, in: mirror.chronicle.zone) where start >= mirror.world.time {
                mirror.world.time = start
                _ = mirror.start()
                // After a crash somebody starts it again, after up to two hours.
                if mirror.cutAt != nil, !mirror.wasResumed {
                    mirror.world.pass(mirror.random.seconds(upTo: 2 * 3600))
                    _ = mirror.start()
                }
            }
        }
    }
}
