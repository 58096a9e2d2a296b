import Configuration
import MirrorRegistry
import Testing

@Suite("A registry")
struct RegistryStanzaTests {
    static let alone = "Registry: r\nArchive: https://archive.example.org/dotdeb\nSigned-By: r.gpg\n"
    static let beside = ConfigurationText.sound + "\n"

    @Test("needs no mirror, and compares with an address")
    func address() throws {
        let configuration = try ConfigurationText(Self.alone).read()
        let registry = try #require(configuration.registry(named: "r"))
        #expect(configuration.mirrors.isEmpty && configuration.registry(named: "a") == nil)
        guard case .url(let url) = registry.archive else {
            Issue.record("\(registry.archive)")
            return
        }
        #expect(url.text == "https://archive.example.org/dotdeb/" && registry.archiveURL == url)
        #expect(registry.keyrings.count == 1 && registry.keyrings[0].hasSuffix("/r.gpg"))
    }

    @Test("has the keys of the mirror it compares with, wherever that stands, unless it names its own")
    func keys() throws {
        let text = ConfigurationText(
            "Registry: r\nArchive: a\n\nRegistry: s\nArchive: a\nSigned-By: /s.gpg\n\nRegistry: t\nArchive: b\n\n"
                + ConfigurationText.sound + "\nMirror: b\nUpstream: h.example.org::b\nRoot: b\nUnsigned: yes\n")
        let registries = try text.read().registries
        #expect(registries.map(\.isUnsignedAllowed) == [false, false, true])
        #expect(registries[0].keyrings.first?.hasSuffix("/a.gpg") == true)
        #expect(registries[1].keyrings == ["/s.gpg"] && registries[2].keyrings.isEmpty)
    }

    static let signedBy =
        "name the keyring of the archive's signing keys; an archive without signatures needs `Unsigned: yes`"
    static let archive = "name the mirror that this machine has of the archive, or the archive's own address"
    static let own = "give each public list a directory of its own"
    static let spool = "give the registry a Spool of its own, outside of what is served"
    static let expected = "expected the name of a `Mirror` stanza, or an http or https address"
    static let faults: [(String, [String])] = [
        ("Registry: r\n", [":1: missing field (registry r): expected Archive | \(archive)"]),
        (
            "Registry: r\nArchive: https://archive.example.org/\n",
            [":1: missing field (registry r): expected Signed-By | \(signedBy)"]
        ),
        (
            "Registry: r\nArchive: rsync://archive.example.org/m/\nUnsigned: yes\n",
            [":2: invalid value (Archive): \(expected), found `rsync://archive.example.org/m/`"]
        ),
        (
            beside.replacing("Mirror: a", with: "Mirror: dotdeb") + "Registry: r\nArchive: dotdbe\n",
            [":6: invalid value (Archive): \(expected), found `dotdbe` | did you mean `dotdeb`?"]
        ),
        (
            beside + "Registry: r\nArchive: elsewhere\n",
            [":6: invalid value (Archive): \(expected), found `elsewhere` | \(archive)"]
        ),
        (
            alone + "Unsigned: yes\n",
            [":4: invalid value (Unsigned): expected no beside Signed-By, or one of the two fields, found `yes`"]
        ),
        (alone + "\n" + alone, [":5: repeated registry (r): the first stands at @/mirrorward.conf:1"]),
        (
            alone.replacing("Registry: r", with: "Registry: .r"),
            [
                ":1: invalid value (Registry): expected up to 64 letters, digits and . - _ +, not beginning with . or -, "
                    + "found `.r`"
            ]
        ),
        (
            "Regisry: r\n",
            [
                ":1: unknown stanza (Regisry): expected one with `Mirror`, `Registry` or `Defaults: yes` | did you mean `Registry`?"
            ]
        ),
        (
            "Defaults: yes\nPublish: /x\n\n" + alone,
            [":2: field out of place (Publish): expected in a `Registry` stanza"]
        ),
        (
            alone + "Spool: /x\n\n" + alone.replacing("Registry: r", with: "Registry: s") + "Spool: /x\n",
            [":6: registries with one spool (s and r): both have /x | \(spool)"]
        ),
        (
            alone + "Publish: /x\nSpool: /x/mails\n",
            [":1: mails would be published (registry r): the spool /x/mails lies in Publish, /x | \(spool)"]
        ),
    ]

    @Test("says what is wrong with it, each with its line", arguments: faults)
    func refused(text: String, expected: [String]) throws {
        #expect(try ConfigurationText(text).problems() == expected.map { "@/mirrorward.conf\($0)" })
    }

    @Test("whose mirror has faults of its own adds none")
    func mirrorWithFaults() throws {
        let text = "Mirror: a\nRoot: x\nSigned-By: k\n\nRegistry: r\nArchive: a\n"
        #expect(
            try ConfigurationText(text).problems() == [
                "@/mirrorward.conf:1: missing field (mirror a): expected Upstream"
            ])
    }

    static let lists: [(String, String, Bool)] = [
        ("/x", "/x", true), ("/x", "/x/y", true), ("/x/y", "/x/", true), ("/x", "/xy", false),
    ]

    @Test("shares its public list with none", arguments: lists)
    func sharedList(first: String, second: String, clash: Bool) throws {
        let text =
            Self.alone + "Publish: \(first)\n\n" + Self.alone.replacing("Registry: r", with: "Registry: s")
            + "Publish: \(second)\n"
        let problems = try ConfigurationText(text).problems()
        #expect(problems.count == (clash ? 1 : 0))
        #expect(problems.allSatisfy { $0.contains(":6: registries with one public list (s and r): ") }, "\(problems)")
    }

    static let places: [(String, String, Bool)] = [
        ("/srv/a", "/srv/a", true), ("/srv/a", "/srv/a/generations/x", true), ("/srv/a", "/srv/a/list", true),
        ("/srv/list/generations/a", "/srv/list", true), ("/srv/list/public", "/srv/list", true),
        ("/srv/list/a", "/srv/list", false), ("/srv/a", "/srv/ab", false), ("/srv/a", "/srv/www/a", true),
        ("/srv/a", "/srv/www", false),
    ]

    @Test("keeps its list apart from what mirrors publish", arguments: places)
    func besideMirrors(root: String, list: String, clash: Bool) throws {
        let mirror = ConfigurationText.sound.replacing("Root: root", with: "Root: \(root)\nPublic: /srv/www/a")
        let problems = try ConfigurationText(mirror + "\nRegistry: r\nArchive: a\nPublish: \(list)\n").problems()
        #expect(problems.count == (clash ? 1 : 0), "\(problems)")
        #expect(
            problems.allSatisfy {
                $0.contains(
                    ":7: the public list would lie in what a mirror publishes (registry r, mirror a): Publish is \(list), "
                )
                    && $0.hasSuffix(" | " + Self.own)
            }, "\(problems)")
    }
}
