import Timekeeping

/// One mirror in the table.
struct MirrorRow {
    let options: FilterOptions
    let span: DaySpan
    let now: Instant

    func markup(_ mirror: PublicMirror) -> Markup {
        element(
            .tr, filterAttributes(mirror), name(mirror), addresses(mirror), architectures(mirror), condition(mirror),
            history(mirror), score(mirror))
    }

    private func filterAttributes(_ mirror: PublicMirror) -> [MarkupAttribute] {
        let schemes = options.schemes.filter { mirror.address($0) != nil }.map(\.rawValue)
        return [
            .class("m"), .named(.protocols, schemes.joined(separator: " ")),
            .named(.architectures, options.architectures(of: mirror).joined(separator: " ")),
            .named(.families, mirror.answersIPv6 == true ? "6" : ""),
        ]
    }

    private func name(_ mirror: PublicMirror) -> Markup {
        let location = mirror.fields.location.map { ForeignText($0, limit: 80) }.flatMap {
            $0.isEmpty ? nil : $0.markup
        }
        let details = [location ?? .empty, SponsorLink(mirror.fields, limit: 100).markup].joined(by: " · ")
        return element(
            .th, [.named(.scope, "row")],
            anchor(.page(of: PageSlug(mirror.slug), from: .top), ForeignText(mirror.host).markup),
            details.isEmpty ? .empty : element(.small, details))
    }

    private func addresses(_ mirror: PublicMirror) -> Markup {
        let links = mirror.addresses.sorted().map { AddressLink(url: $0).short }
        return element(.td, links.joined(by: " "), element(.small, Markup(text: mirror.pageFamilies)))
    }

    private func architectures(_ mirror: PublicMirror) -> Markup {
        let all = options.architectures
        let held = options.architectures(of: mirror)
        if mirror.fields.architectures.isEmpty { return element(.td, [.class("a")], "not stated") }
        if held == all, all.count > 1 { return element(.td, [.class("a")], "all") }
        return element(
            .td, [.class("a")], Markup(text: held.isEmpty ? "none of the archive’s" : held.joined(separator: " ")))
    }

    private func condition(_ mirror: PublicMirror) -> Markup {
        element(
            .td, ConditionMark(mirror).markup,
            notes(mirror).map { element(.small, $0) }.joined)
    }

    private func notes(_ mirror: PublicMirror) -> [Markup] {
        let complaint = mirror.complaint.map { ForeignText($0, limit: 120).markup }
        return [complaint, CertificateNote(mirror, now: now).markup].compactMap(\.self)
    }

    private func history(_ mirror: PublicMirror) -> Markup {
        element(
            .td, DayBars(mirror.days, span: span).markup,
            element(
                .small, "\(PageText.percent(mirror.completion30)) · 90 days \(PageText.percent(mirror.completion90))"))
    }

    private func score(_ mirror: PublicMirror) -> Markup {
        element(.td, [.class("n")], Markup(text: PageText.decimal(mirror.score, places: 2) ?? "–"))
    }
}
