import Testing

@testable import Probing

@Suite("The target of a request") struct HTTPTargetTests {
    @Test(
        "is in the bytes of a request line",
        arguments: [
            ("http://Mirror.Example.org", "http://mirror.example.org/"),
            ("HTTPS://mirror.example.org:443/a/./b/../c", "https://mirror.example.org/a/c"),
            ("http://mirror.example.org/a/..", "http://mirror.example.org/"),
            ("http://mirror.example.org/../../etc/.", "http://mirror.example.org/etc/"),
            ("http://mirror.example.org/a b\u{E9}?<c>#d", "http://mirror.example.org/a%20b%C3%A9?%3Cc%3E"),
            ("http://mirror.example.org/a%2fb%", "http://mirror.example.org/a%2fb%"),
            ("http://mirror.example.org?x=/../y", "http://mirror.example.org/?x=/../y"),
        ])
    func normal(_ text: String, _ expected: String) throws {
        #expect(try HTTPTarget(text).text == expected)
    }

    @Test(
        "is none",
        arguments: [
            "", "mirror.example.org/", "/a", "rsync://mirror.example.org/a/", "file:///etc/passwd", "http://",
            "http:///a", "http://mirror.example.org/a\r\nX: y", "http://mirror.example.org/\u{0}",
            "http://mirror.example.org\r\n/", "http://user@mirror.example.org/",
            "http://mirror.example.org/" + String(repeating: "a", count: 8000), "javascript:alert(1)",
        ])
    func refused(_ text: String) {
        #expect(throws: HTTPFault.self) { try HTTPTarget(text) }
    }

    /// Source: RFC 3986, section 5.4.
    @Test(
        "follows a reference as RFC 3986 has it",
        arguments: [
            ("g", "/b/c/g"), ("./g", "/b/c/g"), ("g/", "/b/c/g/"), ("/g", "/g"), ("?y", "/b/c/d;p?y"),
            ("g?y", "/b/c/g?y"), ("#s", "/b/c/d;p?q"), ("", "/b/c/d;p?q"), (".", "/b/c/"), ("..", "/b/"),
            ("../g", "/b/g"), ("../../../g", "/g"), ("/./g", "/g"), ("g.", "/b/c/g."), ("./g/.", "/b/c/g/"),
            ("g;x=1/../y", "/b/c/y"), ("g?y/../x", "/b/c/g?y/../x"),
        ])
    func reference(_ reference: String, _ path: String) throws {
        #expect(try HTTPTarget("http://a.example.org/b/c/d;p?q").following(reference).path == path)
    }

    @Test("follows a reference to another host with the same scheme")
    func otherHost() throws {
        let target = try HTTPTarget("https://a.example.org/b").following("//b.example.org/c")
        #expect(target.text == "https://b.example.org/c")
    }
}
