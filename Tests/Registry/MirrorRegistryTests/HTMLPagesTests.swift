import TestSupport
import Testing
import Timekeeping

@testable import MirrorRegistry

@Suite("The pages of the public list") struct HTMLPagesTests {
    private func pages(_ list: PublicList) -> [(path: String, text: String)] {
        htmlFiles(of: list).map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }
    }

    @Test("are the list, its changes, an explanation, and one for each mirror", arguments: [0, 5])
    func names(count: Int) {
        let list = SampleLists.plain(count)
        let expected = ["index.html", "removed.html", "about.html"] + list.mirrors.map { "mirror/\($0.slug).html" }
        #expect(htmlFiles(of: list).map(\.path) == expected)
    }

    @Test("hold no markup but ours, whatever the fields hold")
    func hostile() {
        for (path, text) in pages(SampleLists.hostile(SampleLists.hostileTexts.count)) {
            let body = text.split(separator: "<body>", maxSplits: 1).last ?? ""
            #expect(body.matches(of: /<script/).count == 1, "\(path)")
            #expect(body.matches(of: /<(?:img|iframe|object|embed|base)/).isEmpty, "\(path)")
            #expect(body.matches(of: /<[^>]* on[a-z]+=/).isEmpty && !body.contains("href=\"javascript"), "\(path)")
            #expect(!text.unicodeScalars.contains { $0.properties.isBidiControl }, "\(path)")
        }
    }

    @Test("publish no mail address, in whichever field it stands")
    func mail() {
        for (path, text) in pages(SampleLists.hostile(SampleLists.hostileTexts.count)) + pages(SampleLists.plain(20)) {
            let body = text.split(separator: "</style>").last ?? ""
            #expect(!body.contains("@example.org") && !body.contains("%40") && !body.contains("mailto:joe"), "\(path)")
            #expect(!body.contains("mirror-team"), "\(path)")
        }
    }

    @Test("of a thousand mirrors stay small and quick")
    func thousand() {
        let list = SampleLists.plain(1000)
        let clock = ContinuousClock()
        var files: [PublicFile] = []
        let duration = clock.measure { files = htmlFiles(of: list) }
        #expect(files.count == 1003)
        #expect(files[0].bytes.count < 1_500_000)
        // 2 s without optimisation on the machine where it was written.
        #expect(duration < .seconds(60))
    }

    @Test("say in whole sentences what each state and each kind of day means", arguments: ListingState.allCases)
    func states(state: ListingState) {
        let text = state.pageExplanation(HealthRules())
        #expect(text.count > 20 && text.hasSuffix("."))
        #expect(ListingState.allCases.count { $0.pageTitle == state.pageTitle } == 1)
    }

    @Test("say what keeps a mirror from being well")
    func conditions() {
        var list = SampleLists.plain(1)
        list.mirrors[0].lagSeconds = 11_520
        #expect(pages(list)[0].text.contains("3 h 12 min behind"))
        list.mirrors[0].state = .degraded
        list.mirrors[0].complaint = "status 503 & no body"
        #expect(pages(list)[0].text.contains("status 503 &amp; no body"))
        list.mirrors[0].certificateExpires = list.writtenAt.adding(seconds: -1)
        #expect(pages(list)[0].text.contains("certificate expired on"))
        list.mirrors[0].lastCheckAt = nil
        list.mirrors[0].state = .approved
        #expect(pages(list)[0].text.contains("Not checked yet"))
    }

    @Test("say of what nobody stated that it is the mirror's own word")
    func presumed() {
        var list = SampleLists.plain(1)
        #expect(!pages(list)[3].text.contains("own word"))
        list.mirrors[0].fields.presumed = [.country]
        #expect(pages(list)[3].text.matches(of: /own word/).count == 1)
    }

    @Test("link a change to the page of its mirror only while there is one")
    func changes() {
        var list = SampleLists.plain(2)
        #expect(pages(list)[1].text.contains("href=\"mirror/mirror0.example.org.html\""))
        list.mirrors.removeFirst()
        #expect(!pages(list)[1].text.contains("href=\"mirror/mirror0.example.org.html\""))
    }

    @Test("sort each country by score, and put those that fail today last")
    func order() {
        var mirrors = SampleLists.plain(4).mirrors
        for index in mirrors.indices {
            mirrors[index].fields.country = "FR"
            mirrors[index].state = index == 0 ? .degraded : .approved
            mirrors[index].score = [1, .nan, 3, 2][index]
        }
        let groups = CountryGroup.groups(of: mirrors)
        #expect(groups.count == 1)
        #expect(groups[0].mirrors.map(\.slug) == [3, 2, 1, 0].map { mirrors[$0].slug })
    }

    @Test(
        "sort countries as people look for them",
        arguments: [("Côte d'Ivoire", "Cote d'Ivoire"), ("Åland", "Aland"), ("日本", "日本")])
    func accents(name: String, plain: String) { #expect(withoutAccents(name) == plain) }

    @Test("take two letters for a country and nothing else", arguments: ["", "F", "FRA", "ß", "F1", "é", "<b>"])
    func noCountry(text: String) {
        #expect(CountryGroup.code(text) == nil)
        #expect(CountryGroup.code("fr") == "FR")
    }

    @Test("have one page for each of two mirrors with the same name")
    func twins() {
        var list = SampleLists.plain(2)
        list.mirrors[1].slug = list.mirrors[0].slug
        let paths = htmlFiles(of: list).map(\.path)
        #expect(Set(paths).count == paths.count)
    }
}
