import Posix
import TestSupport
import Testing

@Suite("While an archive changes")
struct ChangingArchiveTests {
    @Test("apt installs before, during and after the sync that brings the change")
    func beforeDuringAfter() throws {
        var scenario = try Scenario(bandwidth: 200)
        #expect(try scenario.mirrorward.sync().status == 0)
        try scenario.expectServed("1.0-1")
        let client = try scenario.newClient()
        #expect(try client.update().status == 0)
        try scenario.release("1.2-1", content: incompressibleBytes(120_000))

        var sync = try scenario.mirrorward.start(["sync", "fixture", "--override-policy", "a test"])
        #expect(waitUntil { scenario.daemon.transferCount == 2 })
        try scenario.expectServed("1.0-1")
        #expect(try sync.wait().status == 0)
        try scenario.expectServed("1.2-1")
        try scenario.expectPublishedEqualsUpstream()

        let late = try client.download("birdsong=1.0-1")
        #expect(late.status == 0, "a client that has not updated yet: \(late)")
    }

    @Test("no client ever sees a mixture, however often it asks")
    func neverTorn() throws {
        var scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        for version in ["1.2-1", "1.3-1", "1.4-1"] {
            try scenario.release(version)
            var sync = try scenario.mirrorward.start(["sync", "fixture", "--override-policy", "a test"])
            var rounds = 0
            repeat {
                let client = try scenario.newClient()
                let update = try client.update()
                #expect(update.status == 0, "\(update)")
                let download = try client.download("birdsong/wren", "nest", "feather-tools")
                #expect(download.status == 0, "\(download)")
                rounds += 1
            } while rounds < 2
            #expect(try sync.wait().status == 0)
            try scenario.expectServed(version)
        }
    }

    @Test("what the previous generation promised stays, its by-hash indexes too, over several syncs")
    func grace() throws {
        var scenario = try Scenario()
        try scenario.mirrorward.sync()
        let old = try filePaths(of: scenario.upstream.root).filter { $0.contains("by-hash") || $0.hasPrefix("pool/") }
        try scenario.release("1.2-1")
        let dropped = try Set(old).subtracting(filePaths(of: scenario.upstream.root))
        #expect(
            dropped.contains { $0.contains("by-hash") } && dropped.contains { $0.hasSuffix("birdsong_1.0-1_amd64.deb") }
        )

        #expect(try scenario.mirrorward.syncAgain().status == 0)
        #expect(try dropped.isSubset(of: filePaths(of: scenario.mirrorward.published)))

        try scenario.release("1.3-1")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        #expect(try dropped.isSubset(of: filePaths(of: scenario.mirrorward.published)), "two days have not passed")
    }

    /// As most archives do: clients with lists of yesterday are to find their packages.
    @Test("what the previous generation promised stays, though the archive itself removes it one update later")
    func graceBehindTheArchives() throws {
        var scenario = try Scenario()
        let old = try scenario.archive.files(signedBy: scenario.key)
        try scenario.mirrorward.sync()
        let client = try scenario.newClient()
        #expect(try client.update().status == 0)

        try scenario.release("1.2-1")
        let new = try scenario.archive.files(signedBy: scenario.key)
        let dropped = Set(old.keys).subtracting(new.keys)
        #expect(
            dropped.contains { $0.contains("by-hash") } && dropped.contains { $0.hasSuffix("birdsong_1.0-1_amd64.deb") }
        )
        try scenario.upstream.write(new.merging(old) { newer, _ in newer })
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        for _ in 0..<2 {
            try scenario.updateUpstream()
            #expect(try scenario.mirrorward.syncAgain().status == 0)
            let missing = try dropped.subtracting(filePaths(of: scenario.mirrorward.published))
            #expect(missing.isEmpty)
            let late = try client.download("birdsong=1.0-1")
            #expect(late.status == 0, "\(late)")
        }
    }

    @Test("what came back is promised again: its next drop begins a grace of its own")
    func graceAnew() throws {
        var scenario = try Scenario(fields: [("Grace", "1 s")])
        let package = "pool/main/b/birdsong/birdsong_1.0-1_amd64.deb"
        try scenario.mirrorward.sync()
        try scenario.release("1.2-1")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        let dropped = ContinuousClock.now
        try scenario.release("1.0-1")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        #expect(waitUntil { ContinuousClock.now - dropped > .milliseconds(2100) }, "the first grace has ended")
        try scenario.release("1.3-1")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        #expect(try filePaths(of: scenario.mirrorward.published).contains(package))
    }

    @Test("without grace the old files are gone at once")
    func noGrace() throws {
        var scenario = try Scenario(fields: [("Grace", "0 s")])
        try scenario.mirrorward.sync()
        try scenario.release("1.2-1")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        let published = try filePaths(of: scenario.mirrorward.published)
        #expect(!published.contains { $0.hasSuffix("birdsong_1.0-1_amd64.deb") })
        try scenario.expectServed("1.2-1")
    }
}
