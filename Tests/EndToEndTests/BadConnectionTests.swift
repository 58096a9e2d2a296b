import Glibc
import Posix
import TestSupport
import Testing

@Suite("A connection to a real rsync daemon")
struct BadConnectionTests {
    /// 400 KB that no compression shrinks, in a package that comes early.
    private func bulkyScenario(moduleLines: [String] = []) throws -> Scenario {
        var scenario = try Scenario(moduleLines: moduleLines, daemonOptions: ["--sockopts=SO_SNDBUF=4096"])
        scenario.archive.suites[0].packages.append(
            TestArchive.Package("aviary", "1", content: incompressibleBytes(400_000)))
        try scenario.upstream.write(scenario.archive, signedBy: scenario.key)
        return scenario
    }

    @Test(
        "that drops once, wherever, is continued in the same sync",
        arguments: usually(3, of: [0, 2000, 300_000, 1, 7, 14, 40, 300, 20_000, 50_000, 100_000, 200_000, 400_000]))
    func dropsOnce(byteCount: Int) throws {
        let scenario = try bulkyScenario()
        let relay = try TCPRelay(to: scenario.daemon.port) { $0 == 1 ? .cut(after: byteCount) : .pass }
        try scenario.comeThrough(port: relay.port)
        let result = try scenario.mirrorward.sync()
        #expect(result.status == 0, "\(result)")
        #expect(relay.connectionCount == 2)
        #expect(try scenario.lastPermit() == ("spent", "finished"))
        try scenario.expectPublishedEqualsUpstream()
    }

    @Test(
        "that drops again and again ends after eight connections with status 20",
        arguments: usually(1, of: [2000, 0, 5]))
    func dropsAlways(byteCount: Int) throws {
        var scenario = try bulkyScenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        let before = try scenario.served()
        try scenario.release("1.2-1", content: incompressibleBytes(50_000))
        let relay = try TCPRelay(to: scenario.daemon.port) { _ in .cut(after: byteCount) }
        try scenario.comeThrough(port: relay.port)
        let result = try scenario.mirrorward.sync()
        #expect(result.status == 20 && result.errorOutput.contains("the connection was lost"), "\(result)")
        #expect(relay.connectionCount == 8)
        #expect(try scenario.lastPermit() == ("spent", "dropped"))
        try scenario.expectUntouched(before, after: result)
        #expect(try scenario.mirrorward.sync().status == 10, "the day is spent")
        #expect(relay.connectionCount == 8)
        try scenario.comeThrough(port: scenario.daemon.port)
        try scenario.expectMended()
    }

    @Test("that each time brings a little more is through before the session ends")
    func dropsWithProgress() throws {
        let scenario = try bulkyScenario()
        let relay = try TCPRelay(to: scenario.daemon.port) { $0 < 8 ? .cut(after: 120_000) : .pass }
        try scenario.comeThrough(port: relay.port)
        let result = try scenario.mirrorward.sync()
        #expect(result.status == 0, "\(result)")
        #expect((3...8).contains(relay.connectionCount))
        try scenario.expectPublishedEqualsUpstream()
    }

    @Test("that its maintainer allows to others only at the moment is asked for again in two hours")
    func maximumConnections() throws {
        var scenario = try bulkyScenario(moduleLines: [
            "max connections = 1", "lock file = /tmp/mirrorward-test-\(getpid()).lock",
        ])
        defer { unlink("/tmp/mirrorward-test-\(getpid()).lock") }
        #expect(try scenario.mirrorward.sync().status == 0)
        let before = try scenario.served()
        try scenario.release("1.2-1", content: incompressibleBytes(300_000))

        let gate = Gate()
        let relay = try TCPRelay(to: scenario.daemon.port) { _ in .pause(after: 20_000) { gate.pass() } }
        let directory = try TemporaryDirectory()
        var other = try RunningCommand(
            "rsync", ["-a", "rsync://127.0.0.1:\(relay.port)/archive/", "\(directory.path)/copy/"])
        #expect(waitUntil { gate.isReached })
        let result = try scenario.mirrorward.syncAgain()
        #expect(result.status == 20 && result.errorOutput.contains("too many connections"), "\(result)")
        #expect(result.errorOutput.contains("max connections (1) reached"), "\(result)")
        #expect(try scenario.lastPermit() == ("spent", "upstream-full"))
        try scenario.expectUntouched(before, after: result)
        let soon = try scenario.mirrorward.sync()
        #expect(soon.status == 10 && soon.everything.contains("asked again after two hours"), "\(soon)")
        gate.open()
        #expect(try other.wait().status == 0)
        try scenario.expectMended()
    }

    @Test("whose daemon's process is killed in the middle is continued")
    func senderDies() throws {
        let scenario = try bulkyScenario()
        let gate = Gate()
        let relay = try TCPRelay(to: scenario.daemon.port) { number in
            number == 1 ? .pause(after: 100_000) { gate.pass() } : .pass
        }
        try scenario.comeThrough(port: relay.port)
        var sync = try scenario.mirrorward.start(["sync", "fixture"])
        #expect(waitUntil { gate.isReached })
        // `2026/01/01 00:00:00 [4711] rsync on archive/ from ...`
        let line = try #require(scenario.daemon.log.last { $0.contains("] rsync on ") })
        let sender = try #require(line.split(separator: "[").last.flatMap { pid_t($0.prefix { $0 != "]" }) })
        #expect(kill(sender, SIGKILL) == 0)
        gate.open()
        let result = try sync.wait()
        #expect(result.status == 0, "\(result)")
        #expect(relay.connectionCount == 2)
        try scenario.expectPublishedEqualsUpstream()
    }

    @Test("that stands still is given up after the time that is set, and continued")
    func standsStill() throws {
        var scenario = try Scenario(
            fields: [("Stalled-After", "2 s")], daemonOptions: ["--sockopts=SO_SNDBUF=4096"])
        scenario.archive.suites[0].packages.append(
            TestArchive.Package("aviary", "1", content: incompressibleBytes(400_000)))
        try scenario.upstream.write(scenario.archive, signedBy: scenario.key)
        let gate = Gate()
        let relay = try TCPRelay(to: scenario.daemon.port) { number in
            number == 1 ? .pause(after: 100_000) { gate.pass() } : .pass
        }
        try scenario.comeThrough(port: relay.port)
        let result = try scenario.mirrorward.sync()
        gate.open()
        #expect(result.status == 0, "\(result)")
        #expect(relay.connectionCount == 2)
        try scenario.expectPublishedEqualsUpstream()
    }
}
