import MirrorRegistry
import Testing

@Suite("The address of a mirror") struct SubmissionURLTests {
    static let normalForms: [(String, String)] = [
        ("http://mirror.example.org/dotdeb/", "http://mirror.example.org/dotdeb/"),
        ("HTTP://Mirror.EXAMPLE.org:80/dotdeb", "http://mirror.example.org/dotdeb/"),
        ("https://mirror.example.org:443", "https://mirror.example.org/"),
        ("https://mirror.example.org:", "https://mirror.example.org/"),
        ("https://mirror.example.org:0443/", "https://mirror.example.org/"),
        ("https://mirror.example.org:80/", "https://mirror.example.org:80/"),
        ("https://mirror.example.org.:8443/a", "https://mirror.example.org:8443/a/"),
        ("rsync://mirror.example.org:873/dotdeb", "rsync://mirror.example.org/dotdeb/"),
        ("mirror.example.org::dotdeb", "rsync://mirror.example.org/dotdeb/"),
        ("Mirror.example.org::dotdeb/sub/", "rsync://mirror.example.org/dotdeb/sub/"),
        ("rsync://mirror.example.org/%64otdeb", "rsync://mirror.example.org/dotdeb/"),
        ("http://mirror.example.org/a/./b/../c/", "http://mirror.example.org/a/c/"),
        ("http://mirror.example.org/../../a", "http://mirror.example.org/a/"),
        ("http://mirror.example.org/a/%2e%2E/b", "http://mirror.example.org/b/"),
        ("http://mirror.example.org//a///b//", "http://mirror.example.org/a/b/"),
        ("http://mirror.example.org/%7edotdeb/%41", "http://mirror.example.org/~dotdeb/A/"),
        ("http://mirror.example.org/%c3%a9/é", "http://mirror.example.org/%C3%A9/%C3%A9/"),
        ("http://mirror.example.org/a%20b%25", "http://mirror.example.org/a%20b%25/"),
        (
            "http://mirror.example.org/<script>'\"{}|^`[]",
            "http://mirror.example.org/%3Cscript%3E%27%22%7B%7D%7C%5E%60%5B%5D/"
        ),
        ("http://mirror.example.org/a;b=c,d:e@f!g$h&i(j)*+", "http://mirror.example.org/a;b=c,d:e@f!g$h&i(j)*+/"),
        ("http://Bücher.example.org/", "http://xn--bcher-kva.example.org/"),
        ("http://BÜCHER.example.org/", "http://xn--bcher-kva.example.org/"),
        ("http://bu\u{308}cher.example.org/", "http://xn--bcher-kva.example.org/"),
        ("http://XN--BCHER-KVA.example.org/", "http://xn--bcher-kva.example.org/"),
        ("http://straße.example.org/", "http://xn--strae-oqa.example.org/"),
        ("http://例え。テスト/", "http://xn--r8jz45g.xn--zckzah/"),
        ("http://１９２.0.2.1/", "http://192.0.2.1/"),
        ("http://192.0.2.1/", "http://192.0.2.1/"),
        ("http://192.0.2.1./", "http://192.0.2.1/"),
        ("http://[2001:DB8:0::1]:80/", "http://[2001:db8::1]/"),
        ("https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443/"),
        ("http://[::FFFF:10.0.0.1]/", "http://[::ffff:10.0.0.1]/"),
        ("http://r3---a.example.org/", "http://r3---a.example.org/"),
    ]

    @Test("has one normal form, which is a fixed point", arguments: normalForms)
    func normalForm(text: String, expected: String) throws {
        let url = try MirrorURL(text)
        #expect(url.text == expected)
        #expect(try MirrorURL(url.text) == url)
    }

