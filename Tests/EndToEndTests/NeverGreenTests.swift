import Glibc
import Posix
import TestSupport
import Testing

@Suite("What is not well")
struct NeverGreenTests {
    @Test("is never silent: an error that live has too is published, told and status 30")
    func inheritedError() throws {
        var scenario = try Scenario(fields: [("Archived", "wren")])
        try UpstreamFault.expired.apply(to: &scenario)
        #expect(try scenario.mirrorward.sync().status == 0, "an archived suite may be expired")
        try scenario.mirrorward.configure([
            ("Upstream", scenario.upstreamURL), ("Signed-By", scenario.key.keyringPath),
        ])
        let result = try scenario.mirrorward.syncAgain()
        #expect(result.status == 30 && result.errorOutput.contains("is expired"), "\(result)")
        #expect(result.errorOutput.contains("not held back"), "\(result)")
        let status = try scenario.mirrorward.run(["status", "fixture"])
        #expect(status.output.contains("expired"), "\(status)")
    }

    @Test("is recorded when it fails before anything is contacted")
    func failedBeforeContact() throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        try scenario.mirrorward.configure([
            ("Upstream", scenario.upstreamURL), ("Signed-By", "gone.gpg"),
        ])
        #expect(try scenario.mirrorward.syncAgain().status == 78)
        let status = try scenario.mirrorward.run(["status", "fixture"])
        #expect(status.output.contains("gone.gpg"), "\(status)")
        #expect(scenario.daemon.connectionCount == 1)
    }

    @Test("is recorded though the logs were removed")
    func logsRemoved() throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        try removeTree(scenario.mirrorward.logs)
        #expect(try scenario.mirrorward.run(["publish", "fixture"]).status == 0)
        let status = try scenario.mirrorward.run(["status", "fixture"])
        #expect(!status.output.contains("cut off"), "\(status)")
    }

    @Test("shows in the status when the disk of Root is not mounted")
    func unmounted() throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        try renameFile(scenario.mirrorward.root, to: "\(scenario.mirrorward.root).mounted")
        try createDirectories(scenario.mirrorward.root)
        let status = try scenario.mirrorward.run(["status", "fixture"])
        #expect(status.output.contains("lost its marker"), "\(status)")
    }

    @Test("shows when the state was lost: the permit stands in Root, and no Date goes back behind what is served")
    func stateLost() throws {
        var scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        try removeTree(scenario.mirrorward.state)
        #expect(try scenario.mirrorward.sync().status == 10)
        #expect(scenario.daemon.connectionCount == 1)
        try removeTree(scenario.mirrorward.state)
        try UpstreamFault.older.apply(to: &scenario)
        let result = try scenario.mirrorward.syncAgain()
        #expect(result.status == 30 && result.errorOutput.contains("date-backwards"), "\(result)")
        try scenario.expectServed("1.0-1")
    }

    @Test("shows when another program holds Root under a state directory of its own")
    func twoStates() throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        let lock = try FileLock.acquire("\(scenario.mirrorward.root)/.lock", holder: "process 1, of another state")
        let result = try scenario.mirrorward.syncAgain()
        #expect(result.status == 11 && result.errorOutput.contains("process 1"), "\(result)")
        #expect(scenario.daemon.connectionCount == 1)
        lock?.release()
        #expect(try scenario.mirrorward.syncAgain().status == 0)
    }
}
