import Posix
import TestSupport
import Testing

@Suite("A sync")
struct SyncTests {
    @Test("publishes what apt installs from, over one connection")
    func first() throws {
        let scenario = try Scenario()
        let result = try scenario.mirrorward.sync()
        #expect(result.status == 0, "\(result)")
        try scenario.expectPublishedEqualsUpstream()
        try scenario.expectServed("1.0-1")
        #expect(scenario.daemon.connectionCount == 1)
        #expect(scenario.daemon.transferCount == 1)
    }

    @Test("contacts nobody when it is the second of the day, and says when the next may happen")
    func secondOfTheDay() throws {
        let scenario = try Scenario()
        try scenario.mirrorward.sync()
        let served = scenario.mirrorward.servedGeneration
        let named = try scenario.mirrorward.sync()
        #expect(named.status == 10, "\(named)")
        #expect(named.errorOutput.hasPrefix("mirrorward: "), "\(named)")
        let unnamed = try scenario.mirrorward.run(["sync"])
        #expect(unnamed.status == 0 && unnamed.everything.isEmpty, "\(unnamed)")
        #expect(scenario.daemon.connectionCount == 1)
        #expect(scenario.mirrorward.servedGeneration == served)
    }

    @Test("of all that is due says nothing on success")
    func silence() throws {
        let scenario = try Scenario()
        let result = try scenario.mirrorward.run(["sync"])
        #expect(result.status == 0 && result.everything.isEmpty, "\(result)")
        try scenario.expectPublishedEqualsUpstream()
    }

    @Test("that is overridden is let through once, with a reason")
    func overridden() throws {
        let scenario = try Scenario()
        try scenario.mirrorward.sync()
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        #expect(scenario.daemon.connectionCount == 2)
        #expect(try scenario.mirrorward.sync("--override-policy", "").status == 64)
        #expect(try scenario.mirrorward.sync().status == 10)
        #expect(scenario.daemon.connectionCount == 2)
    }

    @Test("makes no generation where nothing is new")
    func unchanged() throws {
        let scenario = try Scenario()
        try scenario.mirrorward.sync()
        let served = scenario.mirrorward.servedGeneration
        let result = try scenario.mirrorward.syncAgain()
        #expect(result.status == 0, "\(result)")
        #expect(served != nil && scenario.mirrorward.servedGeneration == served)
    }

    @Test("that is only tried contacts nobody and shows the rsync command")
    func dryRun() throws {
        let scenario = try Scenario()
        let result = try scenario.mirrorward.sync("--dry-run")
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains("rsync") && result.output.contains("--delete"), "\(result)")
        #expect(result.output.contains(scenario.upstreamURL), "\(result)")
        #expect(scenario.daemon.connectionCount == 0)
        #expect(scenario.mirrorward.servedGeneration == nil)
        #expect(try scenario.mirrorward.sync().status == 0)
    }

    @Test("over a local path and over a daemon's double colon works as well", arguments: [true, false])
    func otherUpstreams(isLocal: Bool) throws {
        let scenario = try Scenario()
        let upstream = isLocal ? scenario.upstream.root : "127.0.0.1::archive/"
        try scenario.mirrorward.configure([("Upstream", upstream), ("Signed-By", scenario.key.keyringPath)])
        let result = try scenario.mirrorward.sync()
        // The double colon has no place for a port: nobody answers on rsync's own.
        #expect(result.status == (isLocal ? 0 : 20), "\(result)")
        #expect(scenario.daemon.connectionCount == 0)
    }
}
