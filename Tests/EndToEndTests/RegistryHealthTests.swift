import MirrorRegistry
import Operations
import Posix
import Reporting
import TestSupport
import Testing
import Timekeeping

@Suite("The health of listed mirrors")
struct RegistryHealthTests {
    /// Two mirrors that were approved on day 0.
    private func listed(_ fields: [(String, String)] = []) throws -> RegistryScenario {
        var scenario = try RegistryScenario(fields + [("Retries", "0")])
        for _ in 0..<3 {
            let mirror = try scenario.addMirror()
            try scenario.registry("submit", mirror.url, "--contact", "op@example.org", "--by", "anna")
        }
        _ = try scenario.run(onDay: 0)
        let registry = try scenario.registry(onDay: 0)
        for number in ["1", "2", "3"] {
            _ = try registry.decide(number, RegistryDecision(.approve, by: "anna", reason: ""))
        }
        return scenario
    }

    private func state(_ scenario: borrowing RegistryScenario, _ number: String = "1") throws -> ListingState {
        try scenario.registry(onDay: 0).listing(number).state
    }

    @Test("is lost by a dead mirror at its third bad day, told to its operator once, and regained by two good days")
    func deadAndBack() throws {
        let scenario = try listed()
        let pool = "\(scenario.treeOfMirror(0))/dists"
        try runSuccessfully("mv", [pool, "\(pool).away"])
        var states: [ListingState] = []
        for day in Int64(1)...4 {
            _ = try scenario.run(onDay: day)
            states.append(try state(scenario))
        }
        #expect(states == [.degraded, .degraded, .delisted, .delisted])
        #expect(!(try scenario.published("mirrors.txt")).contains("127.0.0.3"))
        #expect(try scenario.published("mirrors.txt").contains("127.0.0.4"))
        try runSuccessfully("mv", ["\(pool).away", pool])
        states = []
        for day in Int64(5)...7 {
            _ = try scenario.run(onDay: day)
            states.append(try state(scenario))
        }
        #expect(states == [.delisted, .approved, .approved])
        #expect(try scenario.published("mirrors.txt").contains("127.0.0.3"))
        let mails = try scenario.sentMails().split(separator: "\n").filter { $0.hasPrefix("Subject: ") }
        // One for each approval, one when the mirror left, one when it came back.
        #expect(mails.count == 5, "\(mails)")
    }

    @Test("is judged in a dry run too, which says what it would do and does nothing")
    func dryRun() throws {
        let scenario = try listed()
        try RegistryScenario.write(
            .small, signedBy: try SigningKey(user: "Stranger <stranger@example.net>"), to: scenario.treeOfMirror(0))
        let sent = try scenario.sentMails()
        let run = try scenario.registry(onDay: 1).runDaily(RegistryRunWish(isDryRun: true), .silent)
        #expect(run.changes.map(\.entry.action) == [.delist] && run.printedMails.count == 3, "\(run)")
        #expect(try state(scenario) == .approved && scenario.sentMails() == sent)
    }

    @Test("is lost at once by a mirror that serves an archive signed by another key")
    func foreign() throws {
        let scenario = try listed()
        try RegistryScenario.write(
            .small, signedBy: try SigningKey(user: "Stranger <stranger@example.net>"), to: scenario.treeOfMirror(0))
        _ = try scenario.run(onDay: 1)
        #expect(try state(scenario) == .delisted)
        #expect(try scenario.registry(onDay: 1).listing("1").reasonClass == .foreign)
        #expect(try state(scenario, "2") == .approved)
    }

    @Test("is nobody's loss while the archive itself cannot be read")
    func ownOutage() throws {
        let scenario = try listed()
        scenario.archive.stop()
        for mirror in scenario.mirrors { mirror.stop() }
        for day in Int64(1)...4 {
            #expect(try scenario.run(onDay: day).ownOutage != nil)
            #expect(try state(scenario) == .approved)
        }
        let run = try scenario.registry("check", "--all", "--no-retries")
        #expect(run.status == 20, "\(run)")
    }

    @Test("never makes the list much shorter without a person's word")
    func shrinking() throws {
        let scenario = try listed()
        #expect(try scenario.registry("publish").status == 0)
        for mirror in scenario.mirrors { mirror.stop() }
        for day in Int64(1)...3 { _ = try scenario.run(onDay: day) }
        let held = try scenario.run(onDay: 4)
        #expect(held.isPublicationHeld && held.publicationFault != nil)
        #expect(try scenario.published("mirrors.txt").contains("127.0.0.3"))
        #expect(try scenario.registry("publish").status == 64)
        #expect(try scenario.registry("publish", "--confirm").status == 0)
        #expect(!(try scenario.published("mirrors.txt")).contains("127.0.0.3"))
    }

    @Test("is not touched by faults in a time of maintenance that was announced")
    func maintenance() throws {
        let scenario = try listed()
        let registry = try scenario.registry(onDay: 0)
        let now = Instant(CalendarDay(year: 2026, month: 6, day: 1))
        _ = try registry.addWindow(
            "1", MaintenanceWindow(from: now, until: now.adding(seconds: 5 * 86_400), reason: "new disks"), by: "anna")
        scenario.mirrors[0].stop()
        for day in Int64(1)...4 { _ = try scenario.run(onDay: day) }
        #expect(try state(scenario) == .approved)
    }
}
