/// All mirrors in one table, by country.
struct MirrorTable {
    let groups: [CountryGroup]
    let options: FilterOptions
    let row: MirrorRow

    var markup: Markup {
        element(
            .table, [.class("mirrors")],
            element(.caption, "Mirrors by country, the best score of each first, those that fail today last"),
            .newline, head, .newline,
            groups.map { body($0) + .newline }.joined)
    }

    private var head: Markup {
        let titles: [Markup] = ["Mirror", "Protocols", "Architectures", "Today", "30 days", "Score"]
        return element(
            .thead, element(.tr, titles.map { element(.th, [.named(.scope, "col")], $0) }.joined))
    }

    private func body(_ group: CountryGroup) -> Markup {
        let combinations = group.mirrors.reduce(into: Set<String>()) { $0.formUnion(options.combinations(of: $1)) }
        return element(
            .tbody,
            [
                .id(group.token), .named(.country, group.token),
                .named(.combinations, combinations.sorted().joined(separator: " ")),
            ],
            heading(group), .newline, group.mirrors.map { row.markup($0) + .newline }.joined)
    }

    private func heading(_ group: CountryGroup) -> Markup {
        element(
            .tr,
            element(
                .th, [.class("country"), .named(.scope, "rowgroup"), .named(.colspan, "6")],
                "\(group.name) ", element(.small, Markup(text: count(group)))))
    }

    private func count(_ group: CountryGroup) -> String {
        let code = group.code.flatMap { $0 == group.name ? nil : "\($0), " } ?? ""
        return code + PageText.counted(group.mirrors.count, "mirror", "mirrors")
    }
}
