import Deb822
import MirrorRegistry
import Testing

@Suite("mirrors.masterlist and mirmon.txt")
struct PublishedMasterlistTests {
    private static func mirror(_ change: (inout PublicMirror) -> Void = { _ in }) -> PublicMirror {
        Sample.mirror("mirror.example.fr") { mirror in
            mirror.addresses.append(Sample.url("rsync://mirror.example.fr/dotdeb/"))
            mirror.fields.architectures = ["all", "amd64", "arm64", "source"]
            mirror.fields.location = "Paris"
            mirror.fields.sponsor = "Example SARL"
            mirror.fields.sponsorURL = "https://example.fr/"
            mirror.fields.maintainer = "Someone"
            mirror.answersIPv4 = true
            mirror.answersIPv6 = true
            change(&mirror)
        }
    }

    @Test("a stanza has Debian's fields and the same under the archive's name")
    func stanza() {
        let expected = """
            Site: mirror.example.fr
            Type: leaf
            Archive-architecture: amd64 arm64 source
            Archive-https: /dotdeb/
            Archive-http: /dotdeb/
            Archive-rsync: dotdeb/
            Dotdeb-architecture: amd64 arm64 source
            Dotdeb-https: /dotdeb/
            Dotdeb-http: /dotdeb/
            Dotdeb-rsync: dotdeb/
            Country: FR France
            Location: Paris
            Sponsor: Example SARL https://example.fr/
            IPv6: yes

            """
        #expect(listFiles(of: Sample.list([Self.mirror()])).text("mirrors.masterlist") == expected)
    }

    @Test("stanzas are set apart by one empty line, and read as deb822")
    func stanzas() throws {
        let text =
            listFiles(of: Sample.list([Self.mirror(), Sample.mirror("b.example.org")])).text("mirrors.masterlist") ?? ""
        #expect(text.split(separator: "\n\nSite: ").count == 2)
        #expect(!text.contains("\n ") && !text.contains("Maintainer"))
        let stanzas = try Deb822Parser.parse(Array(text.utf8))
        #expect(stanzas.compactMap { $0["Site"]?.lines.first?.text } == ["mirror.example.fr", "b.example.org"])
    }

    @Test(
        "a registry that imports the lists gets the same mirrors",
        arguments: [
            ("mirrors.masterlist", .masterlist(collection: "Archive")),
            ("mirrors.masterlist", .masterlist(collection: "Dotdeb")), ("mirmon.txt", .mirmon),
        ] as [(String, ImportFormat)])
    func imported(_ path: String, _ format: ImportFormat) {
        let mirrors = [Self.mirror(), Sample.mirror("b.example.org", country: "DE")]
        let file = listFiles(of: Sample.list(mirrors)).first { $0.path == path }
        let (wishes, faults) = importedWishes(file?.bytes ?? [], format: format)
        #expect(faults.isEmpty)
        #expect(wishes.map { $0.addresses.sorted() } == mirrors.map { $0.addresses.sorted() })
        #expect(wishes.map(\.fields.country) == ["FR", "DE"])
    }

    @Test(
        "IPv6 is said where it is known",
        arguments: [
            (true, true, "yes"), (false, true, "only"), (true, false, "no"), (nil, true, "yes"), (true, nil, nil),
        ] as [(Bool?, Bool?, String?)])
    func addressFamilies(_ v4: Bool?, _ v6: Bool?, _ expected: String?) {
        let mirror = Self.mirror {
            $0.answersIPv4 = v4
            $0.answersIPv6 = v6
        }
        let line = listFiles(of: Sample.list([mirror])).lines("mirrors.masterlist").first { $0.hasPrefix("IPv6: ") }
        #expect(line == expected.map { "IPv6: \($0)" })
    }

    @Test("an odd port stands with the host, and only what is on it is told")
    func ports() {
        let mirror = Self.mirror {
            $0.addresses = [Sample.url("http://mirror.example.fr:8080/d/"), Sample.url("rsync://mirror.example.fr/d/")]
        }
        let lines = listFiles(of: Sample.list([mirror])).lines("mirrors.masterlist")
        #expect(lines.first == "Site: mirror.example.fr:8080" && lines.contains("Archive-http: /d/"))
        #expect(!lines.contains { $0.hasPrefix("Archive-rsync") })
    }

    @Test("mirmon gets a line for each address, in lower case its country")
    func mirmon() {
        let files = listFiles(of: Sample.list([Self.mirror(), Sample.mirror("b.example.org", country: nil)]))
        let expected = [
            "fr https://mirror.example.fr/dotdeb/", "fr http://mirror.example.fr/dotdeb/",
            "fr rsync://mirror.example.fr/dotdeb/", "zz https://b.example.org/dotdeb/",
            "zz http://b.example.org/dotdeb/",
        ]
        #expect(files.lines("mirmon.txt") == expected)
    }
}
