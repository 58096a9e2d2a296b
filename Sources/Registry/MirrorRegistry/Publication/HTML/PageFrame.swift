/// What all pages have in common: the head, the way around, and where to find the list in other forms.
struct PageFrame {
    let face: RegistryFace
    let style: InlineSource
    let script: InlineSource
    let place: PagePlace

    /// The pages that the navigation leads to.
    enum Section {
        case mirrors, changes, about
    }

    /// A whole page.
    ///
    /// - Parameter title: of this page, before that of the list; empty on the first.
    func page(title: String, in section: Section, isSectionItself: Bool = true, _ content: Markup) -> Markup {
        .document(
            element(
                .html, [.named(.lang, "en")], .newline, head(title), .newline,
                element(
                    .body, .newline, element(.a, [.class("skip"), .href(.fragment("content"))], "Skip to the content"),
                    .newline, header(section, isSectionItself), .newline,
                    element(.main, [.id("content")], .newline, content, .newline), .newline, footer, .newline,
                    .inline(.script, script), .newline)) + .newline)
    }

    private var listTitle: String { "Mirrors of \(ForeignText(face.title, limit: 100).text)" }

    private func head(_ title: String) -> Markup {
        let whole = title.isEmpty ? listTitle : "\(title) – \(listTitle)"
        let parts: [Markup] = [
            element(.meta, [.named(.charset, "utf-8")]),
            element(.meta, [.named(.httpEquiv, "Content-Security-Policy"), .named(.content, policy)]),
            element(.title, Markup(text: whole)),
            meta("viewport", "width=device-width, initial-scale=1"), meta("color-scheme", "light dark"),
            meta("referrer", "no-referrer"), meta("generator", "mirrorward"),
            element(.link, [.rel("icon"), .href(.noIcon)]),
        ]
        return element(
            .head, (parts + alternates + [.inline(.style, style)]).map { .newline + $0 }.joined, .newline)
    }

    /// Nothing but what stands in the page.
    private var policy: String {
        "default-src 'none'; style-src \(style.policy); script-src \(script.policy); img-src data:; base-uri 'none'; "
            + "form-action 'none'"
    }

    private func meta(_ name: String, _ content: String) -> Markup {
        element(.meta, [.named(.name, name), .named(.content, content)])
    }

    private var alternates: [Markup] {
        OtherForm.all.compactMap { form in
            guard let type = form.type else { return nil }
            return element(
                .link,
                [
                    .rel("alternate"), .named(.type, type), .named(.title, form.name),
                    .href(.file(form.path, from: place)),
                ])
        }
    }

    private func header(_ section: Section, _ isSectionItself: Bool) -> Markup {
        func link(_ target: Section, _ path: StaticString, _ text: Markup) -> Markup {
            let current: [MarkupAttribute] =
                target == section ? [.named(.current, isSectionItself ? "page" : "true")] : []
            return element(.li, anchor(.file(path, from: place), text, current))
        }
        return element(
            .header,
            element(
                .p, [.class("site")],
                anchor(.file("index.html", from: place), ForeignText(face.title, limit: 100).markup)),
            element(
                .nav, [.label("Pages")],
                element(
                    .ul, link(.mirrors, "index.html", "Mirrors"), link(.changes, "removed.html", "Changes"),
                    link(.about, "about.html", "About"))))
    }

    private var footer: Markup {
        let links = OtherForm.all.map { element(.li, anchor(.file($0.path, from: place), Markup(text: $0.name))) }
        return element(
            .footer,
            element(
                .nav, [.label("This list in other forms")], element(.p, "This list for programs:"),
                element(.ul, links.joined)),
            element(.p, "Checked and written by mirrorward. All times are in UTC."))
    }
}

/// A form of the list for programs.
struct OtherForm: Sendable {
    let path: StaticString
    let name: String
    /// For the head of the page; nil where browsers and programs look for none.
    let type: String?

    static let all = [
        OtherForm(path: "README.txt", name: "what each file is", type: nil),
        OtherForm(path: "mirrors.json", name: "mirrors.json", type: "application/json"),
        OtherForm(path: "status.json", name: "status.json", type: "application/json"),
        OtherForm(path: "mirrors.txt", name: "mirrors.txt for apt", type: "text/plain"),
        OtherForm(path: "mirrors.masterlist", name: "mirrors.masterlist", type: "text/plain"),
        OtherForm(path: "mirmon.txt", name: "mirmon.txt", type: "text/plain"),
        OtherForm(path: "removed.json", name: "removed.json", type: "application/json"),
        OtherForm(path: "changes.atom", name: "changes as an Atom feed", type: "application/atom+xml"),
    ]
}
