import TestSupport
import Testing

@testable import MirrorRegistry

@Suite("The filter without scripts") struct HTMLFilterTests {
    private let list = SampleLists.plain(300)
    private var options: FilterOptions { FilterOptions(of: list, groups: CountryGroup.groups(of: list.mirrors)) }

    @Test("has a rule for each option that the form offers")
    func rules() {
        let page = String(decoding: htmlFiles(of: list)[0].bytes, as: UTF8.self)
        let values = page.split(separator: "<option value=\"").dropFirst().map { $0.prefix { $0 != "\"" } }.filter {
            !$0.isEmpty
        }
        #expect(values.count > 30)
        for value in values {
            #expect(page.contains("[value=\"\(value)\"]:checked) "), "\(value)")
        }
        #expect(page.contains(":has(#ipv6:checked) tr.m:not([data-v~=\"6\"]){display:none}"))
    }

    @Test("has rules for options that are chosen together")
    func together() {
        let rules = FilterRules(options).text.split(separator: "\n")
        let rule =
            #":root:not(.js):has(#protocol [value="rsync"]:checked):has(#architecture [value="arm64"]:checked)"#
            + #":has(#ipv6:checked) tbody:not([data-k~="r16"]){display:none}"#
        #expect(rules.contains { $0 == rule })
        // Three protocols or any, four architectures or any, IPv6 or not; but not none of all.
        #expect(rules.count == options.countries.count + 3 + 4 + 1 + 4 * 5 * 2 - 1)
    }

    @Test("hides a country with its heading exactly where no mirror of it fits all options together")
    func combinations() {
        let options = options
        for group in options.countries {
            let tokens = group.mirrors.reduce(into: Set<String>()) { $0.formUnion(options.combinations(of: $1)) }
            for scheme in options.schemes {
                for (place, architecture) in options.architectures.enumerated() {
                    let fits = group.mirrors.contains { mirror in
                        mirror.address(scheme) != nil && options.architectures(of: mirror).contains(architecture)
                            && mirror.answersIPv6 == true
                    }
                    #expect(tokens.contains("\(options.letter(scheme))\(place)6") == fits)
                }
            }
        }
    }

    @Test("offers only names that cannot leave a rule, and not too many of them")
    func tokens() {
        var list = list
        list.face.architectures = []
        list.mirrors[0].fields.architectures =
            ["amd64", "x\"]){}*{display:none}", "</style>", "", "all"] + (0..<100).map { "a\($0)" }
        list.mirrors[1].fields.country = "\"]"
        let options = FilterOptions(of: list, groups: CountryGroup.groups(of: list.mirrors))
        #expect(options.architectures.count == 16)
        let rules = FilterRules(options).text
        #expect(!rules.contains("*{") && !rules.contains("<"))
    }

    @Test("takes a mirror that states no architecture to have all of the archive's")
    func notStated() {
        var mirror = list.mirrors[0]
        mirror.fields.architectures = []
        #expect(options.architectures(of: mirror) == ["amd64", "arm64", "armhf", "source"])
    }

    @Test("is not there where there is nothing to choose", arguments: [0, 1])
    func few(count: Int) {
        let page = String(decoding: htmlFiles(of: SampleLists.plain(count))[0].bytes, as: UTF8.self)
        #expect(!page.contains("<form"))
    }
}
