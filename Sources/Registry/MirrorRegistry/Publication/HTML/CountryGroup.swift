/// The mirrors of one country, as the page shows them.
struct CountryGroup: Sendable, Hashable {
    /// Two letters; nil for mirrors of which no country is known.
    let code: String?
    let name: String
    /// Those that work first, and of those the best score.
    let mirrors: [PublicMirror]

    /// What the filter and the links within the page call it.
    var token: String { code ?? "none" }

    /// By the names of the countries; those without one last.
    static func groups(of mirrors: [PublicMirror]) -> [CountryGroup] {
        let byCode = Dictionary(grouping: mirrors) { code(of: $0) }
        let groups = byCode.map { code, mirrors in
            CountryGroup(code: code, name: name(of: code), mirrors: mirrors.sorted(by: isBetter))
        }
        return groups.map { (place: $0.place, group: $0) }
            .sorted { ($0.place, $0.group.token) < ($1.place, $1.group.token) }.map(\.group)
    }

    private var place: String { code == nil ? "~" : withoutAccents(name) }

    /// nil for what is not two letters.
    static func code(of mirror: PublicMirror) -> String? { code(mirror.fields.country) }

    static func code(_ country: String?) -> String? {
        guard let country, country.utf8.count == 2, country.allSatisfy({ $0.isASCII && $0.isLetter }) else {
            return nil
        }
        return country.uppercased()
    }

    static func name(of code: String?) -> String {
        code.map { countryName($0) ?? $0 } ?? "No country stated"
    }

    private static func isBetter(_ left: PublicMirror, _ right: PublicMirror) -> Bool {
        (left.order, left.rank, left.host, left.slug) < (right.order, right.rank, right.host, right.slug)
    }
}

/// `Côte d'Ivoire` as `Cote d'Ivoire`, so that it sorts where people look for it. Source: names of characters in Unicode, as `LATIN
/// SMALL LETTER O WITH CIRCUMFLEX`.
func withoutAccents(_ text: String) -> String {
    String(
        text.unicodeScalars.map { scalar -> Character in
            let words = scalar.isASCII ? [] : (scalar.properties.name ?? "").split(separator: " ")
            guard words.count > 4, words[0] == "LATIN", words[2] == "LETTER", words[3].count == 1,
                let letter = words[3].first
            else { return Character(scalar) }
            return words[1] == "SMALL" ? Character(letter.lowercased()) : letter
        })
}

extension PublicMirror {
    /// A mirror that fails today is nobody's first choice, whatever its month was.
    fileprivate var order: Int { Condition(self) == .bad ? 1 : 0 }

    fileprivate var rank: Double { score.flatMap { $0.isNaN ? nil : $0 } ?? .infinity }
}
