import Simulation

/// The table for an operator: a line of counts for each scenario, and below it what it holds and why days were missed.
enum Table {
    private static let columns = [
        "zones", "days", "starts", "decisions", "sessions", "resumed", "given back", "killed", "missed", "violations",
    ]

    static func head(zones: [Zone], seed: UInt64, differing: [String]) -> String {
        let names = zones.map(\.names.count).reduce(0, +)
        return """
            2026-06-01 to 2036-06-01 by cron, seed \(seed). The system's database names \(names) time zones, \(zones.count) of them different
            in these years. Their changes, midnights and noons as zdump(8) has them and as mirrorward reads them differ in \(differing.count) places.

            \(left("scenario", 26))\(columns.map { right($0, 12) }.joined())
            """
    }

    static func rows(of scenario: Scenario, _ tally: Tally) -> String {
        let counts = [
            tally.names, tally.days, tally.starts, tally.decisions, tally.sessions, tally.resumed, tally.givenBack,
            tally.crashCount, tally.missedCount, tally.violations.count,
        ]
        var lines = [left(scenario.name, 26) + counts.map { right("\($0)", 12) }.joined()]
        lines.append("    (\(scenario.explanation))")
        for reason in Missed.allCases {
            if let count = tally.missed[reason] { lines.append("    missed: \(count), \(reason.sentence)") }
        }
        if !tally.crashes.isEmpty {
            let steps = Step.allCases.map { "\($0) \(tally.crashes[$0] ?? 0)" }.joined(separator: ", ")
            lines.append("    killed before: \(steps)")
        }
        let faults = Fault.allCases.compactMap { fault in tally.faults[fault].map { "\(fault.rawValue) \($0)" } }
        if !faults.isEmpty { lines.append("    suffered: \(faults.joined(separator: ", "))") }
        lines.append("    longest time without a connection: \(tally.longestPause / 3600) h")
        return lines.joined(separator: "\n")
    }

    private static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }
}

extension Missed {
    fileprivate var sentence: String {
        switch self {
        case .minuteAbsent: "the minute of the line does not exist on that day"
        case .noStart: "the start came after midnight, or so shortly before that it waited for the next day"
        case .within18Hours: "less than 18 hours had passed since the last connection at each start"
        case .running: "the sync of the day before was running at each start"
        case .unreachable: "the upstream was not reached, three times"
        case .spentWithoutContact:
            "a crash came between the permit and the connection, or a further one was not reached"
        case .killed: "the only start that was due was killed before its permit"
        case .beforeMinute: "no start came after the minute of the mirror"
        case .recordLost: "a record was lost or put back on that day"
        case .clockSet: "the clock was set, and the day was short, shown twice or passed over"
        }
    }
}
