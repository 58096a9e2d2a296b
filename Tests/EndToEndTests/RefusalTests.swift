import Glibc
import Posix
import TestSupport
import Testing

@Suite("What cannot work")
struct RefusalTests {
    @Test(
        "as a command line ends with status 64 and a hint",
        arguments: [
            ["snyc"], ["sync", "fixture", "--overide-policy", "x"], ["rollback"], ["sync", "nobody"],
            ["accept", "fixture", "wren"], ["status", "fixture", "another"], ["generations", "drop", "fixture"],
        ])
    func usage(arguments: [String]) throws {
        let scenario = try Scenario()
        let result = try scenario.mirrorward.run(arguments)
        #expect(result.status == 64, "\(result)")
        #expect(result.errorOutput.hasPrefix("mirrorward: error: ") && result.output.isEmpty, "\(result)")
        #expect(scenario.daemon.connectionCount == 0)
    }

    @Test(
        "as a configuration ends with status 78, file, line and what was meant",
        arguments: [
            ("Sugned-By", "x", "Signed-By"), ("Keep-Generations", "1", "Keep-Generations"),
            ("After-Publish", "true", "After-Publish"), ("At", "25:00", "At"), ("Bandwidth", "fast", "Bandwidth"),
        ])
    func configuration(name: String, value: String, named: String) throws {
        let scenario = try Scenario(fields: [(name, value)])
        let text = String(decoding: try readFile(scenario.mirrorward.configuration, limit: 1 << 16), as: UTF8.self)
        let line = text.prefix(upTo: try #require(text.firstRange(of: "\(name): ")).lowerBound).count { $0 == "\n" } + 1
        for arguments in [["sync"], ["config", "check"], ["status"]] {
            let result = try scenario.mirrorward.run(arguments)
            #expect(result.status == 78, "\(result)")
            #expect(result.errorOutput.contains("mirrorward.conf:\(line)"), "\(result)")
            #expect(result.errorOutput.contains(named), "\(result)")
        }
        #expect(scenario.daemon.connectionCount == 0)
    }

    @Test("as an upstream ends with status 20", arguments: ["nobody listens", "unknown module", "no such directory"])
    func upstream(why: String) throws {
        let scenario = try Scenario()
        let upstream =
            switch why {
            case "nobody listens": "rsync://127.0.0.1:\(try freePort())/archive/"
            case "unknown module": scenario.upstreamURL.replacing("/archive/", with: "/other/")
            default: "\(scenario.upstream.root)/missing"
            }
        try scenario.mirrorward.configure([("Upstream", upstream), ("Signed-By", scenario.key.keyringPath)])
        let result = try scenario.mirrorward.sync()
        #expect(result.status == 20, "\(result)")
        #expect(result.errorOutput.contains("mirrorward: error: "), "\(result)")
        #expect(scenario.mirrorward.servedGeneration == nil)
    }

    @Test("as this machine ends with status 40: no rsync, no gpgv", arguments: ["rsync", "gpgv"])
    func missingProgram(name: String) throws {
        let scenario = try Scenario()
        let programs = try TemporaryDirectory()
        for program in ["rsync", "gpgv"] where program != name {
            try replaceSymbolicLink("\(programs.path)/\(program)", target: "/usr/bin/\(program)")
        }
        let result = try runCommand(
            Mirrorward.executable, ["--config", scenario.mirrorward.configuration, "sync", "fixture"],
            environment: ["PATH": programs.path])
        #expect(result.status == 40 && result.errorOutput.contains(name), "\(result)")
        #expect(scenario.mirrorward.servedGeneration == nil)
    }

    @Test("as a Root that lost its marker is touched by nobody")
    func unmounted() throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        let hidden = "\(scenario.mirrorward.root).mounted"
        try renameFile(scenario.mirrorward.root, to: hidden)
        try createDirectories(scenario.mirrorward.root)
        let result = try scenario.mirrorward.syncAgain()
        #expect(result.status == 40, "\(result)")
        #expect(try filePaths(of: scenario.mirrorward.root).isEmpty)
        #expect(scenario.daemon.connectionCount == 1)
    }

    @Test("in one mirror does not keep the others from their sync")
    func oneOfTwo() throws {
        let scenario = try Scenario()
        let directory = try TemporaryDirectory()
        try directory.write(
            """
            Defaults: yes
            \(getuid() == 0 ? "User: root" : "# no root")
            State: state
            Log: log
            Minimum-Free: 1 MiB
            Retry-Pause: 0 s
            Signed-By: \(scenario.key.keyringPath)

            Mirror: broken
            Upstream: rsync://127.0.0.1:\(try freePort())/archive/
            Root: broken

            Mirror: fixture
            Upstream: \(scenario.upstreamURL)
            Root: fixture

            """, to: "mirrorward.conf")
        for root in ["broken", "fixture"] { try createDirectories("\(directory.path)/\(root)") }
        let result = try runCommand(Mirrorward.executable, ["--config", "\(directory.path)/mirrorward.conf", "sync"])
        #expect(result.status == 20, "\(result)")
        #expect(try symbolicLinkTarget("\(directory.path)/fixture/public") != nil)
    }
}
