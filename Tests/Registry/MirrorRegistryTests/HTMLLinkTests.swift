import Testing

@testable import MirrorRegistry

@Suite("Links of the pages") struct HTMLLinkTests {
    @Test(
        "lead to sites of http and https",
        arguments: [
            "https://www.example.org/", "http://example.org", "HTTPS://example.org/a?b=c&d#e", "https://[2001:db8::1]/",
            "https://münchen.example/", "https://social.example.org/@mirror",
        ])
    func sites(address: String) throws {
        let link = try #require(PageLink(site: address))
        #expect(link.isForeign)
        #expect(link.destination.lowercased() == address.lowercased())
    }

    @Test(
        "lead nowhere else",
        arguments: [
            "", "javascript:alert(1)", "JaVaScRiPt://example.org/%0Aalert(1)", " https://example.org/",
            "https:example.org",
            "//example.org/", "data:text/html,x", "mailto:joe@example.org", "rsync://example.org/module/", "https://",
            "https:///path", "https://user@example.org/", "https://user:@example.org/",
            "https://user:word@example.org/", "https://example.org/\n",
            "https://example.org/ x", "https://example.org/\"onclick=", "https://example.org/<b>",
            "https://example.org\\@evil.example/",
            "https://example.org/?to=joe@example.org", "https://example.org/?to=joe%40example.org",
            "https://example.org/\u{202E}gpj", "https://example.org/\u{0}",
            "https://" + String(repeating: "a", count: 2000),
        ])
    func refused(address: String) { #expect(PageLink(site: address) == nil) }

    @Test("stay within the list, whatever a mirror is called")
    func slugs() {
        #expect(
            PageLink.page(of: PageSlug("../../etc/passwd"), from: .top).destination == "mirror/..-..-etc-passwd.html")
        #expect(PageLink.page(of: PageSlug(""), from: .mirrors).destination == "../mirror/mirror.html")
        #expect(PageLink.fragment("a\" onclick=").destination == "#aonclick")
    }
}
