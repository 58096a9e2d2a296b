import MirrorRegistry
import TestSupport
import Testing
import Timekeeping

@Suite("What others wrote, in the published files")
struct HostileTextTests {
    private static let texts = [
        "one\ntwo", "one\r\nSite: evil.example.org", "tab\there", "nul\u{0}", "escape\u{1B}[31m",
        "line\u{2028}separator",
        "\u{85}next", "\"quoted\\\"", "]]></title><script>alert(1)</script>", "mail me: someone@example.org",
        "someone%40example.org", "\u{FFFF}\u{FFFE}", "\u{202E}turned", "&amp;", "",
    ]

    /// Mirrors whose every text is hostile.
    private static func list() -> PublicList {
        let mirrors = texts.enumerated().map { number, text in
            Sample.mirror("m\(number).example.org") { mirror in
                mirror.slug = text
                mirror.complaint = text
                mirror.fields.location = text
                mirror.fields.sponsor = text
                mirror.fields.sponsorURL = "https://example.org/\(text)"
                mirror.fields.maintainer = "Someone <\(text)>"
                mirror.fields.contact = "contact@example.org"
                mirror.fields.architectures = [text]
                mirror.fields.bandwidth = text
                mirror.fields.comment = text
                mirror.fields.presumed = [.contact, .location]
                mirror.score = .nan
                mirror.durationMean = .infinity
                mirror.days = [DayRecord(day: Sample.day, mark: .bad, requestSeconds: -.infinity, summary: text)]
            }
        }
        return Sample.list(mirrors) { list in
            list.face.title = texts.joined()
            list.face.contactURL = "mailto:list@example.org"
            list.changes = texts.enumerated().map { number, text in
                PublicChange(
                    number: Int64(number), occurredAt: Sample.now, host: text, slug: text, action: .remove,
                    reason: .other)
            }
            list.removed = texts.map {
                RemovedMirror(host: $0, country: $0, removedAt: Sample.now, state: .removed, reason: .broken)
            }
        }
    }

    @Test(
        "no file holds a mail address, a control byte or a separator of lines that its format does not mean",
        arguments: [Self.list(), SampleLists.hostile(40)])
    func noControls(_ list: PublicList) {
        for file in listFiles(of: list) {
            let text = String(decoding: file.bytes, as: UTF8.self)
            #expect(!text.contains("@") && !text.contains("%40"), "\(file.path)")
            #expect(Array(text.utf8) == file.bytes, "\(file.path)")
            let bad = text.unicodeScalars.filter { scalar in
                scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7F...0x9F).contains(scalar.value)
                    || scalar.value == 0x2028 || scalar.value == 0x2029
            }
            #expect(bad.isEmpty, "\(file.path)")
            #expect(!text.contains("\t") || file.path.hasSuffix(".txt"), "\(file.path)")
        }
    }

    @Test("no text makes a line, a stanza or an item of its own")
    func noLines() throws {
        let files = listFiles(of: Self.list())
        let names = files.lines("mirrors.masterlist").map { $0.prefix { $0 != ":" } }
        #expect(names.filter { $0 == "Site" }.count == Self.texts.count)
        #expect(files.lines("mirrors.txt").count == Self.texts.count + 1)
        #expect(files.lines("mirrors.txt").allSatisfy { $0.split(separator: "\t").count == 2 })
        #expect(files.lines("mirmon.txt").allSatisfy { $0.split(separator: " ").count == 2 })
    }

    @Test("the feed stays XML", arguments: [Self.list(), SampleLists.hostile(40)])
    func feed(_ list: PublicList) throws {
        let files = listFiles(of: list)
        let directory = try TemporaryDirectory()
        try directory.write(files.text("changes.atom") ?? "", to: "changes.atom")
        let result = try runCommand("xmllint", ["--noout", "--nonet", "\(directory.path)/changes.atom"])
        #expect(result.status == 0 && result.everything.isEmpty, "\(result)")
        #expect(files.text("changes.atom")?.contains("<script") == false)
    }
}
