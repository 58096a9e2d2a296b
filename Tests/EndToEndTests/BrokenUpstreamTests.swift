import Glibc
import Posix
import TestSupport
import Testing

@Suite("A broken upstream")
struct BrokenUpstreamTests {
    @Test(
        "is never served: status 30 names the file, the old generation serves apt, and the mended one is whole again",
        arguments: UpstreamFault.allCases)
    func neverServed(fault: UpstreamFault) throws {
        var scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        let served = scenario.mirrorward.servedGeneration
        let contents = try treeContents(scenario.mirrorward.published)

        try fault.apply(to: &scenario)
        let result = try scenario.mirrorward.syncAgain()
        #expect(result.status == 30, "\(result)")
        #expect(result.errorOutput.contains(fault.path), "\(result)")
        if let words = fault.wordsOfServedApt { #expect(result.errorOutput.contains(words), "\(result)") }
        #expect(scenario.mirrorward.servedGeneration == served)
        #expect(try treeContents(scenario.mirrorward.published) == contents)
        try scenario.expectServed("1.0-1")
        #expect(access("/tmp/evil", F_OK) != 0)

        scenario.archive = .small
        scenario.archive.update(days: 3)
        try scenario.release("1.3-1")
        let mended = try scenario.mirrorward.syncAgain()
        #expect(mended.status == 0, "\(mended)")
        try scenario.expectPublishedEqualsUpstream()
        try scenario.expectServed("1.3-1")
    }

    @Test("is described in the words of apt itself", arguments: UpstreamFault.allCases)
    func wordsOfApt(fault: UpstreamFault) throws {
        guard let words = fault.wordsOfApt else { return }
        var scenario = try Scenario()
        try fault.apply(to: &scenario)
        let web = try WebServer.serving(scenario.upstream.root)
        let client = try AptClient(url: web.url, keyring: scenario.key.keyringPath, suites: ["wren"])
        let update = try client.update()
        let download = try client.download("birdsong")
        let source = try client.downloadSource("birdsong")
        let said = [update, download, source].map(\.everything).joined()
        #expect(said.contains(words), "\(said)")
    }

    @Test(
        "that altered a file and kept its size and time is found, and the right file fetched once it is mended",
        arguments: [false, true])
    func alteredInPlace(isMirroredBefore: Bool) throws {
        var scenario = try Scenario()
        if isMirroredBefore {
            #expect(try scenario.mirrorward.sync().status == 0)
            try scenario.release("1.2-1")
        }
        let version = isMirroredBefore ? "1.2-1" : "1.0-1"
        let package = "pool/main/b/birdsong/birdsong_\(version)_amd64.deb"
        try scenario.upstream.damage(package, .bitFlipped)
        let broken = try scenario.mirrorward.syncAgain()
        #expect(broken.status == 30 && broken.errorOutput.contains(package), "\(broken)")
        if isMirroredBefore { try scenario.expectServed("1.0-1") }

        // The same bit flips back; size and time stay as they were all along.
        try scenario.upstream.damage(package, .bitFlipped)
        let mended = try scenario.mirrorward.syncAgain()
        #expect(mended.status == 0, "\(mended)")
        try scenario.expectPublishedEqualsUpstream()
        try scenario.expectServed(version)
    }

    @Test(
        "at the first sync publishes nothing",
        arguments: [UpstreamFault.wrongKey, .truncatedPoolFile, .emptiedUpstream])
    func first(fault: UpstreamFault) throws {
        var scenario = try Scenario()
        try fault.apply(to: &scenario)
        let result = try scenario.mirrorward.sync()
        #expect(result.status == 30, "\(result)")
        #expect(scenario.mirrorward.servedGeneration == nil)
    }

    @Test("whose tree holds a device or a pipe is not served")
    func specialFile() throws {
        let scenario = try Scenario()
        let pipe = "\(scenario.upstream.root)/pool/pipe"
        #expect(mkfifo(pipe, 0o644) == 0)
        let result = try scenario.mirrorward.sync()
        #expect(result.status == 30 && result.errorOutput.contains("pool/pipe"), "\(result)")
        #expect(scenario.mirrorward.servedGeneration == nil)
    }

    @Test("that lost a file which is still served keeps it served")
    func linkedFromLive() throws {
        var scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        try scenario.updateUpstream()
        try scenario.upstream.damage("pool/main/b/birdsong/birdsong_1.0-1_amd64.deb", .missing)
        let result = try scenario.mirrorward.syncAgain()
        #expect(result.status == 0, "\(result)")
        try scenario.expectServed("1.0-1")
    }

    @Test("of which one goes back in time is held back until that very Release is accepted")
    func accepted() throws {
        var scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        let contents = try treeContents(scenario.mirrorward.published)
        try UpstreamFault.older.apply(to: &scenario)
        #expect(try scenario.mirrorward.syncAgain().status == 30)
        #expect(
            try scenario.mirrorward.run(["accept", "fixture", "wren", "--reason", "they restored a backup"]).status == 0
        )
        #expect(try treeContents(scenario.mirrorward.published) == contents)
        let result = try scenario.mirrorward.run(["publish", "fixture"])
        #expect(result.status == 0, "\(result)")
        try scenario.expectPublishedEqualsUpstream()
        #expect(scenario.daemon.connectionCount == 2, "publishing what is staged contacts nobody")
    }

    @Test("is served after all once the keyring is mended here, without a further contact")
    func publishedLater() throws {
        let scenario = try Scenario()
        let other = try SigningKey(user: "Not this one <other@example.org>")
        try scenario.mirrorward.configure([("Upstream", scenario.upstreamURL), ("Signed-By", other.keyringPath)])
        #expect(try scenario.mirrorward.sync().status == 30)
        #expect(try scenario.mirrorward.run(["publish", "fixture"]).status == 30)
        try scenario.mirrorward.configure([("Upstream", scenario.upstreamURL), ("Signed-By", scenario.key.keyringPath)])
        let result = try scenario.mirrorward.run(["publish", "fixture"])
        #expect(result.status == 0, "\(result)")
        try scenario.expectServed("1.0-1")
        #expect(scenario.daemon.connectionCount == 1)
    }
}
