/// The first page: all mirrors.
struct IndexPage {
    let list: PublicList
    let groups: [CountryGroup]
    let options: FilterOptions

    var markup: Markup {
        [heading, use, list.mirrors.isEmpty ? empty : table].joined(by: .newline)
    }

    private var heading: Markup {
        element(
            .div, [.class("lede")], element(.h1, "Mirrors of \(ForeignText(list.face.title, limit: 100))"),
            list.mirrors.isEmpty ? .empty : element(.p, summary), element(.p, [.class("when")], checked))
    }

    private var summary: Markup {
        let conditions = list.mirrors.map(Condition.init)
        let counts = [
            (Condition.good, "up to date"), (.warned, "with a warning"), (.bad, "failing"),
            (.unknown, "not checked yet"),
        ].compactMap { condition, text -> Markup? in
            let count = conditions.count { $0 == condition }
            return count == 0 ? nil : element(.span, [.class("s \(condition.rawValue)")], "\(count) \(text)")
        }
        let countries = groups.count { $0.code != nil }
        let all = PageText.counted(list.mirrors.count, "mirror", "mirrors")
        let places = countries == 0 ? "" : " in \(PageText.counted(countries, "country", "countries"))"
        return "\(element(.strong, Markup(text: all + places))): \(counts.joined(by: ", "))."
    }

    private var checked: Markup {
        let checks =
            list.lastCheckAt.map { "Last checked \(Markup.moment($0)). " as Markup }
            ?? (list.mirrors.isEmpty ? .empty : "Not checked yet. ")
        return "\(checks)This page was written \(Markup.moment(list.writtenAt))."
    }

    /// One address that stands for all mirrors, where there is one.
    private var use: Markup {
        guard let address = list.face.mirrorMethodAddress, !list.mirrors.isEmpty else { return .empty }
        return element(
            .details, [.id("all"), .class("all")], element(.summary, "Let apt choose: one address for all mirrors"),
            element(
                .p,
                "apt 1.6 and later reads the list by itself, takes the best mirror and goes on to the next where one fails. "
                    + "For one mirror alone, follow its name below."),
            SourcesSection(face: list.face, address: address).markup)
    }

    private var empty: Markup {
        let submit = anchor(.file("about.html", from: .top), "Submit the first one")
        let lead = element(.p, [.class("empty")], "No mirror is listed yet. \(submit).")
        guard let archive = list.face.archiveURL else { return lead }
        return lead
            + element(.h2, "Until then: the archive’s own server") + element(.p, AddressLink(url: archive).whole)
            + (archive.scheme == .rsync ? .empty : SourcesSection(face: list.face, address: archive.text).markup)
    }

    private var table: Markup {
        let row = MirrorRow(options: options, span: DaySpan(of: list, count: 30), now: list.writtenAt)
        return element(
            .section, [.label("The list")],
            list.mirrors.count > 1 ? FilterForm(options: options).markup : .empty,
            countries, MirrorTable(groups: groups, options: options, row: row).markup,
            element(.p, [.class("tally")]), DayLegend.markup, archive)
    }

    private var countries: Markup {
        guard groups.count > 5 else { return .empty }
        let links = groups.map { group in
            element(
                .li, anchor(.fragment(group.token), Markup(text: group.name)), " ",
                element(.small, "\(group.mirrors.count)"))
        }
        return element(
            .details, [.class("countries")], element(.summary, "Go to a country"),
            element(.nav, [.label("Countries")], element(.ul, links.joined)))
    }

    private var archive: Markup {
        guard let archive = list.face.archiveURL else { return .empty }
        return element(
            .p, [.class("note")],
            "The archive’s own server is \(AddressLink(url: archive).whole). Please use a mirror where you can.")
    }
}
