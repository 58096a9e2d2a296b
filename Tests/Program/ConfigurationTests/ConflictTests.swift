import Configuration
import Testing

@Suite("Two mirrors")
struct ConflictTests {
    static let roots: [(String, String, Bool)] = [
        ("/srv/a", "/srv/a", true), ("/srv/a", "/srv/a/", true), ("/srv/a", "/srv//./a", true),
        ("/srv/a", "/srv/b/../a", true),
        ("/srv/a", "/srv/a/b", true), ("/srv/a/b", "/srv/a", true), ("/srv/a", "/srv/ab", false),
        ("/srv/a", "/srv/A", false),
    ]

    @Test("on one Root, or on nested ones, are refused", arguments: roots)
    func root(first: String, second: String, clash: Bool) throws {
        let problems = try pair(roots: (first, second)).problems()
        #expect(problems.contains { $0.contains("mirrors on one root (b and a)") } == clash, "\(problems)")
        #expect(problems.count == (clash ? 1 : 0))
    }

    static let upstreams: [(String, String, Bool)] = [
        ("rsync://h.example.org/m/", "rsync://h.example.org/m", true),
        ("rsync://h.example.org/m", "H.example.org.::m", true),
        ("rsync://h.example.org/m", "rsync://h.example.org:873/m/dists", true),
        ("h.example.org:/a", "h.example.org:/a/b", true),
        ("rsync://me@h.example.org/m", "rsync://you@h.example.org/m", true), ("/srv/x", "/srv/x/y", true),
        ("rsync://h.example.org/m", "rsync://h.example.org:8730/m", false),
        ("rsync://h.example.org/m", "h.example.org:m", false),
        ("rsync://h.example.org/m", "rsync://h.example.org/mm", false),
        ("rsync://h.example.org/m", "rsync://i.example.org/m", false),
    ]

    @Test("of one upstream, or of nested ones, are refused", arguments: upstreams)
    func upstream(first: String, second: String, clash: Bool) throws {
        let problems = try pair(upstreams: (first, second)).problems()
        #expect(problems.contains { $0.contains("mirrors of one upstream (b and a)") } == clash, "\(problems)")
        #expect(problems.count == (clash ? 1 : 0))
    }

    @Test("cannot share the public link")
    func publicLink() throws {
        let problems = try pair(fields: "Public: /srv/www/x\n").problems()
        #expect(
            problems == [
                "@/mirrorward.conf:7: mirrors with one public link (b and a): both have /srv/www/x | "
                    + "give each mirror a public link of its own"
            ])
    }

    @Test("without Root are told that alone")
    func noRoots() throws {
        let text = ConfigurationText(
            "Mirror: a\nUpstream: h.example.org::a\nSigned-By: k\n\nMirror: b\nUpstream: h.example.org::b\nSigned-By: k\n"
        )
        #expect(
            try text.problems() == [
                "@/mirrorward.conf:1: missing field (mirror a): expected Root",
                "@/mirrorward.conf:5: missing field (mirror b): expected Root",
            ])
    }

    @Test("may form a chain on one machine")
    func chain() throws {
        #expect(
            try pair(upstreams: ("h.example.org::m", "/srv/first/public"), roots: ("/srv/first", "/srv/second"))
                .problems().isEmpty)
    }

    @Test(
        "of which one copies itself are refused",
        arguments: [("/srv/x", "/srv/x"), ("/srv/x", "/srv/x/mirror"), ("/srv/x/archive", "/srv/x")])
    func itself(upstream: String, root: String) throws {
        let text = ConfigurationText("Mirror: a\nUpstream: \(upstream)\nRoot: \(root)\nSigned-By: k\n")
        #expect(
            try text.problems() == [
                "@/mirrorward.conf:1: the upstream is the Root, holds it or lies in it (\(upstream)): Root is \(root) | "
                    + "give each mirror a Root of its own"
            ])
    }

    private func pair(
        upstreams: (String, String) = ("h.example.org::a", "h.example.org::b"),
        roots: (String, String) = ("/m/1", "/m/2"),
        fields: String = ""
    ) -> ConfigurationText {
        let stanza = { (name: String, upstream: String, root: String) in
            "Mirror: \(name)\nUpstream: \(upstream)\nRoot: \(root)\nSigned-By: k\n\(fields)"
        }
        return ConfigurationText(stanza("a", upstreams.0, roots.0) + "\n" + stanza("b", upstreams.1, roots.1))
    }
}
