import Timekeeping

/// How mirrors come onto the list and leave it, in words.
struct AboutPage {
    let face: RegistryFace
    let rules: HealthRules

    var markup: Markup {
        [
            element(.div, [.class("lede")], element(.h1, "About this list"), element(.p, lead)),
            element(.h2, [.id("checks")], "How mirrors are checked"), checks,
            element(.h2, [.id("rules")], "When a mirror leaves the list"),
            element(.ul, rules.text.map { element(.li, Markup(text: $0)) }.joined),
            element(.h2, [.id("states")], "What the states mean"), states,
            element(.h2, [.id("days")], "What the days mean"), days,
            element(.h2, [.id("score")], "The score"), element(.p, Markup(text: scoreFormula)),
            element(.h2, [.id("submit")], "Submit a mirror"), submit,
            element(.h2, [.id("privacy")], "What is published"), published,
        ].joined(by: .newline)
    }

    private var lead: Markup {
        "A mirror is on this list because its checks were good and the maintainer of \(ForeignText(face.title, limit: 100)) "
            + "said yes. It leaves the list when it breaks, and comes back when it is well."
    }

    private var checks: Markup {
        let interval = face.checkInterval == 86_400 ? "day" : humanDuration(max(face.checkInterval, 60))
        let steps: [Markup] = [
            "Its name leads to public addresses, its certificate is valid, and it answers over IPv4 and IPv6 where it has both.",
            "The InRelease file of each suite is signed by the archive’s own key and is not past its Valid-Until.",
            "Which generation of the archive it serves, and whether parts of two are mixed. Lag counts from the moment at which "
                + "the archive published the next one: an archive that is quiet for weeks makes no mirror old.",
            "Some indexes, drawn by chance, have the hashes that the Release file promises, also by hash.",
            "Some packages, drawn by chance, have the size that the index promises; some of them are read and their hash is compared.",
            "Over rsync, the module lists the archive.",
        ]
        return element(.p, "Every \(interval) each mirror is visited, with a few small requests, one after the other:")
            + element(.ul, steps.map { element(.li, $0) }.joined)
    }

    private var states: Markup {
        FactList(
            rows: [ListingState.approved, .degraded, .delisted, .paused, .quarantined, .removed].map { state in
                (Markup(text: state.pageTitle), Markup(text: state.pageExplanation(rules)))
            }
        ).markup
    }

    private var days: Markup {
        FactList(rows: DayMark.allCases.map { (Markup(text: $0.pageTitle), Markup(text: $0.pageExplanation)) }).markup
    }

    private var submit: Markup {
        let example = "mirrorward registry check https://mirror.example.org/\(PageSlug(face.name).text)/"
        let send: Markup =
            contact.map { "Then send its full URL: \($0)." }
            ?? "Then send its full URL to the maintainer of the archive."
        let rulesLink = policy.map { element(.p, "Before that, please read \($0).") } ?? .empty
        return element(.p, "See first what we would see, on any machine with mirrorward:")
            + element(
                .pre, [.class("copy"), .label("Command"), .named(.role, "group")], element(.code, Markup(text: example))
            )
            + element(
                .p,
                "\(send) Country, place and sponsor may stand beside it. One mirror is one machine: several names of it count once."
            )
            + rulesLink
    }

    private var contact: Markup? {
        face.contactURL.flatMap(PageLink.init(site:)).map { anchor($0, "how to reach the maintainer") }
    }

    private var policy: Markup? {
        face.policyURL.flatMap(PageLink.init(site:)).map { anchor($0, "the policy for mirrors") }
    }

    private var published: Markup {
        element(
            .p,
            "What operators said of their mirrors, and what the checks saw. Mail addresses are never published. These pages load "
                + "nothing from anywhere, set no cookies, and work without scripts.")
    }
}
