import Testing

@testable import MirrorRegistry

@Suite("An imported list") struct SubmissionImportTests {
    static func read(_ text: String, _ format: ImportFormat) -> SubmissionReading {
        let (wishes, faults) = importedWishes(Array(text.utf8), format: format)
        return SubmissionReading(wishes: wishes, faults: faults)
    }

    @Test("of Debian's form gives the mirrors of the chosen collection")
    func masterlist() {
        let text = """
            # comment
            Site: ftp.fr.example.org
            Alias: a.example.org
            Type: Push-Secondary
            Country: FR France
            X-Country: DE
            Archive-architecture: amd64 arm64
            Archive-http: /debian/
            Archive-rsync: debian/
            Dotdeb-http: /dotdeb/
            Sponsor: One http://one.example.org/
            Sponsor: Two http://two.example.org/
            Maintainer: Jean Dupont <jean@example.org>, x@example.org
            Comment: first
              second

            site: de.example.org
            country: de Germany
            archive-http: /debian/
            Archive-Architecture: !i386 any

            Site: dns.example.org
            Type: GeoDNS
            Archive-http: /debian/

            Site: cd.example.org
            CDImage-http: /cd/
            """
        let reading = Self.read(text, .masterlist(collection: "Archive"))
        #expect(reading.faults.isEmpty)
        #expect(reading.wishes.map(\.host) == ["ftp.fr.example.org", "de.example.org"])
        let fields = reading.wishes[0].fields
        #expect(
            reading.wishes[0].addresses.map(\.text) == [
                "http://ftp.fr.example.org/debian/", "rsync://ftp.fr.example.org/debian/",
            ])
        #expect(
            fields.country == "FR" && fields.architectures == ["amd64", "arm64"] && fields.comment == "first second")
        #expect(fields.sponsor == "One" && fields.sponsorURL == "http://one.example.org/")
        #expect(fields.contact == "jean@example.org" && fields.maintainer == "Jean Dupont")
        #expect(reading.wishes[1].fields.country == "DE" && reading.wishes[1].fields.architectures == [])
        let dotdeb = Self.read(text, .masterlist(collection: "dotdeb"))
        #expect(dotdeb.wishes.flatMap(\.addresses).map(\.text) == ["http://ftp.fr.example.org/dotdeb/"])
    }

    @Test("of Debian's form tells each fault with its line, and reads on")
    func masterlistFaults() {
        let text =
            "  astray\nno field\nSite: a.example.org\nArchive-http: /x/%zz\n\nCountry: FR\n\nSite: b.example.org\nArchive-http: /x/\n"
            + "Country: Atlantis\n\nSite: b.example.org\nArchive-http: /y/\n"
        let reading = Self.read(text, .masterlist(collection: "Archive"))
        #expect(reading.wishes.map(\.host) == ["b.example.org"])
        #expect(reading.faults.map(\.line) == [1, 2, 4, 6, 10, 12])
    }

    @Test("of mirmon is read in both forms")
    func mirmon() {
        let text =
            "# list\nfr https://a.example.org/x/ a@example.org\nhttp de http://b.example.org/x/ b@example.org\n"
            + "uk rsync://a.example.org/x/\ncom http://c.example.org/\nhttps://d.example.org/\nfr nowhere\n"
        let reading = Self.read(text, .mirmon)
        #expect(reading.wishes.map(\.host) == ["a.example.org", "b.example.org", "c.example.org"])
        #expect(reading.wishes.map(\.fields.country) == ["FR", "DE", nil])
        #expect(reading.wishes.map(\.fields.contact) == ["a@example.org", "b@example.org", nil])
        #expect(reading.wishes[0].addresses.map(\.scheme) == [.https, .rsync])
        #expect(reading.faults.map(\.line) == [6, 7])
    }

    @Test("of one address a line is read with the faults of its lines")
    func plain() {
        let text =
            "\u{FEFF}https://a.example.org/x\r\n\r\n# https://no.example.org/\n  http://a.example.org/x  \nhttp://2130706433/\nrubbish\n"
        let reading = Self.read(text, .plain)
        #expect(
            reading.wishes.map { $0.addresses.map(\.text) } == [
                ["https://a.example.org/x/", "http://a.example.org/x/"]
            ])
        #expect(reading.faults.map(\.line) == [5, 6])
        #expect(reading.faults.map(\.reason) == [.url(.numericHost("2130706433")), .url(.noScheme)])
    }

    @Test(
        "is bounded in bytes and mirrors", arguments: [ImportFormat.plain, .mirmon, .masterlist(collection: "Archive")])
    func bounds(format: ImportFormat) {
        let large = importedWishes([UInt8](repeating: 10, count: 4 << 20 + 1), format: format)
        #expect(large.wishes.isEmpty && large.faults.map(\.reason) == [.fileTooLarge(limit: 4 << 20)])
        let lines = (1...5001).map { number in
            switch format {
            case .plain: "http://m\(number).example.org/"
            case .mirmon: "fr http://m\(number).example.org/"
            case .masterlist: "Site: m\(number).example.org\nArchive-http: /\n"
            }
        }
        let many = importedWishes(Array(lines.joined(separator: "\n").utf8), format: format)
        #expect(many.wishes.count == 5000 && many.faults.map(\.reason) == [.tooMany(limit: 5000)])
        #expect(importedWishes([0xFF, 0, 0xFE, 10, 10, 0x3A], format: format).wishes.isEmpty)
        #expect(importedWishes([], format: format).faults.isEmpty)
    }
}
