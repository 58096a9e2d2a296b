import Posix
import TestSupport
import Testing

@Suite("A Release file that rotted on this disk")
struct RottenReleaseTests {
    @Test(
        "is fetched again by the next sync or the one after it, whatever staging holds",
        arguments: ["InRelease", "Release", "Release.gpg"], [true, false])
    func isMended(name: String, hasStaging: Bool) throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        let path = "dists/wren/\(name)"
        try scenario.rot(path)
        if !hasStaging {
            try removeTree("\(scenario.mirrorward.root)/staging")
            try removeFile("\(scenario.mirrorward.root)/.staging-of")
        }
        try scenario.mirrorward.syncAgain()
        let sync = try scenario.mirrorward.syncAgain()
        #expect(sync.status == 0, "\(sync)")
        try scenario.expectPublishedEqualsUpstream()
        let served = scenario.mirrorward.servedGeneration
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        #expect(scenario.mirrorward.servedGeneration == served)
    }

    @Test("that the upstream really serves so is fetched again, and makes no generations")
    func isUpstreams() throws {
        var scenario = try Scenario()
        let other = try SigningKey()
        var files = try scenario.archive.files(signedBy: scenario.key)
        let text = try #require(files["dists/wren/Release"])
        files["dists/wren/Release.gpg"] = try other.detachedSignature(of: String(decoding: text, as: UTF8.self))
        try scenario.upstream.write(files)
        #expect(try scenario.mirrorward.sync().status == 0)
        let served = scenario.mirrorward.servedGeneration
        for _ in 0..<4 { #expect(try scenario.mirrorward.syncAgain().status == 0) }
        #expect(scenario.mirrorward.servedGeneration == served)
        try scenario.expectPublishedEqualsUpstream()
    }

    @Test("whose signature has lost its first line is fetched again too")
    func beginning() throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        try scenario.rot("dists/wren/Release.gpg", at: 8)
        for _ in 0..<2 { #expect(try scenario.mirrorward.syncAgain().status == 0) }
        try scenario.expectPublishedEqualsUpstream()
    }
}
