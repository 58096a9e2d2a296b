import Simulation
import Testing

/// A part of what Tests/Simulation/run tries in every zone.
@Suite("Over forty days of cron, the policy", .enabled(if: Zone.canBeRead))
struct SimulationTests {
    /// Changes of an hour at night and at midnight, of half an hour, of two hours, twice a year more for Ramadan, and none.
    static let names = [
        "Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Antarctica/Troll", "Africa/Casablanca",
        "Asia/Kathmandu",
    ]

    @Test("holds its promise, and misses no day that it need not miss", arguments: Scenario.all)
    func scenario(_ scenario: Scenario) throws {
        // Each scenario has one of the zones, so that the sum of them takes seconds.
        let index = Scenario.all.firstIndex { $0.name == scenario.name } ?? 0
        let zone = try #require(try Zone.read([Self.names[index % Self.names.count]]).first)
        let tally = scenario.run(in: zone, seed: UInt64(index), oneIn: 8, days: 40)
        #expect(tally.violations.isEmpty)
        #expect(tally.sessions > 15)
    }

    @Test("has the calendar that zdump has", arguments: names)
    func calendar(name: String) throws {
        let zone = try #require(try Zone.read([name]).first)
        #expect(zone.differences(from: zone.rules).isEmpty)
    }
}
