import Posix
import TestSupport
import Testing

@Suite("The archives that the tests make")
struct TestSupportTests {
    @Test("are accepted by apt, the committed fixture as well as a built one", arguments: [true, false])
    func accepted(isCommitted: Bool) throws {
        let key = try SigningKey()
        var upstream = try TestUpstream()
        try upstream.write(.small, signedBy: key)
        let server = try WebServer.serving(isCommitted ? Fixture.archive : upstream.root)
        let apt = try AptClient(url: server.url, keyring: isCommitted ? Fixture.keyring : key.keyringPath)
        let update = try apt.update()
        #expect(update.status == 0 && update.everything.isEmpty, "\(update.everything)")
        #expect(try apt.versions(of: "birdsong") == ["1.1-1", "1.0-1"])
        #expect(try apt.download("birdsong", "birdsong=1.0-1", "feather-tools").status == 0)
        #expect(try apt.downloadSource("birdsong").status == 0)
        #expect(server.requests.contains { $0.hasPrefix("200") && $0.contains("/by-hash/SHA256/") })
    }

    @Test("are refused by apt when they are damaged, and accepted again once mended", arguments: Damage.each)
    func refused(damage: Damage) throws {
        let key = try SigningKey()
        var upstream = try TestUpstream()
        let files = try TestArchive.small.files(signedBy: key)
        try upstream.write(files)
        let server = try WebServer.serving(upstream.root)
        let package = TestArchive.small.suites[1].packages[2].poolPath
        try upstream.damage(package, damage)
        let apt = try AptClient(url: server.url, keyring: key.keyringPath)
        #expect(try apt.update().status == 0)
        #expect(try apt.download("birdsong").status != 0)
        try upstream.write(files)
        #expect(try apt.download("birdsong").status == 0)
    }
}
