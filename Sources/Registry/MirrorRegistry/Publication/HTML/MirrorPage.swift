/// The page of one mirror.
struct MirrorPage {
    let mirror: PublicMirror
    let list: PublicList
    let rules: HealthRules
    let span: DaySpan

    var markup: Markup {
        [
            heading, use, element(.h2, "What is known of it"), MirrorFactsTable(mirror: mirror, face: list.face).markup,
            history, measured,
        ]
        .joined(by: .newline)
    }

    private var heading: Markup {
        element(
            .div, [.class("lede")],
            element(.h1, ForeignText(mirror.host).markup),
            element(.p, ConditionMark(mirror).markup, standing),
            element(.p, Markup(text: mirror.state.pageExplanation(rules))), complaint, certificate)
    }

    private var standing: Markup {
        mirror.state == .approved
            ? ". In good standing since \(Markup.moment(mirror.stateSince))."
            : " since \(Markup.moment(mirror.stateSince))."
    }

    private var complaint: Markup {
        mirror.complaint.map { element(.p, "What was found last: ", ForeignText($0).markup) } ?? .empty
    }

    private var certificate: Markup {
        guard let note = CertificateNote(mirror, now: list.writtenAt).markup else { return .empty }
        return element(.p, note)
    }

    private var use: Markup {
        guard let address = mirror.sourcesAddress, PageLink(address) != nil else {
            return element(.h2, "Use this mirror")
                + element(.p, "It answers over rsync only: apt cannot use it, other mirrors can copy from it.")
        }
        return element(.h2, "Use this mirror")
            + SourcesSection(
                face: list.face, address: address.text, architectures: mirror.sourcesArchitectures(list.face)
            ).markup + allMirrors
    }

    private var allMirrors: Markup {
        guard list.face.mirrorMethodAddress != nil else { return .empty }
        let link = anchor(.file("index.html#all", from: .mirrors), "let apt choose among all mirrors")
        return element(.p, [.class("note")], "Or \(link): it goes on to the next where one fails.")
    }

    private var history: Markup {
        element(
            .section, [.labelledBy("history")],
            element(.h2, [.id("history")], "The last 90 days"),
            element(.div, [.class("long")], DayBars(mirror.days, span: span).markup),
            DayLegend.markup,
            element(
                .p,
                "Good checks of all that count: \(PageText.percent(mirror.completion30)) in 30 days, "
                    + "\(PageText.percent(mirror.completion90)) in 90 days."),
            DayTable(days: mirror.days).markup)
    }

    private var measured: Markup {
        let score = PageText.decimal(mirror.score, places: 2).map { "\($0)" } ?? "none yet"
        let spread = PageText.shortTime(mirror.durationDeviation).map { ", give or take \($0)" } ?? ""
        let about = anchor(.file("about.html", from: .mirrors), "how it is computed")
        return element(.h2, "As measured from here")
            + FactList(rows: [
                ("Score", "\(score) (\(about); lower is better)"),
                (
                    "A request takes",
                    Markup(text: PageText.shortTime(mirror.durationMean).map { $0 + spread } ?? "not measured yet")
                ),
                ("A large file comes at", Markup(text: PageText.speed(mirror.bytesPerSecond) ?? "not measured yet")),
            ]).markup
    }
}
