import Testing

@testable import MirrorRegistry

@Suite("A submission in words") struct SubmissionTextTests {
    static let found: [(String, [String])] = [
        ("Our mirror is https://mirror.example.org/dotdeb/.", ["https://mirror.example.org/dotdeb/"]),
        ("(see http://mirror.example.org/dotdeb)", ["http://mirror.example.org/dotdeb/"]),
        ("<https://mirror.example.org/dotdeb/>, thanks", ["https://mirror.example.org/dotdeb/"]),
        ("<URL:https://mirror.example.org/dotdeb/>", ["https://mirror.example.org/dotdeb/"]),
        ("\"HTTPS://MIRROR.example.org/dotdeb\"!", ["https://mirror.example.org/dotdeb/"]),
        (
            "http://mirror.example.org/a(b)/, https://mirror.example.org/a(b)",
            ["https://mirror.example.org/a(b)/", "http://mirror.example.org/a(b)/"]
        ),
        ("<https://mirror.example.org/a/very/\n  long/path/>", ["https://mirror.example.org/a/very/long/path/"]),
        ("https://mirror.example.org/a/very/\nlong/path/", ["https://mirror.example.org/a/very/"]),
        ("rsync: mirror.example.org::dotdeb", ["rsync://mirror.example.org/dotdeb/"]),
        (
            "mirror.example.org::dotdeb and https://mirror.example.org/dotdeb",
            ["https://mirror.example.org/dotdeb/", "rsync://mirror.example.org/dotdeb/"]
        ),
        ("> https://quoted.example.org/\nhttps://mirror.example.org/", ["https://mirror.example.org/"]),
        ("https://mirror.example.org/\n-- \nhttps://signature.example.org/", ["https://mirror.example.org/"]),
        ("https://mirror.example.org/\n--\nhttps://signature.example.org/", ["https://mirror.example.org/"]),
        ("https://mirror.example.org/\r\n-- \r\nhttps://signature.example.org/\r\n", ["https://mirror.example.org/"]),
        ("https://mirror.example.org/dotdeb/dists/stable/Release", ["https://mirror.example.org/dotdeb/"]),
        ("Sponsor: Example https://sponsor.example.org/\nhttps://mirror.example.org/", ["https://mirror.example.org/"]),
        (
            "We read https://www.example.org/mirrors\nURL: https://mirror.example.org/a\n",
            ["https://mirror.example.org/a/"]
        ),
        (
            "Mirror: https://mirror.example.org/a rsync://mirror.example.org/a",
            ["https://mirror.example.org/a/", "rsync://mirror.example.org/a/"]
        ),
        ("std::string and a://b and ://", []), ("", []), ("Hello", []), ("://", []), ("::", []), ("a::b ::", []),
        (
            "Site: mirror.example.org\nArchive-http: /dotdeb/\nArchive-rsync: dotdeb/\n",
            ["http://mirror.example.org/dotdeb/", "rsync://mirror.example.org/dotdeb/"]
        ),
        ("* Site : https://mirror.example.org/x\n* Archive_HTTPS: /dotdeb", ["https://mirror.example.org/dotdeb/"]),
    ]

    @Test("is searched for addresses, those of one host being one mirror", arguments: found)
    func addresses(text: String, expected: [String]) {
        let reading = submissionReading(of: text)
        #expect(reading.wishes.flatMap(\.addresses).map(\.text) == expected)
        #expect(expected.isEmpty == reading.wishes.isEmpty)
        if expected.isEmpty { #expect(!reading.faults.isEmpty) }
    }

    @Test("tells each host as a mirror of its own, up to the limit")
    func hosts() {
        let text = (1...12).map { "https://m\($0).example.org/ http://m\($0).example.org/x/" }.joined(separator: "\n")
        let reading = submissionReading(of: text)
        #expect(reading.wishes.map(\.host) == (1...10).map { "m\($0).example.org" })
        #expect(reading.wishes.allSatisfy { $0.addresses.map(\.scheme) == [.https, .http] })
        #expect(reading.faults.map(\.reason) == [.tooMany(limit: 10)])
    }

    @Test("tells what is wrong with each address, and takes the first of two of one scheme")
    func faults() throws {
        let reading = submissionReading(
            of: "https://user:secret@mirror.example.org/\nftp://mirror.example.org/\nhttps://mirror.example.org/a\n"
                + "https://mirror.example.org/a/\nhttps://mirror.example.org/b\n")
        #expect(reading.wishes.map(\.addresses) == [[try MirrorURL("https://mirror.example.org/a/")]])
        #expect(
            reading.faults.map(\.reason) == [
                .url(.credentials), .url(.scheme("ftp")),
                .secondAddress(try MirrorURL("https://mirror.example.org/a/")),
            ])
        #expect(reading.faults.map(\.line) == [1, 2, 5])
        #expect(reading.faults.allSatisfy { !$0.message.contains("secret") && !$0.message.contains("\n") })
    }

