import Configuration
import Testing
import Transfer

@Suite("A field of the configuration")
struct FieldTests {
    struct Reading: Sendable, CustomTestStringConvertible {
        let field: String
        let value: @Sendable (MirrorConfiguration) -> String

        init(_ field: String, _ expected: String, _ value: @escaping @Sendable (MirrorConfiguration) -> Any?) {
            self.field = field
            self.expected = expected
            self.value = { mirror in value(mirror).map { "\($0)" } ?? "nil" }
        }

        let expected: String
        var testDescription: String { field }
    }

    static let readings = [
        Reading("Unsigned: no", "false") { $0.isUnsignedAllowed },
        Reading("UNSIGNED: No", "false") { $0.isUnsignedAllowed },
        Reading("Archived: jessie* squeeze", #"["jessie*", "squeeze"]"#) { $0.archivedSuites },
        Reading("Archived: jessie\n squeeze", #"["jessie", "squeeze"]"#) { $0.archivedSuites },
        Reading("Suites: wren tern/updates book*", #"["wren", "tern/updates", "book*"]"#) { $0.suites },
        Reading("Components: main updates/main", #"["main", "updates/main"]"#) { $0.components },
        Reading("Architectures: amd64\n arm64", #"["amd64", "arm64"]"#) { $0.architectures },
        Reading("Sources: no", "false") { $0.hasSources },
        Reading("Exclude: *-dbg_*.deb\n /dists/old/", #"["*-dbg_*.deb", "/dists/old/"]"#) { $0.excludes },
        Reading("At: 00:00", "0") { $0.earliestMinute },
        Reading("At: 4:17", "257") { $0.earliestMinute },
        Reading("At: 23:59", "1439") { $0.earliestMinute },
        Reading("Time-Zone: Europe/Berlin", "Europe/Berlin") { $0.timeZoneName },
        Reading("Splay: 0 s", "0") { $0.splay },
        Reading("Splay: 90min", "5400") { $0.splay },
        Reading("Splay: 6 hours", "21600") { $0.splay },
        Reading("Bandwidth: 1 KiB/s", "1") { $0.bandwidth },
        Reading("Bandwidth: 2 MiB/s", "2048") { $0.bandwidth },
        Reading("Bandwidth: 1 GiB/s", "1048576") { $0.bandwidth },
        Reading("Source-Address: 192.0.2.7", "192.0.2.7") { $0.sourceAddress },
        Reading("Source-Address: 2001:db8::7", "2001:db8::7") { $0.sourceAddress },
        Reading("Address-Family: any", "any") { $0.addressFamily },
        Reading("Address-Family: IPv4", "ipv4") { $0.addressFamily },
        Reading("Address-Family: ipv6", "ipv6") { $0.addressFamily },
        Reading("Waivers: /etc/waivers", "/etc/waivers") { $0.waiversFile },
        Reading("Password-File: /etc/secret", "/etc/secret") { $0.passwordFile },
        Reading("Follow-Up: 40 min", "2400") { $0.followUpPause },
        Reading("Retry-Pause: 30 seconds", "30") { $0.retryPause },
        Reading("Stalled-After: 1 s", "1") { $0.stallLimit },
        Reading("Stalled-After: 40 min", "2400") { $0.stallLimit },
        Reading("Longest-Transfer: 1 min", "60") { $0.transferLimit },
        Reading("Longest-Transfer: 20 h", "72000") { $0.transferLimit },
        Reading("Keep-Generations: 2", "2") { $0.keepGenerations },
        Reading("Keep-Generations: 1000", "1000") { $0.keepGenerations },
        Reading("Grace: 1 day", "86400") { $0.grace },
        Reading("Grace: 2 weeks", "1209600") { $0.grace },
        Reading("Minimum-Free: 5 GiB", "bytes(5368709120)") { $0.minimumFree },
        Reading("Minimum-Free: 0 B", "bytes(0)") { $0.minimumFree },
        Reading("Minimum-Free: 1 TB", "bytes(1000000000000)") { $0.minimumFree },
        Reading("Minimum-Free: 3%", "percent(3)") { $0.minimumFree },
        Reading("Minimum-Free: 99 %", "percent(99)") { $0.minimumFree },
        Reading("Scrub: 2 %", "2") { $0.scrubShare },
        Reading("Scrub: off", "0") { $0.scrubShare },
        Reading("Trace-Name: mirror.example.org", "mirror.example.org") { $0.traceName },
        Reading("Public: /srv/www/a", "/srv/www/a") { $0.publicLink },
        Reading("Registry-Token: mw-4f2a", "mw-4f2a") { $0.registryToken },
    ]

    @Test("is read", arguments: readings)
    func read(reading: Reading) throws {
        let mirror = try #require(try ConfigurationText.mirror(reading.field).first())
        #expect(reading.value(mirror) == reading.expected)
    }

    @Test("has a default")
    func defaults() throws {
        let mirror = try #require(try ConfigurationText.mirror().first())
        #expect(mirror.earliestMinute == nil && mirror.timeZoneName == nil && mirror.splay == 0)
        #expect(mirror.bandwidth == nil && mirror.sourceAddress == nil && mirror.addressFamily == .any)
        #expect(mirror.passwordFile == nil && mirror.traceName == nil && mirror.archivedSuites.isEmpty)
        #expect(mirror.keepGenerations == 2 && mirror.grace == 2 * 86_400 && mirror.minimumFree == .bytes(1 << 30))
        #expect(mirror.followUpPause == 300 && mirror.retryPause == 60 && !mirror.isUnsignedAllowed)
        #expect(mirror.publicLink == mirror.root + "/public")
    }

    static let number = "a number and a unit (s, min, h, days, weeks) of at most"
    static let address = "an IPv4 or IPv6 address"
    static let upTo64 = "up to 64 letters, digits and . - _ +, not beginning with . or -"
    static let refusals: [(String, String, String)] = [
        ("Unsigned", "maybe", "yes or no"), ("Unsigned", "", "yes or no"), ("Unsigned", "true", "yes or no"),
        ("Public", "", "a path"), ("Public", "/", "a directory below /"), ("Public", "a\n b", "a path"),
        ("Public", "root", "a link that is not Root, nor in its generations/ or staging/"),
        ("Public", "root/generations/x", "a link that is not Root, nor in its generations/ or staging/"),
        ("Public", "root/staging", "a link that is not Root, nor in its generations/ or staging/"),
        ("Public", "root/..", "a link that is not Root, nor in its generations/ or staging/"),
        ("At", "24:00", "a time of day, as 04:17"), ("At", "04:60", "a time of day, as 04:17"),
        ("At", "4", "a time of day, as 04:17"), ("At", "04:1", "a time of day, as 04:17"),
        ("At", "+4:17", "a time of day, as 04:17"), ("At", "04:+1", "a time of day, as 04:17"),
        ("At", "004:17", "a time of day, as 04:17"), ("At", "04:17:00", "a time of day, as 04:17"),
        ("At", ":17", "a time of day, as 04:17"), ("At", "", "a time of day, as 04:17"),
        ("At", "\u{FF10}4:17", "a time of day, as 04:17"),
        ("Time-Zone", "", "the name of a file below /usr/share/zoneinfo, as Europe/Berlin"),
        ("Time-Zone", "/etc/localtime", "the name of a file below /usr/share/zoneinfo, as Europe/Berlin"),
        ("Time-Zone", "../x", "the name of a file below /usr/share/zoneinfo, as Europe/Berlin"),
        ("Time-Zone", "Europe/Berlin CET", "the name of a file below /usr/share/zoneinfo, as Europe/Berlin"),
        ("Time-Zone", "Europe/Berlin\n CET", "the name of a file below /usr/share/zoneinfo, as Europe/Berlin"),
        ("Splay", "6", "\(number) 6 h"), ("Splay", "7 h", "\(number) 6 h"), ("Splay", "-1 h", "\(number) 6 h"),
        ("Splay", "1 month", "\(number) 6 h"), ("Splay", "h", "\(number) 6 h"), ("Splay", "1.5 h", "\(number) 6 h"),
        ("Splay", "99999999999999999999 s", "\(number) 6 h"), ("Splay", "9223372036854775807 weeks", "\(number) 6 h"),
        ("Follow-Up", "41 min", "\(number) 40 min"), ("Retry-Pause", "1 h", "\(number) 40 min"),
        ("Stalled-After", "41 min", "\(number) 40 min"), ("Longest-Transfer", "1 day", "\(number) 20 h"),
        ("Grace", "91 days", "\(number) 90 days"), ("Grace", "", "\(number) 90 days"),
        ("Bandwidth", "2 MiB", "a number and a unit (KiB/s, MiB/s, GiB/s)"),
        ("Bandwidth", "0 KiB/s", "a number and a unit (KiB/s, MiB/s, GiB/s)"),
        ("Bandwidth", "100 B/s", "a number and a unit (KiB/s, MiB/s, GiB/s)"),
        ("Bandwidth", "9223372036854775807 GiB/s", "a number and a unit (KiB/s, MiB/s, GiB/s)"),
        ("Source-Address", "mirror.example.org", address), ("Source-Address", "192.0.2", address),
        ("Source-Address", "192.0.2.256", address), ("Source-Address", "::g", address), ("Source-Address", "", address),
        ("Source-Address", "dead.beef", address),
        ("Address-Family", "inet6", "any, ipv4 or ipv6"), ("Password-File", "", "a path"),
        ("Keep-Generations", "1", "a number from 2 to 1000"), ("Keep-Generations", "1001", "a number from 2 to 1000"),
        ("Keep-Generations", "two", "a number from 2 to 1000"),
        ("Minimum-Free", "100 %", "a size (as 5 GiB) or a share (as 3 %)"),
        ("Minimum-Free", "5", "a size (as 5 GiB) or a share (as 3 %)"),
        ("Minimum-Free", "-5 GiB", "a size (as 5 GiB) or a share (as 3 %)"),
        ("Minimum-Free", "5 gib", "a size (as 5 GiB) or a share (as 3 %)"),
        ("Minimum-Free", "9999999999 TiB", "a size (as 5 GiB) or a share (as 3 %)"),
        ("Scrub", "101 %", "a share from 1 % to 100 %, or off"), ("Scrub", "1", "a share from 1 % to 100 %, or off"),
        ("Architectures", "amd64 source", "names of architectures; for sources there is `Sources: yes`"),
        ("Architectures", "amd_64", "names of architectures, as amd64"),
        ("Components", "main/*", "names of components, as main or updates/main"),
        ("Suites", "../x", "names of suites as below dists/, with * and ? for any characters"),
        ("Suites", "/x", "names of suites as below dists/, with * and ? for any characters"),
        ("Exclude", "/", "patterns of rsync, one a word, as *-dbg_*.deb or /dists/old/"),
        ("Trace-Name", "", "a host name"), ("Trace-Name", "../evil", "a host name"),
        ("Trace-Name", "a/b", "a host name"),
        ("Registry-Token", "a b", "the token that the registry gave, one word"),
        ("Registry-Token", "", "the token that the registry gave, one word"),
        ("Registry-Token", "a\u{7F}", "the token that the registry gave, one word"),
        ("Trace-Name", "-a", "a host name"), ("Trace-Name", "m\u{FC}ller", "a host name"),
    ]

    @Test("with a value that means nothing is refused, with what was expected", arguments: refusals)
    func refused(field: String, value: String, expected: String) throws {
        let shown = value.replacing("\n ", with: "\n")
        #expect(
            try ConfigurationText.mirror("\(field): \(value)").problems()
                == ["@/mirrorward.conf:5: invalid value (\(field)): expected \(expected), found `\(shown)`"])
    }

    @Test(
        "that names the mirror may hold what a file name may",
        arguments: ["a", "A.b-c_d+1", String(repeating: "x", count: 64)])
    func name(name: String) throws {
        let text = ConfigurationText.sound.replacing("Mirror: a", with: "Mirror: \(name)")
        #expect(try ConfigurationText(text).read().mirrors.map(\.name) == [name])
    }

    @Test(
        "that names the mirror may not lead elsewhere",
        arguments: ["", ".a", "-a", "a/b", "..", "a b", "m\u{FC}ller", String(repeating: "x", count: 65)])
    func badName(name: String) throws {
        let text = ConfigurationText.sound.replacing("Mirror: a", with: "Mirror: \(name)")
        let expected = "@/mirrorward.conf:1: invalid value (Mirror): expected \(Self.upTo64), found `\(name)`"
        #expect(try ConfigurationText(text).problems() == [expected])
    }

    @Test(
        "that names keyrings takes several, and no keys",
        arguments: [
            ("/k/a.gpg b.gpg", nil), ("", "the path of a keyring"),
            (
                "\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n x",
                "paths of keyrings; write an embedded key to a file of its own"
            ),
            (
                "0123456789abcdef0123456789ABCDEF01234567",
                "paths of keyrings; export the key of that fingerprint to a file of its own"
            ),
        ] as [(String, String?)])
    func keyrings(value: String, expected: String?) throws {
        let text = ConfigurationText(ConfigurationText.sound.replacing("a.gpg", with: value))
        let problems = try text.problems()
        if let expected {
            #expect(problems.count == 1 && problems[0].contains(": expected \(expected), found"), "\(problems)")
        } else {
            let keyrings = try #require(try text.first()).keyrings
            #expect(keyrings.count == 2 && keyrings[0] == "/k/a.gpg" && keyrings[1].hasSuffix("/b.gpg"))
        }
    }

    @Test(
        "that this version does not know yet is refused, not ignored",
        arguments: [
            "Stale-After", "After-Publish", "Status-Page", "stale-after",
        ])
    func unsupportedField(name: String) throws {
        let problems = try ConfigurationText.mirror("\(name): x").problems()
        #expect(problems.count == 1)
        #expect(
            problems.first?.hasPrefix("@/mirrorward.conf:5: field not supported by this version (\(name)) | ") == true)
    }

    @Test(
        "that nobody knows is refused, with the nearest name that is known",
        arguments: [
            ("Singed-By", "Signed-By"), ("Upsteam", "Upstream"), ("keep-generation", "Keep-Generations"),
            ("Band-Width", "Bandwidth"), ("Tme-Zone", "Time-Zone"), ("Frobnicate", nil),
        ] as [(String, String?)])
    func unknown(name: String, nearest: String?) throws {
        let hint = nearest.map { " | did you mean `\($0)`?" } ?? ""
        #expect(
            try ConfigurationText.mirror("\(name): x").problems() == [
                "@/mirrorward.conf:5: unknown field (\(name))\(hint)"
            ])
    }
}
