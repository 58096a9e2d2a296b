import Configuration
import MirrorRegistry
import Testing

/// A registry that needs nothing more, beside the mirror `a`, with `fields` added to its stanza; they begin in line 8.
private func registryText(_ fields: String...) -> ConfigurationText {
    ConfigurationText(ConfigurationText.sound + "\nRegistry: r\nArchive: a\n" + fields.map { $0 + "\n" }.joined())
}

@Suite("A field of a registry")
struct RegistryFieldTests {
    struct Reading: Sendable, CustomTestStringConvertible {
        let field: String
        let expected: String
        let value: @Sendable (RegistryConfiguration) -> String

        init(_ field: String, _ expected: String, _ value: @escaping @Sendable (RegistryConfiguration) -> Any?) {
            self.field = field
            self.expected = expected
            self.value = { registry in value(registry).map { "\($0)" } ?? "nil" }
        }

        var testDescription: String { field }
    }

    static let readings = [
        Reading("Title: Dotdeb & friends", "Dotdeb & friends") { $0.title },
        Reading("Signed-By: /k/a.gpg /k/b.gpg", #"["/k/a.gpg", "/k/b.gpg"]"#) { $0.keyrings },
        Reading("Unsigned: yes", "true") { $0.isUnsignedAllowed },
        Reading("Publish: /srv/www/mirrors", "/srv/www/mirrors") { $0.publishDirectory },
        Reading("Public-URL: https://www.example.org/mirrors", "https://www.example.org/mirrors/") { $0.publicURL },
        Reading("Policy-URL: http://example.org/p?page=mirrors#top", "http://example.org/p?page=mirrors#top") {
            $0.policyURL
        },
        Reading("Contact: mirrors@example.org", "mirrors@example.org") { $0.contact },
        Reading("Contact: https://example.org/contact", "https://example.org/contact") { $0.contact },
        Reading("Mirror-From: rsync://rsync.example.org/dotdeb", "rsync://rsync.example.org/dotdeb/") {
            $0.upstreamURL?.text
        },
        Reading("Archive-URL: http://archive.example.org/", "http://archive.example.org/") { $0.archiveURL?.text },
        Reading("Suites: wren tern/updates ./ debian/", #"["wren", "tern/updates", "./", "debian/"]"#) { $0.suites },
        Reading("Client-Keyring: /usr/share/keyrings/a.gpg", "/usr/share/keyrings/a.gpg") { $0.keyringPath },
        Reading(
            "Control: https://a.example.org/\n http://b.example.org/x",
            #"["https://a.example.org/", "http://b.example.org/x/"]"#
        ) { $0.controls.map(\.text) },
        Reading("Proof: Required", "required") { $0.proof },
        Reading("Spool: /var/spool/r", "/var/spool/r") { $0.spoolDirectory },
        Reading("Send-Mail: /usr/sbin/sendmail -t -i", #"["/usr/sbin/sendmail", "-t", "-i"]"#) { $0.sendMail },
        Reading("Mail-From: mirrors@example.org", "mirrors@example.org") { $0.mailFrom },
        Reading(
            "Signing-Key: 0123 4567 89ab cdef 0123  4567 89AB CDEF 0123 4567",
            "0123456789ABCDEF0123456789ABCDEF01234567"
        ) { $0.signingKey },
        Reading("Signing-Home: /var/lib/r/gnupg", "/var/lib/r/gnupg") { $0.signingHome },
        Reading("Maintainers: ada grace", #"["ada", "grace"]"#) { $0.maintainers },
        Reading("Allow-Networks: 127.0.0.0/8 ::1", "2") { $0.allowance.networks.count },
        Reading("Allow-Ports: 8080 8443", "[8080, 8443]") { $0.allowance.ports.sorted() },
        Reading("Allow-Names: LocalHost a.internal", #"["a.internal", "localhost"]"#) { $0.allowance.names.sorted() },
        Reading("Allow-Ports: any", "true") { $0.allowance.allowsAnyPort },
        Reading("Certificate-Authorities: /etc/ca.pem", "/etc/ca.pem") { $0.certificateAuthorities },
        Reading("Bad-Days: 5", "5") { $0.limits.badDays }, Reading("Good-Days: 1", "1") { $0.limits.goodDays },
        Reading("Stale-After: 36 hours", "129600") { $0.limits.staleAfter },
        Reading("Largest-Shrink: 0 %", "0") { $0.limits.largestShrink },
        Reading("Submissions-A-Day: 9", "9") { $0.limits.submissionsPerDay },
        Reading("Connections: 256", "256") { $0.limits.connections },
        Reading("Index-Samples: 0", "0") { $0.limits.indexSamples },
        Reading("Pool-Samples: 1", "[1, 1]") { [$0.limits.poolSamples, $0.limits.poolReads] },
        Reading("Pool-Reads: 8", "8") { $0.limits.poolReads },
        Reading("Certificate-Days: 30", "30") { $0.limits.certificateDays },
        Reading("Retries: 0", "0") { $0.limits.retries }, Reading("Retry-Pause: 0 s", "0") { $0.limits.retryPause },
        Reading("Mails-A-Day: 0", "0") { $0.limits.mailsPerDay },
    ]

    @Test("is read", arguments: readings)
    func read(reading: Reading) throws {
        let read = try #require(try registryText(reading.field).read().registry(named: "r"))
        #expect(reading.value(read) == reading.expected)
    }

    @Test("has a default")
    func defaults() throws {
        let text = ConfigurationText("Defaults: yes\nState: /var/lib/x\n\n" + registryText().main)
        let registry = try #require(try text.read().registries.first)
        #expect(registry.name == "r" && registry.title == "r" && registry.place.line == 9)
        #expect(registry.archive == .mirror("a") && registry.archiveURL == nil && registry.suites.isEmpty)
        #expect(registry.publishDirectory == nil && registry.publicURL == nil && registry.policyURL == nil)
        #expect(registry.contact == nil && registry.upstreamURL == nil && registry.keyringPath == nil)
        #expect(registry.proof == .none && registry.controls.isEmpty && registry.maintainers.isEmpty)
        #expect(registry.spoolDirectory == "/var/lib/x/spool/r" && registry.sendMail.isEmpty)
        #expect(registry.mailFrom == nil && registry.signingKey == nil && registry.signingHome == nil)
        #expect(registry.allowance == .none && registry.certificateAuthorities == nil)
        let limits = registry.limits
        #expect([limits.badDays, limits.goodDays, limits.largestShrink, limits.submissionsPerDay] == [3, 2, 20, 5])
        #expect([limits.connections, limits.indexSamples, limits.poolSamples, limits.poolReads] == [48, 3, 8, 2])
        #expect([limits.certificateDays, limits.retries, limits.mailsPerDay] == [14, 2, 50])
        #expect(limits.staleAfter == 2 * 86_400 && limits.retryPause == 1200)
    }

    static let web = "an address that begins with https:// or http://"
    static let ports = "ports from 1 to 65535, one a word, or any"
    static let control = "http or https addresses that answer whenever the network works, one a word"
    static let refusals: [(String, String, String)] = [
        ("Title", "", "one line of text"), ("Title", "a\n b", "one line of text"),
        ("Unsigned", "1", "yes or no"), ("Publish", "/", "a directory below /"), ("Spool", "", "a path"),
        ("Public-URL", "ftp://example.org/", web), ("Public-URL", "example.org", web),
        ("Public-URL", "rsync://example.org/m", web), ("Archive-URL", "rsync://example.org/m", web),
        (
            "Public-URL", "https://me@example.org/",
            web + " (a user or password before the host: expected an address that everyone may use)"
        ),
        ("Mirror-From", "https://example.org/m/", "an address that begins with rsync://"),
        ("Policy-URL", "javascript:alert(1)", "an http or https address"),
        ("Policy-URL", "https://example.org/\"><script>", "an http or https address"),
        ("Policy-URL", "https://example.org/a b", "an http or https address"),
        ("Contact", "mirrors", "a mail address, or an http or https one"),
        ("Contact", "a@b, c@d", "a mail address, or an http or https one"),
        ("Contact", "a@b\n Bcc: c@d", "a mail address, or an http or https one"),
        ("Mail-From", "Mirrors <m@example.org>", "a mail address"), ("Mail-From", "-f@example.org", "a mail address"),
        ("Suites", "wren*", "names of suites as below dists/"), ("Suites", "../x", "names of suites as below dists/"),
        ("Client-Keyring", "a.gpg", "an absolute path without blanks, as clients have it"),
        ("Client-Keyring", "/a]b.gpg", "an absolute path without blanks, as clients have it"),
        ("Control", "", control), ("Control", "https://a.example.org/ b", control),
        ("Control", "rsync://a.example.org/m/", control),
        ("Proof", "yes", "none, optional or required"),
        (
            "Send-Mail", "sendmail -t",
            "the absolute path of a program and its arguments, as /usr/sbin/sendmail -t"
        ),
        ("Signing-Key", "89ABCDEF01234567", "the fingerprint of a key in full, 40 or 64 hexadecimal digits"),
        ("Maintainers", "", "names, one word each"),
        ("Allow-Networks", "loopback", "addresses or networks, one a word, as 127.0.0.0/8 or ::1"),
        ("Allow-Networks", "", "addresses or networks, one a word, as 127.0.0.0/8 or ::1"),
        ("Allow-Names", "", "names of hosts, one a word, as localhost"),
        ("Allow-Names", "a/b", "names of hosts, one a word, as localhost"),
        ("Allow-Networks", "127.0.0.1/8", "addresses or networks, one a word, as 127.0.0.0/8 or ::1"),
        ("Allow-Ports", "0", ports), ("Allow-Ports", "65536", ports), ("Allow-Ports", "80 any", ports),
        ("Allow-Ports", "", ports),
        ("Bad-Days", "0", "a number from 1 to 30"), ("Connections", "257", "a number from 1 to 256"),
        ("Connections", "0", "a number from 1 to 256"), ("Retries", "-1", "a number from 0 to 10"),
        ("Stale-After", "2", "a number and a unit (s, min, h, days, weeks) of at most 90 days"),
        ("Stale-After", "5 min", "a number and a unit (s, min, h, days, weeks) of at most 90 days"),
        ("Largest-Shrink", "101 %", "a share from 0 % to 100 %"), ("Largest-Shrink", "20", "a share from 0 % to 100 %"),
        ("Pool-Reads", "9", "no more than Pool-Samples, 8"),
    ]

    @Test("with a value that means nothing is refused, with what was expected", arguments: refusals)
    func refused(field: String, value: String, expected: String) throws {
        let shown = value.replacing("\n ", with: "\n")
        #expect(
            try registryText("\(field): \(value)").problems()
                == ["@/mirrorward.conf:8: invalid value (\(field)): expected \(expected), found `\(shown)`"])
    }

    static let misplaced: [(String, String)] = [
        ("Publsh: /x", "unknown field (Publsh) | did you mean `Publish`?"),
        ("contcat: x", "unknown field (contcat) | did you mean `Contact`?"),
        ("Frobnicate: x", "unknown field (Frobnicate)"),
        ("Root: /x", "field out of place (Root): expected in a `Mirror` stanza"),
        ("Upstream: x", "field out of place (Upstream): expected in a `Mirror` stanza"),
        ("State: /x", "field out of place (State): expected in the stanza `Defaults: yes`"),
    ]

    @Test("that does not belong there is refused", arguments: misplaced)
    func elsewhere(field: String, problem: String) throws {
        #expect(try registryText(field).problems() == ["@/mirrorward.conf:8: \(problem)"])
    }

    @Test("that later versions may know is refused", arguments: ["After-Publish", "Status-Page"])
    func unsupported(name: String) throws {
        let problems = try registryText("\(name): x").problems()
        #expect(problems.count == 1 && problems[0].contains(":8: field not supported by this version (\(name)) | "))
    }

    @Test("has no place among those of a mirror", arguments: ["Registry", "Publish", "Policy-URL", "archive"])
    func ofMirrors(name: String) throws {
        #expect(
            try ConfigurationText.mirror("\(name): x").problems() == [
                "@/mirrorward.conf:5: field out of place (\(name)): expected in a `Registry` stanza"
            ])
    }
}
