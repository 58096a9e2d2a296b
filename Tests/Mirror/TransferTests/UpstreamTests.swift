import Posix
import TestSupport
import Testing

@testable import Transfer

@Suite("An upstream")
struct UpstreamTests {
    struct Spelling: Sendable, CustomTestStringConvertible {
        let text: String
        let source: String
        let key: String
        let host: String?
        var testDescription: String { text }
    }

    @Test(
        "is read in every form of rsync(1), and has one key for all its spellings",
        arguments: [
            Spelling(
                text: "rsync://rsync.example.org/debian/", source: "rsync://rsync.example.org/debian/",
                key: "rsync://rsync.example.org/debian", host: "rsync.example.org"),
            Spelling(
                text: "RSYNC://RSYNC.Example.org.:873//debian/.//", source: "rsync://rsync.example.org/debian/",
                key: "rsync://rsync.example.org/debian", host: "rsync.example.org"),
            Spelling(
                text: "rsync.example.org::debian", source: "rsync://rsync.example.org/debian/",
                key: "rsync://rsync.example.org/debian", host: "rsync.example.org"),
            Spelling(
                text: "bob@rsync.example.org::debian/sub/dir", source: "rsync://bob@rsync.example.org/debian/sub/dir/",
                key: "rsync://rsync.example.org/debian/sub/dir", host: "rsync.example.org"),
            Spelling(
                text: "rsync://bob@example.org:8730/m", source: "rsync://bob@example.org:8730/m/",
                key: "rsync://example.org:8730/m", host: "example.org"),
            Spelling(
                text: "rsync://[2001:DB8::1]:8730/m/", source: "rsync://[2001:db8::1]:8730/m/",
                key: "rsync://[2001:db8::1]:8730/m", host: "2001:db8::1"),
            Spelling(
                text: "[2001:db8::1]::m", source: "rsync://[2001:db8::1]/m/", key: "rsync://[2001:db8::1]/m",
                host: "2001:db8::1"),
            Spelling(
                text: "mirror@example.org:/srv//debian", source: "mirror@example.org:/srv/debian/",
                key: "ssh://mirror@example.org/srv/debian", host: "example.org"),
            Spelling(
                text: "example.org:debian/", source: "example.org:debian/", key: "ssh://example.org/~/debian",
                host: "example.org"),
            Spelling(text: "example.org:", source: "example.org:./", key: "ssh://example.org/~", host: "example.org"),
            Spelling(
                text: "[fe80::1%eth0]:/srv", source: "[fe80::1%eth0]:/srv/", key: "ssh://[fe80::1%eth0]/srv",
                host: "fe80::1%eth0"),
            Spelling(
                text: "/nonexistent//a/./b/", source: "/nonexistent/a/b/", key: "file:///nonexistent/a/b", host: nil),
            Spelling(text: "/", source: "/", key: "file:///", host: nil),
        ])
    func forms(spelling: Spelling) throws {
        let upstream = try Upstream(spelling.text)
        #expect(upstream.rsyncSource == spelling.source)
        #expect(upstream.policyKey == spelling.key)
        #expect(upstream.hostName == spelling.host)
        #expect(try Upstream(upstream.rsyncSource) == upstream)
    }

    @Test(
        "is refused where it is ambiguous, dangerous or nothing",
        arguments: [
            ("", .empty), ("debian", .unknownForm), ("debian/dists:x", .unknownForm), ("./debian", .unknownForm),
            ("rsync://", .emptyHost), ("rsync:///debian", .emptyHost), ("::debian", .emptyHost), (":/srv", .emptyHost),
            ("rsync://example.org", .emptyModule), ("rsync://example.org//", .emptyModule),
            ("example.org::", .emptyModule), ("rsync://example.org/./", .emptyModule),
            ("rsync://bob:secret@example.org/debian", .password), ("bob:secret@example.org::debian", .password),
            ("bob:secret@example.org:/srv", .password),
            ("rsync://-oProxyCommand=x/debian", .leadingDash("-oProxyCommand=x")),
            ("-oProxyCommand=x:/srv", .leadingDash("-oProxyCommand=x")), ("-v@example.org:/srv", .leadingDash("-v")),
            ("example.org:-x", .leadingDash("-x")), ("rsync://example.org/--daemon/", .leadingDash("--daemon")),
            ("rsync://example.org:0/m", .badPort("0")), ("rsync://example.org:65536/m", .badPort("65536")),
            ("rsync://example.org:/m", .badPort("")), ("rsync://example.org:8x/m", .badPort("8x")),
            ("rsync://[::1/m", .badHost("[::1")), ("rsync://[::1]x/m", .badHost("[::1]x")),
            ("rsync://[example.org]/m", .badHost("[example.org]")),
            ("rsync://exa mple.org/m", .badHost("exa mple.org")),
            ("rsync://ex$(id).org/m", .badHost("ex$(id).org")), ("rsync://./m", .badHost(".")),
            ("rsync://b'b@example.org/m", .badUser("b'b")), ("@example.org::m", .badUser("")),
            ("rsync://example.org/m/../n", .parentSegment), ("/srv/../etc", .parentSegment),
            ("rsync://example.org/m/*", .wildcard), ("example.org:/srv/[a]", .wildcard),
            ("rsync://example.org/m\n/x", .controlCharacter), ("rsync://example.org/m\u{0}", .controlCharacter),
        ] as [(String, UpstreamError)])
    func refusals(text: String, expected: UpstreamError) {
        #expect(throws: expected) { try Upstream(text) }
    }

    @Test("of a local path is known by its real path")
    func realPaths() throws {
        let directory = try TemporaryDirectory()
        try directory.write("", to: "archive/file")
        try replaceSymbolicLink("\(directory.path)/link", target: "archive")
        let (direct, linked) = (try Upstream("\(directory.path)/archive"), try Upstream("\(directory.path)/link/"))
        #expect(direct.policyKey == linked.policyKey)
        #expect(linked.rsyncSource == "\(directory.path)/link/")
    }

    @Test(
        "overlaps with another that is it, or lies in it by whole components",
        arguments: [
            ("rsync://example.org/debian", "example.org::debian", true),
            ("rsync://example.org/debian", "rsync://example.org/debian/dists/", true),
            ("rsync://example.org/debian/dists", "rsync://example.org/debian", true),
            ("rsync://example.org/debian", "rsync://example.org/debian-security", false),
            ("rsync://example.org/debian", "rsync://example.org:874/debian", false),
            ("rsync://example.org/debian", "rsync://example.com/debian", false),
            ("rsync://example.org/srv", "example.org:/srv", false), ("/", "/nonexistent", true),
            ("/nonexistent/a", "/nonexistent/ab", false), ("example.org:", "example.org:debian", true),
        ])
    func overlap(left: String, right: String, expected: Bool) throws {
        let (left, right) = (try Upstream(left).policyKey, try Upstream(right).policyKey)
        #expect(Upstream.keysOverlap(left, right) == expected)
        #expect(Upstream.keysOverlap(right, left) == expected)
    }
}