    @Test("fills the fields of a listing")
    func fields() {
        let reading = submissionReading(
            of: """
                Hello,
                https://mirror.example.org/dotdeb/
                Country: FR France
                location: Paris
                SPONSOR: Example SARL <https://www.example.org/?a=b&c="d">
                Maintainer: Jean Dupont <jean@example.org>
                Contact: noc@example.org
                Architectures: amd64, arm64 source
                Bandwidth: 1 Gb/s
                Comment: one
                  two
                Country: DE
                """)
        var expected = ListingFields()
        expected.country = "FR"
        expected.location = "Paris"
        expected.maintainer = "Jean Dupont"
        expected.contact = "jean@example.org"
        expected.architectures = ["amd64", "arm64", "source"]
        expected.bandwidth = "1 Gb/s"
        expected.comment = "one two"
        expected.sponsor = "Example SARL <https://www.example.org/?a=b&c=\"d\">"
        #expect(reading.faults.isEmpty)
        #expect(reading.wishes.first?.fields.country == "FR")
        #expect(reading.wishes.first?.fields.sponsor == "Example SARL")
        #expect(reading.wishes.first?.fields.sponsorURL == "https://www.example.org/?a=b&c=%22d%22")
        expected.sponsor = "Example SARL"
        expected.sponsorURL = "https://www.example.org/?a=b&c=%22d%22"
        #expect(reading.wishes.first?.fields == expected)
    }

    static let wrong: [(String, SubmissionFault.Reason)] = [
        ("Country: Atlantis", .noCountry), ("Country: <script>alert(1)</script>", .noCountry),
        ("Contact: nobody", .noMailAddress),
        ("Sponsor-URL: javascript:alert(1)", .noWebAddress), ("Sponsor-URL: http://user@example.org/", .noWebAddress),
        ("Sponsor-URL: http://127.0.0.1/", .noWebAddress), ("Sponsor-URL: ftp://example.org/", .noWebAddress),
        ("Architectures: amd64 <b>", .noArchitecture("<b>")), ("Architectures: !i386", .noArchitecture("!i386")),
        ("Architectures: \(Array(1...41).map { "a\($0)" }.joined(separator: " "))", .tooMany(limit: 40)),
        ("Location: \(String(repeating: "a", count: 101))", .fieldTooLong(limit: 100)),
        ("Comment: \(String(repeating: "a", count: 501))", .fieldTooLong(limit: 500)),
        ("Maintainer: a@b", .noMailAddress),
    ]

    @Test("leaves a wrong value out, and tells it", arguments: wrong)
    func wrongValue(line: String, reason: SubmissionFault.Reason) {
        let reading = submissionReading(of: "https://mirror.example.org/\n\(line)\n")
        #expect(reading.wishes.map(\.fields) == [ListingFields()])
        #expect(reading.faults.map(\.reason) == [reason])
        #expect(reading.faults.allSatisfy { $0.line == 2 && !$0.message.contains("\n") && $0.message.utf8.count < 300 })
    }

    @Test("keeps markup and what drives a terminal as plain characters of one line")
    func hostileValues() {
        let reading = submissionReading(
            of:
                "https://mirror.example.org/\nLocation: <script>alert('x')</script>\u{1B}[2J\u{202E}\tx\nSponsor: \"><img src=x>\n"
        )
        #expect(reading.wishes.first?.fields.location == "<script>alert('x')</script> [2J x")
        #expect(reading.wishes.first?.fields.sponsor == "\"><img src=x>")
    }

    @Test("of a filled form of Debian's is read whole")
    func form() {
        let reading = submissionReading(
            of: """
                Submission-Type: new
                Site: mirror.example.org
                Type: leaf
                Archive-architecture: ALL
                Archive-http: /debian/
                Archive-https: /debian/
                Archive-rsync: debian/
                Maintainer: Jean Dupont <jean@example.org>
                Country: FR France
                Location: Paris
                Sponsor: Example SARL https://www.example.org/
                Comment: in a data centre
                Trace Url: http://mirror.example.org/debian/project/trace/
                """)
        let wish = reading.wishes.first
        #expect(reading.faults.isEmpty && reading.wishes.count == 1)
        #expect(wish?.addresses.map(\.text) == ["https", "http", "rsync"].map { "\($0)://mirror.example.org/debian/" })
        #expect(
            wish?.fields.country == "FR" && wish?.fields.maintainer == "Jean Dupont" && wish?.fields.architectures == []
        )
        #expect(wish?.fields.contact == "jean@example.org" && wish?.fields.sponsorURL == "https://www.example.org/")
    }

    @Test("of a mail has its sender as contact, and may stand in the subject")
    func mail() {
        let mail = MailMessage(
            Array(
                "From: Jean Dupont <jean@example.org>\nSubject: https://mirror.example.org/\n\nPlease list it.\n".utf8))
        let reading = wishes(in: mail)
        #expect(reading.wishes.map(\.host) == ["mirror.example.org"] && reading.faults.isEmpty)
        #expect(
            reading.wishes.first?.sender == "jean@example.org"
                && reading.wishes.first?.fields.contact == "jean@example.org")
        #expect(reading.wishes.first?.fields.maintainer == "Jean Dupont")
        let stated = wishes(
            in: MailMessage(Array("From: a@example.org\n\nhttps://mirror.example.org/\nContact: b@example.org\n".utf8)))
        #expect(
            stated.wishes.first?.sender == "a@example.org" && stated.wishes.first?.fields.contact == "b@example.org")
    }

    @Test("of any length is read in bounded work")
    func bounds() {
        let reading = submissionReading(of: String(repeating: "https://a.example.org/ ://:: a::b. ", count: 20_000))
        #expect(reading.wishes.count == 1)
        #expect(submissionReading(of: String(repeating: "://", count: 80_000)).wishes.isEmpty)
        #expect(submissionReading(of: String(repeating: "::", count: 120_000)).wishes.isEmpty)
        #expect(submissionReading(of: String(repeating: "<https://a\n", count: 20_000)).faults.count < 500)
    }
}
