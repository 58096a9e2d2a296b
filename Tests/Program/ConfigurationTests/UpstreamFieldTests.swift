import Configuration
import Testing
import Transfer

@Suite("The field Upstream")
struct UpstreamFieldTests {
    static let sources: [(String, String)] = [
        ("rsync://rsync.example.org/debian/", "rsync://rsync.example.org/debian/"),
        ("RSYNC://Rsync.Example.ORG/debian", "rsync://rsync.example.org/debian/"),
        ("rsync://me@rsync.example.org:8730/m/p//q/", "rsync://me@rsync.example.org:8730/m/p/q/"),
        ("rsync://[2001:db8::1]/m", "rsync://[2001:db8::1]/m/"),
        ("rsync.example.org::debian/dists", "rsync://rsync.example.org/debian/dists/"),
        ("me@rsync.example.org::debian", "rsync://me@rsync.example.org/debian/"),
        ("me@host.example.org:/srv/debian/", "me@host.example.org:/srv/debian/"),
        ("host.example.org:debian", "host.example.org:debian/"),
        ("/srv/archive", "/srv/archive/"),
    ]

    @Test("takes rsync URLs, modules, ssh and local paths", arguments: sources)
    func forms(text: String, source: String) throws {
        #expect(try read(text).first()?.upstream.rsyncSource == source)
    }

    @Test("that is a relative path is relative to the file", arguments: ["archive", "./archive/", "sub/../archive"])
    func relative(text: String) throws {
        let mirror = try #require(try read(text).first())
        #expect(mirror.upstream.rsyncSource == "\(mirror.root.dropLast("root".count))archive/")
    }

    static let form = "rsync://host[:port]/module/path/, host::module/path, [user@]host:path or an absolute path"
    static let refusals: [(String, String)] = [
        ("", form), ("rsync:///debian/", "the name of a host"),
        ("rsync://ho st/debian", "a host name or a bracketed IPv6 address"),
        ("rsync://host.example.org:0/m", "a port from 1 to 65535"),
        ("rsync://host.example.org:x/m", "a port from 1 to 65535"),
        ("rsync://host.example.org/", "a module of the rsync daemon after the host"),
        ("rsync://host.example.org", "a module of the rsync daemon after the host"),
        ("rsync://m e@host.example.org/m", "a user name of letters, digits and . - _"),
        ("-e@host.example.org:x", "no part that begins with -"), ("host.example.org::-m", "no part that begins with -"),
        ("rsync://host.example.org/m/../x", "a path without .."),
        ("host.example.org::m/*", "a path without * ? [ or \\"),
    ]

    @Test("that names no upstream is refused, with what was expected", arguments: refusals)
    func refused(text: String, expected: String) throws {
        let problems = try read(text).problems()
        #expect(
            problems == ["@/mirrorward.conf:2: invalid value (Upstream): expected \(expected), found `\(text)`"])
    }

    @Test("with a password is refused, and the password is not repeated")
    func password() throws {
        let problems = try read("rsync://me:secret@host.example.org/m").problems()
        #expect(problems.count == 1)
        #expect(problems.allSatisfy { $0.contains("Password-File") && !$0.contains("secret") })
    }

    private func read(_ upstream: String) -> ConfigurationText {
        ConfigurationText(ConfigurationText.sound.replacing("rsync://rsync.example.org/a/", with: upstream))
    }
}
