extension Scenario {
    /// Short, for a longer string is allocated, which would take half of the time.
    private static let key = "rsync://a/deb"
    private static let hourly: @Sendable (Almanac) -> [[CronLine]] = { _ in [[.hourly(minute: 17)]] }

    package static let all = [
        Scenario(
            name: "daily line", explanation: "up to 4 h late, on the same day; every minute that matters",
            lines: { $0.minutesThatMatter.map { [.daily(minute: $0)] } }, lateness: .onTheDay, mayMiss: [.minuteAbsent]),
        Scenario(
            name: "daily line, any lateness",
            explanation: "up to 4 h late, also past midnight, where the day has no start",
            lines: { $0.minutesThatMatter.map { [.daily(minute: $0)] } }, lateness: .fourHours,
            mayMiss: [.minuteAbsent, .noStart, .within18Hours, .running]),
        Scenario(
            name: "double daily line", explanation: "the same line twice, each up to 4 h late, with a splay",
            plans: [Plan(name: "debian", splay: 1800)],
            lines: {
                $0.minutesThatMatter.enumerated().filter { $0.offset % 3 == 0 }.map { _, minute in
                    [.daily(minute: minute), .daily(minute: minute)]
                }
            }, lateness: .fourHours,
            mayMiss: [.minuteAbsent, .noStart, .within18Hours, .running]),
        Scenario(
            name: "hourly line", explanation: "with and without a minute of the mirror",
            lines: { _ in [0, 47].map { [.hourly(minute: $0)] } }, minutesOfDay: [nil, 1310], mayMiss: []),
        Scenario(
            name: "bad network", explanation: "unreachable, full, refused, dropped, interrupted, second passes",
            lines: hourly, minutesOfDay: [nil, 330], faults: .network,
            mayMiss: [.unreachable, .running, .spentWithoutContact]),
        Scenario(
            name: "syncs up to 20 h", explanation: "an hourly and a daily line at once",
            lines: { _ in [[.hourly(minute: 17), .daily(minute: 240)]] },
            faults: Faults(dropped: 50, connectionLength: 20 * 3600), mayMiss: [.running]),
        Scenario(
            name: "crashes",
            explanation: "killed between any two steps, every fourth time with the machine; started again",
            lines: hourly, minutesOfDay: [nil, 330], faults: .crashes,
            mayMiss: [.spentWithoutContact, .unreachable, .running, .killed]),
        Scenario(
            name: "clocks set", explanation: "up to two days back and forward, back also across a start of the machine",
            lines: hourly,
            faults: Faults(
                dropped: 200, crash: 100, connectionLength: 3 * 3600,
                kinds: [.clockBack, .clockForward, .clockRight, .clockRight, .rebootWithClockBack, .reboot]),
            mayMiss: [.clockSet, .within18Hours, .spentWithoutContact, .killed, .running], longestPause: 10 * 86_400,
            isExact: false),
        Scenario(
            name: "records lost", explanation: "the store or the marker in Root lost or put back, with crashes",
            lines: hourly,
            faults: Faults(
                unreachable: 100, dropped: 200, crash: 250, connectionLength: 3 * 3600,
                kinds: [.storeLost, .storeRestored, .rootReplaced, .rootRestored, .reboot]),
            mayMiss: [.recordLost, .spentWithoutContact, .unreachable, .killed, .running], isExact: false),
        Scenario(
            name: "two mirrors, one upstream",
            explanation: "equal and nested keys in one state directory, with crashes",
            plans: [
                Plan(name: "debian"), Plan(name: "dists", key: key + "/d", root: 1),
                Plan(name: "again", key: key + "/", root: 2),
            ],
            lines: { _ in [[.hourly(minute: 17)], [.hourly(minute: 0), .hourly(minute: 0)]] },
            faults: Faults(
                unreachable: 50, full: 30, dropped: 400, interrupted: 20, secondPass: 100, crash: 100,
                connectionLength: 20 * 3600, kinds: [.reboot]),
            mayMiss: [.spentWithoutContact, .unreachable, .running, .killed], isExact: false),
        Scenario(
            name: "two state directories",
            explanation: "with one Root: the marker alone tells the one of the other; stores lost",
            plans: [Plan(name: "debian"), Plan(name: "debian", store: 1)],
            lines: { _ in [[.hourly(minute: 17)]] },
            faults: Faults(
                unreachable: 50, refused: 300, dropped: 300, secondPass: 100, crash: 250, connectionLength: 5 * 3600,
                kinds: [.reboot, .storeLost, .storeRestored]),
            mayMiss: [.spentWithoutContact, .unreachable, .running, .killed, .recordLost], isExact: false),
        Scenario(
            name: "all of it", explanation: "bad network, crashes, clocks set and records lost",
            lines: { _ in [[.hourly(minute: 17), .hourly(minute: 17)]] },
            faults: Faults(
                unreachable: 100, full: 60, refused: 20, dropped: 200, interrupted: 20, secondPass: 100, crash: 200,
                connectionLength: 5 * 3600, kinds: Fault.allCases),
            mayMiss: Set(Missed.allCases).subtracting([.noStart, .minuteAbsent, .beforeMinute]),
            longestPause: 10 * 86_400, isExact: false),
    ]
}
