import TestSupport
import Testing

/// What a real apt makes of oddities, as the severities of our findings take it to.
@Suite("A client of an odd archive")
struct AptQuirkTests {
    private func answers(
        to packages: [TestArchive.Package], _ name: String
    ) throws -> (update: CommandResult, download: CommandResult) {
        let key = try SigningKey()
        var archive = TestArchive.small
        archive.suites[1].packages = packages
        var upstream = try TestUpstream()
        try upstream.write(archive, signedBy: key)
        let server = try WebServer.serving(upstream.root)
        let apt = try AptClient(url: server.url, keyring: key.keyringPath, suites: ["tern"])
        return (try apt.update(), try apt.download(name))
    }

    @Test("updates, and gets a package unless its path holds what is not quoted", arguments: ["?", "#", "%", "+", "~"])
    func quoting(character: String) throws {
        let answers = try answers(to: [.init("nest", "1.0\(character)1")], "nest")
        #expect(answers.update.status == 0)
        #expect((answers.download.status == 0) == !["?", "#"].contains(character), "\(answers.download.everything)")
    }

    @Test("updates, and does not find a package that it looks for by another name", arguments: ["Tool", "tool:amd64"])
    func names(name: String) throws {
        let answers = try answers(to: [.init(name, "1.0")], name)
        #expect(answers.update.status == 0)
        #expect(answers.download.status != 0 && answers.download.everything.contains("Unable to locate package"))
    }

    @Test("updates, and takes one of two files of a package in one version")
    func disagreement() throws {
        var other = TestArchive.Package("nest", "1.0", component: "contrib", content: Array("rebuilt".utf8))
        other.architecture = "amd64"
        let answers = try answers(to: [.init("nest", "1.0"), other], "nest")
        #expect(answers.update.status == 0 && answers.download.status == 0)
    }
}