    static let faults: [(String, MirrorURLFault)] = [
        ("", .noScheme), ("mirror.example.org/dotdeb/", .noScheme), ("mailto:admin@example.org", .noScheme),
        ("example.org/a::b", .noScheme), ("ftp://mirror.example.org/", .scheme("ftp")),
        ("://example.org/", .scheme("")),
        ("file:///etc/passwd", .scheme("file")), ("javascript://example.org/%0Aalert(1)", .scheme("javascript")),
        ("http:///dotdeb/", .noHost), ("http://", .noHost), ("http://:80/", .noHost),
        ("http://mirror.example.org/\u{0}", .controlCharacter(0)),
        ("http://mirror.example.org/\n", .controlCharacter(10)),
        ("http://mirror.example.org/a\tb", .controlCharacter(9)),
        ("http://mirror.example.org/\u{202E}", .controlCharacter(0x202E)),
        ("http://mirror.example.org/\r\nHost: other", .controlCharacter(13)),
        ("http://mirror.example.org/\u{7F}", .controlCharacter(0x7F)),
        ("http://mir\u{200B}ror.example.org/", .controlCharacter(0x200B)),
        (" http://mirror.example.org/", .blank), ("http://mirror.example.org/a b", .blank),
        ("http://mirror.example.org/a\u{A0}b", .blank), ("http://mirror.example.org\\@evil.example.org/", .backslash),
        ("http://user@mirror.example.org/", .credentials), ("http://user:secret@mirror.example.org/", .credentials),
        ("user@mirror.example.org::dotdeb", .credentials), ("http://@mirror.example.org/", .credentials),
        ("http://mirror.example.org@\u{301}evil.example.org/", .credentials),
        ("http://mirror.example.org/?a=b", .query), ("http://mirror.example.org?", .query),
        ("http://mirror.example.org/?\u{301}", .query), ("http://mirror.example.org/#top", .fragment),
        ("http://2130706433/", .numericHost("2130706433")), ("http://0177.0.0.1/", .numericHost("0177.0.0.1")),
        ("http://0x7f.1/", .numericHost("0x7f.1")), ("http://127.1/", .numericHost("127.1")),
        ("http://0x7F000001/", .numericHost("0x7F000001")), ("http://127.0.0.01/", .numericHost("127.0.0.01")),
        ("http://256.0.0.1/", .numericHost("256.0.0.1")), ("http://1.2.3.4.5/", .numericHost("1.2.3.4.5")),
        ("http://mirror.0x/", .numericHost("mirror.0x")), ("http://mirror.1/", .numericHost("mirror.1")),
        ("http://%6dirror.example.org/", .host("%6dirror.example.org")),
        ("http://a_b.example.org/", .host("a_b.example.org")),
        ("http://-a.example.org/", .host("-a.example.org")), ("http://a-.example.org/", .host("a-.example.org")),
        ("http://a..example.org/", .host("a..example.org")), ("http://.example.org/", .host(".example.org")),
        ("http://a.example.org../", .host("a.example.org..")),
        ("http://xn--a.example.org/", .host("xn--a.example.org")),
        ("http://<script>.example.org/", .host("<script>.example.org")), ("http://[::1/", .host("[::1")),
        ("http://[127.0.0.1]/", .host("[127.0.0.1]")), ("http://[fe80::1%25eth0]/", .host("[fe80::1%25eth0]")),
        ("http://a[::1]/", .host("a[::1]")), ("http://☃_.example.org/", .host("☃_.example.org")),
        ("http://mirror.example.org:0/", .portMalformed("0")),
        ("http://mirror.example.org:65536/", .portMalformed("65536")),
        ("http://mirror.example.org:+80/", .portMalformed("+80")),
        ("http://mirror.example.org:80:80/", .portMalformed("80:80")),
        ("http://::1/", .portMalformed(":1")), ("http://mirror.example.org:８0/", .portMalformed("８0")),
        ("http://mirror.example.org/%", .percentMalformed), ("http://mirror.example.org/%2", .percentMalformed),
        ("http://mirror.example.org/%zz", .percentMalformed), ("http://mirror.example.org/%0a", .percentRefused("%0A")),
        ("http://mirror.example.org/%00", .percentRefused("%00")),
        ("http://mirror.example.org/%7f", .percentRefused("%7F")),
        ("http://mirror.example.org/a%2fb", .percentRefused("%2F")),
        ("http://mirror.example.org/a%5cb", .percentRefused("%5C")),
        ("rsync://mirror.example.org/", .noModule), ("mirror.example.org::", .noModule),
        ("rsync://mirror.example.org/a%20b", .rsyncPath("%")), ("rsync://mirror.example.org/*", .rsyncPath("*")),
        ("rsync://mirror.example.org/$(id)/", .rsyncPath("$")), ("rsync://mirror.example.org/é", .rsyncPath("%")),
    ]

    @Test("is refused with what is wrong with it", arguments: faults)
    func fault(text: String, expected: MirrorURLFault) {
        #expect(throws: expected) { try MirrorURL(text) }
        #expect(!expected.message.contains("\n") && !expected.message.hasSuffix("."))
    }

