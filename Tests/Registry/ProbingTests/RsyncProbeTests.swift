import MirrorRegistry
import Posix
import TestSupport
import Testing

@testable import Probing

@Suite("The listing of an rsync daemon") struct RsyncProbeTests {
    private let bounds = testBounds(names: ["mirror.example.org": ["127.0.0.1"]])

    private func listing(
        _ port: UInt16, _ path: String = "archive/", host: String = "mirror.example.org",
        _ settings: RsyncSettings = .init()
    ) throws -> Result<RsyncListing, RsyncFault> {
        rsyncListing(of: try MirrorURL("rsync://\(host):\(port)/\(path)"), settings, within: bounds)
    }

    private func fault(_ result: Result<RsyncListing, RsyncFault>) -> RsyncFault? {
        if case .failure(let fault) = result { fault } else { nil }
    }

    @Test("names what lies at its top, and what lies below where it is asked to")
    func lists() throws {
        let directory = try TemporaryDirectory()
        try directory.write("hello", to: "tree/dists/x")
        try directory.write("12345", to: "tree/ a file")
        try directory.write("trace", to: "tree/project/trace/mirror.example.org")
        try runSuccessfully("ln", ["-s", "dists", "\(directory.path)/tree/pool"])
        let daemon = try RsyncDaemon(
            in: directory.path, modules: ["archive": ["path = \(directory.path)/tree"]],
            globals: ["motd file = /etc/passwd"])
        let found = try listing(daemon.port).get()
        #expect(Set(found.entries.map(\.name)) == ["dists", "pool", "project", " a file"])
        #expect(found.holdsDirectory("dists") && found.holdsDirectory("pool") && !found.holdsDirectory(" a file"))
        #expect(found.entries.first { $0.name == " a file" }?.byteCount == 5)
        #expect(found.entries.first { $0.name == "pool" }?.target == "dists")
        #expect(found.address == "127.0.0.1")
        var settings = RsyncSettings()
        settings.path = "project/trace/"
        #expect(try listing(daemon.port, "archive/", settings).get().entries.map(\.name) == ["mirror.example.org"])
    }

    @Test("is told from what else a daemon says")
    func daemonErrors() throws {
        let directory = try TemporaryDirectory()
        try directory.write("x", to: "tree/x")
        let daemon = try RsyncDaemon(
            in: directory.path,
            modules: [
                "denied": ["path = \(directory.path)", "hosts allow = 192.0.2.1"],
                "secret": ["path = \(directory.path)", "auth users = somebody", "secrets file = /nonexistent"],
                "full": ["path = \(directory.path)", "max connections = -1"],
                "archive": ["path = \(directory.path)/tree"],
            ])
        for (path, expected) in [
            ("unknown/", "unknown"), ("denied/", "denied"), ("secret/", "denied"), ("full/", "full"),
            ("archive/not/there/", "path"),
        ] {
            let fault = fault(try listing(daemon.port, path))
            let kind: String? =
                switch fault {
                case .unknownModule: "unknown"
                case .accessDenied: "denied"
                case .tooManyConnections, .daemon: "full"
                case .noSuchPath: "path"
                default: nil
                }
            #expect(kind == expected, "\(path): \(String(describing: fault))")
            #expect(fault?.message.isEmpty == false)
        }
    }

    @Test(
        "is not asked for at an address that may not be contacted",
        arguments: ["127.0.0.1", "[::1]", "private.example.org"])
    func forbidden(_ host: String) throws {
        let canary = try HostileServer(speaksFirst: true) { connection, _ in connection.waitForClient() }
        let bounds = testBounds(allowing: ["127.0.0.2/32"], names: ["private.example.org": ["127.0.0.2", "127.0.0.1"]])
        let result = rsyncListing(of: try MirrorURL("rsync://\(host):\(canary.port)/archive/"), within: bounds)
        guard case .address = fault(result) else {
            Issue.record("\(result)")
            return
        }
        #expect(canary.connectionCount == 0)
    }

    @Test("is not waited for where nothing listens or nobody speaks")
    func unreachable() throws {
        #expect(fault(try listing(try freePort())) == .connectionRefused)
        let silent = try HostileServer(speaksFirst: true) { connection, _ in connection.waitForClient() }
        var settings = RsyncSettings()
        settings.totalSeconds = 2
        settings.connectSeconds = 1
        guard case .timeout = fault(try listing(silent.port, "archive/", settings)) else {
            Issue.record("a silent daemon was waited for")
            return
        }
    }

    @Test("is not taken from a server of another protocol, nor without end")
    func otherProtocols() throws {
        let web = try HostileServer(speaksFirst: true) { connection, _ in
            connection.send("HTTP/1.0 400 Bad Request\r\n\r\n")
            connection.end()
        }
        guard case .protocolError = fault(try listing(web.port)) else {
            Issue.record("\(try listing(web.port))")
            return
        }
        let talker = try HostileServer(speaksFirst: true) { connection, _ in
            connection.send("@RSYNCD: 31.0\n")
            connection.sendEndlessly(Array("dear visitor\n".utf8))
        }
        var settings = RsyncSettings()
        settings.totalSeconds = 3
        #expect(fault(try listing(talker.port, "archive/", settings)) != nil)
    }

    @Test("is asked for with an address in place of the name, after the options, in an empty environment")
    func command() throws {
        let url = try MirrorURL("rsync://mirror.example.org/archive/debian/")
        let address = try #require(IPAddress("2001:db8::1"))
        let command = rsyncListingCommand(url, at: address, RsyncSettings(), seconds: 7)
        #expect(
            command.arguments == [
                "--list-only", "--links", "--no-motd", "--no-human-readable", "--timeout=7", "--contimeout=7", "-6",
                "--",
                "rsync://[2001:db8::1]:873/archive/debian/",
            ])
        #expect(Set(command.environment.keys) == ["PATH", "LC_ALL", "RSYNC_PASSWORD"])
    }

    @Test("reads no entry from other lines")
    func parsing() {
        let text = """
            drwxr-xr-x          4,096 2026/01/31 09:00:00 old
            drwxr-xr-x           4096 2026/01/31 09:00:00 .
            drwxr-xr-x           4096 2026/01/31 09:00:00 dists
            -rw-r--r--              5 2026/01/31 09:00:00 a\\#012b -> c
            short 1 2 3 4
            drwxr-xr-x 4096

            lrwxrwxrwx              5 2026/01/31 09:00:00 x -> y -> z
            """
        let entries = rsyncEntries(in: Array(text.utf8))
        #expect(entries.map(\.name) == ["dists", "a\\#012b -> c", "x"])
        #expect(entries.map(\.target) == [nil, nil, "y -> z"])
    }
}
