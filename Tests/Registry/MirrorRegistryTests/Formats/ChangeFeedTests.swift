import MirrorRegistry
import Testing
import Timekeeping

@Suite("The feed of changes")
struct ChangeFeedTests {
    private static func change(_ number: Int64, _ action: RegistryAction = .approve) -> PublicChange {
        PublicChange(
            number: number, occurredAt: Sample.now.adding(seconds: number), host: "mirror.example.org",
            slug: "mirror.example.org", action: action, reason: nil)
    }

    private static func feed(_ changes: [PublicChange], publicURL: String? = "https://mirrors.example.org/") -> String {
        listFiles(
            of: Sample.list([]) {
                $0.changes = changes
                $0.face.publicURL = publicURL
            }
        ).text("changes.atom") ?? ""
    }

    @Test("an entry has what RFC 4287 wants of it, and an identifier that does not change")
    func entry() {
        let text = Self.feed([
            PublicChange(
                number: 7, occurredAt: Sample.now, host: "gone.example.org", slug: nil, action: .delist, reason: .stale)
        ])
        let expected = """
              <entry>
                <id>https://mirrors.example.org/changes.atom#change-7</id>
                <title>gone.example.org was taken off the list by its checks</title>
                <updated>2026-11-22T04:00:00Z</updated>
                <category term="delist"/>
                <content type="text">gone.example.org was taken off the list by its checks. Reason: it was out of date.</content>
              </entry>
            """
        #expect(text.contains(expected), "\(text)")
        #expect(
            text.contains("<author>")
                && text.contains("<link rel=\"self\" href=\"https://mirrors.example.org/changes.atom\"/>"))
    }

    @Test("the newest comes first and dates the feed; an empty feed has the date of the list")
    func order() {
        let text = Self.feed([Self.change(3), Self.change(9), Self.change(4)])
        let ids = text.split(separator: "\n").filter { $0.contains("#change-") }.compactMap {
            $0.split(separator: "-").last?.prefix(1)
        }
        #expect(ids == ["9", "4", "3"])
        #expect(text.contains("\n  <updated>\(Sample.now.adding(seconds: 9).iso8601)</updated>\n"))
        #expect(Self.feed([]).contains("\n  <updated>\(Sample.now.iso8601)</updated>\n"))
    }

    @Test("where nobody said where the list is served, identifiers are URNs and nothing is linked")
    func withoutAddress() {
        let text = Self.feed([Self.change(3)], publicURL: nil)
        #expect(
            text.contains("<id>urn:mirrorward:dotdeb:changes</id>")
                && text.contains("<id>urn:mirrorward:dotdeb:change:3</id>"))
        #expect(!text.contains("<link"))
    }

    @Test("every action and every reason can be told", arguments: RegistryAction.allCases)
    func actions(_ action: RegistryAction) {
        #expect(Self.feed([Self.change(1, action)]).contains("<title>mirror.example.org "))
    }

    @Test("the feed is bounded")
    func bound() {
        #expect(Self.feed((1...500).map { Self.change($0) }).split(separator: "<entry>").count == 201)
    }
}
