import Glibc
import Simulation

/// All scenarios in all zones, and their table; Tests/Simulation/run builds and documents it.
@main
struct Main {
    static func main() async throws {
        let options = try Options(Array(CommandLine.arguments.dropFirst()))
        let zones = try Zone.read(Zone.allNames())
        let differing = zones.flatMap { zone in zone.differences(from: zone.rules).map { "\(zone.name) at \($0)" } }
        say(Table.head(zones: zones, seed: options.seed, differing: differing))
        var violations = differing
        for scenario in Scenario.all where options.word.map({ scenario.name.contains($0) }) ?? true {
            let tally = await run(scenario, zones, options)
            say(Table.rows(of: scenario, tally))
            for violation in tally.violations.prefix(50) { say("    VIOLATION: \(violation)") }
            violations += tally.violations
        }
        say(violations.isEmpty ? "no violation" : "\(violations.count) violations")
        exit(violations.isEmpty && !zones.isEmpty ? 0 : 1)
    }

    private static func run(_ scenario: Scenario, _ zones: [Zone], _ options: Options) async -> Tally {
        let share = options.share ?? scenario.usualShare
        let first = Int(options.seed % UInt64(share))
        return await withTaskGroup(of: Tally.self) { group in
            for (number, zone) in zones.enumerated() where number % share == first {
                group.addTask { scenario.run(in: zone, seed: options.seed &* 1000 &+ UInt64(number)) }
            }
            return await group.reduce(into: Tally()) { $0.add($1) }
        }
    }

    private static func say(_ text: String) {
        let line = Array((text + "\n").utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }
}

struct Options {
    var seed: UInt64 = 1
    var word: String?
    /// One zone in so many; nil for the usual number of each scenario.
    var share: Int?

    struct Unknown: Error { var option: String }

    init(_ arguments: [String]) throws {
        for pair in stride(from: 0, to: arguments.count, by: 2) {
            let value = pair + 1 < arguments.count ? arguments[pair + 1] : ""
            switch arguments[pair] {
            case "--seed": seed = UInt64(value) ?? 1
            case "--only": word = value
            case "--one-in": share = max(1, Int(value) ?? 1)
            default: throw Unknown(option: arguments[pair])
            }
        }
    }
}
