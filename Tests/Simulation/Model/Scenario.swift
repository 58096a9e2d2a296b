/// One kind of ten years.
package struct Scenario: Sendable, CustomStringConvertible {
    package let name: String
    /// What happens in it, and which days may be missed, for whoever reads the table.
    package let explanation: String
    var plans = [Plan(name: "debian")]
    /// The sets of cron lines that are tried, each in a run of its own.
    let lines: @Sendable (Almanac) -> [[CronLine]]
    /// The earliest minutes of a mirror that are tried, each with each set of lines.
    var minutesOfDay: [Int?] = [nil]
    var lateness = Lateness.none
    var faults = Faults.none
    /// The only reasons for which a day may pass without a connection.
    let mayMiss: Set<Missed>
    /// In seconds; more without a connection is a violation.
    var longestPause = Int64.max
    /// Whether the store always knows what really happened: then every decision is the rule's, in both directions and to the second.
    var isExact = true

    /// The calm scenarios differ by zone and are run in all; of the faults, which do not, one zone in so many has its turn by the seed.
    package var usualShare: Int { faults.isCalm ? 1 : 13 }

    var setsClocks: Bool { faults.kinds.contains(.clockBack) }

    struct Plan: Sendable {
        var name: String
        var key = "rsync://a/deb"
        var store = 0
        var root = 0
        var splay: Int64 = 0
    }

    package var description: String { name }

    /// How late cron's starts come.
    enum Lateness: Sendable {
        case none
        /// Up to four hours, but on the same day.
        case onTheDay
        /// Up to four hours.
        case fourHours

        /// Less the seconds that the program takes from its start to the record of the permit.
        private static let latest: Int64 = 4 * 3600 - 30

        func delay(of start: Int64, _ almanac: Almanac, _ random: inout SeededRandom) -> Int64 {
            switch self {
            case .none: return 0
            case .fourHours: return random.seconds(upTo: Self.latest)
            case .onTheDay:
                var delay = random.seconds(upTo: Self.latest)
                let day = almanac.day(at: start)
                // In the last half minute of a day the program waits for the next.
                while delay > 0, almanac.day(at: start + delay + 60) != day { delay /= 2 }
                return delay
            }
        }
    }

    /// The runs of this scenario in `zone`.
    ///
    /// - Parameters:
    ///   - share: one run in so many, which `seed` chooses.
    ///   - days: how many of the days from 2026-06-01 on; nil for ten years.
    package func run(in zone: Zone, seed: UInt64, oneIn share: Int = 1, days: Int? = nil) -> Tally {
        var tally = Tally()
        var number = 0
        let allLines = lines(zone.almanac)
        let step = min(share, allLines.count * minutesOfDay.count)
        for lines in allLines {
            for minute in minutesOfDay {
                defer { number += 1 }
                guard number % step == Int(seed % UInt64(step)) else { continue }
                let runSeed = seed &* 1_000_003 &+ UInt64(number)
                var simulation = Simulation(
                    self, zone, lines, minuteOfDay: minute, days: days.map { Int64($0) } ?? Decade.dayCount,
                    seed: runSeed)
                simulation.run()
                var result = simulation.tally
                let place =
                    "\(name), \(zone.name), \(lines), minute \(minute.map { "\($0)" } ?? "none"), seed \(runSeed)"
                result.violations = result.violations.map { "\(place): \($0)" }
                tally.add(result)
            }
        }
        tally.zones = 1
        tally.names = zone.names.count
        return tally
    }
}

extension Almanac {
    /// The minutes of the day around midnight and around each change of the clocks, on both sides of it, and some others.
    var minutesThatMatter: [Int] {
        var minutes: Set<Int> = [0, 1, 29, 257, 750, 1199, 1200, 1201, 1380, 1438, 1439]
        for change in changes where change.instant > Decade.start && change.instant < Decade.end {
            let shown = [change.offsetBefore, change.offset].map { Int((change.instant + $0) % 86_400 / 60) }
            let low = min(shown[0], shown[1])
            let high = max(shown[0], shown[1])
            for minute in [low - 1, low, low + 1, (low + high) / 2, high - 1, high, high + 1] {
                minutes.insert((minute + 1440) % 1440)
            }
        }
        return minutes.sorted()
    }
}
