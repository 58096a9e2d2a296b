/// What changed, and which mirrors are off the list.
struct ChangesPage {
    let list: PublicList

    /// The feed has more.
    private static let changeLimit = 50

    var markup: Markup {
        [
            element(
                .div, [.class("lede")], element(.h1, "Changes"),
                element(.p, "Also as an \(anchor(.file("changes.atom", from: .top), "Atom feed")).")),
            element(.h2, "Newest changes"), changes, element(.h2, [.id("removed")], "Off the list"), removed,
        ].joined(by: .newline)
    }

    private var changes: Markup {
        let shown = list.changes.prefix(Self.changeLimit)
        guard !shown.isEmpty else { return element(.p, "Nothing has changed yet.") }
        let slugs = Set(list.mirrors.map(\.slug))
        return table(
            "Changes, the newest first", ["When", "What"],
            shown.map { change in
                [.moment(change.occurredAt), sentence(change, hasPage: change.slug.map(slugs.contains) ?? false)]
            })
    }

    private func sentence(_ change: PublicChange, hasPage: Bool) -> Markup {
        let host = ForeignText(change.host).markup
        let slug = hasPage ? change.slug : nil
        let name = slug.map { anchor(.page(of: PageSlug($0), from: .top), host) } ?? host
        let reason = change.reason.map { ". \($0.pageTitle)" } ?? ""
        return "\(name) \(change.action.pageTitle)\(reason)"
    }

    private var removed: Markup {
        guard !list.removed.isEmpty else { return element(.p, "No mirror has left the list.") }
        return table(
            "Mirrors that are off the list, and why", ["Mirror", "Country", "Since", "State", "Why"],
            list.removed.map { mirror in
                [
                    ForeignText(mirror.host).markup, Markup(text: country(mirror)), .day(mirror.removedAt),
                    Markup(text: mirror.state.pageTitle), Markup(text: mirror.reason.pageTitle),
                ]
            })
    }

    private func country(_ mirror: RemovedMirror) -> String {
        CountryGroup.code(mirror.country).map { CountryGroup.name(of: $0) } ?? "–"
    }

    private func table(_ caption: Markup, _ titles: [Markup], _ rows: [[Markup]]) -> Markup {
        element(
            .table, [.class("plain")], element(.caption, caption),
            element(.thead, element(.tr, titles.map { element(.th, [.named(.scope, "col")], $0) }.joined)), .newline,
            element(.tbody, rows.map { row in element(.tr, row.map { element(.td, $0) }.joined) + .newline }.joined))
    }
}