    @Test("is bounded, in the form in which it comes and in its normal one")
    func isBounded() throws {
        let start = "http://mirror.example.org/"
        #expect(throws: Never.self) { try MirrorURL(start + String(repeating: "a", count: 1999 - start.utf8.count)) }
        for text in [
            start + String(repeating: "a", count: 2001 - start.utf8.count), start + String(repeating: "é", count: 700),
            start + String(repeating: "a", count: 2000 - start.utf8.count),
        ] {
            #expect { try MirrorURL(text) } throws: { error in
                if case .tooLong(_, limit: 2000)? = error as? MirrorURLFault { true } else { false }
            }
        }
        #expect(throws: Never.self) { try MirrorURL("http://\(String(repeating: "a", count: 63)).example.org/") }
        for host in [String(repeating: "a", count: 64) + ".org", String(repeating: "a.", count: 126) + "ab"] {
            #expect(throws: MirrorURLFault.host(host)) { try MirrorURL("http://\(host)/") }
        }
    }

    @Test("quotes no password in what is said of it")
    func quotesNoPassword() {
        #expect { try MirrorURL("https://user:secret@mirror.example.org/") } throws: { error in
            (error as? MirrorURLFault)?.message.contains("secret") == false
        }
    }

    static let roots: [(String, String)] = [
        ("http://mirror.example.org/dotdeb/dists/stable/InRelease", "http://mirror.example.org/dotdeb/"),
        ("http://mirror.example.org/dotdeb/dists/", "http://mirror.example.org/dotdeb/"),
        ("http://mirror.example.org/dists/stable", "http://mirror.example.org/"),
        ("http://mirror.example.org/dotdeb/project/trace/mirror.example.org", "http://mirror.example.org/dotdeb/"),
        ("http://mirror.example.org/dotdeb/INDEX.html", "http://mirror.example.org/dotdeb/"),
        ("http://mirror.example.org/pool/dotdeb/", "http://mirror.example.org/pool/dotdeb/"),
        ("http://mirror.example.org/trace/dotdeb/", "http://mirror.example.org/trace/dotdeb/"),
        ("rsync://mirror.example.org/dists/", "rsync://mirror.example.org/dists/"),
        ("rsync://mirror.example.org/dotdeb/dists/", "rsync://mirror.example.org/dotdeb/"),
    ]

    @Test("inside of an archive leads to the archive's directory", arguments: roots)
    func root(text: String, expected: String) throws {
        #expect(try MirrorURL(text).archiveRoot.text == expected)
    }

    static let refusals: [(String, MirrorURLFault?)] = [
        ("https://mirror.example.org/", nil), ("https://example.org/", nil),
        ("https://mirror.example.com:8443/", .port(8443)),
        ("http://mirror.example.org:443/", .port(443)),
        ("http://localhost/", .specialName("localhost", suffix: "localhost")),
        ("http://a.localhost/", .specialName("a.localhost", suffix: "localhost")),
        ("http://printer.local/", .specialName("printer.local", suffix: "local")),
        ("http://metadata.google.internal/", .specialName("metadata.google.internal", suffix: "internal")),
        ("http://host.localdomain/", .specialName("host.localdomain", suffix: "localdomain")),
        ("http://a.onion/", .specialName("a.onion", suffix: "onion")),
        ("http://a.test/", .specialName("a.test", suffix: "test")),
        ("http://a.invalid/", .specialName("a.invalid", suffix: "invalid")),
        ("http://a.home.arpa/", .specialName("a.home.arpa", suffix: "home.arpa")),
        ("http://1.2.0.192.in-addr.arpa/", .specialName("1.2.0.192.in-addr.arpa", suffix: "arpa")),
        ("http://mirror/", .singleLabel("mirror")), ("http://notlocal.example.org/", nil),
        ("http://xlocal/", .singleLabel("xlocal")),
        ("http://8.8.8.8/", nil), ("http://[2606:4700::1]/", nil),
    ]

    @Test("is refused by policy for its port and for names that are not public", arguments: refusals)
    func refusal(text: String, expected: MirrorURLFault?) throws {
        #expect(try MirrorURL(text).refusal(.none) == expected)
    }

    @Test("of an address that is not public is refused, unless its network is allowed")
    func literal() throws {
        let url = try MirrorURL("http://127.0.0.1:8080/")
        let loopback = AddressAllowance(networks: [try #require(IPNetwork("127.0.0.0/8"))])
        var open = loopback
        open.allowsAnyPort = true
        #expect(url.refusal(.none) == .port(8080))
        #expect(url.refusal(loopback) == .port(8080))
        #expect(url.refusal(open) == nil)
        #expect(
            url.refusal(AddressAllowance(ports: [8080]))?.message
                == "127.0.0.1 is no public address: it is loopback (127.0.0.0/8)")
        #expect(try MirrorURL("http://[::ffff:127.0.0.1]/").refusal(loopback) != nil)
        #expect(try MirrorURL("http://localhost/").refusal(loopback) == nil)
        #expect(try MirrorURL("http://a.test/").refusal(AddressAllowance(names: ["a.test"])) == nil)
    }
}
