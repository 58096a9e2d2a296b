/// The controls of the filter. They work by style rules alone; the script adds the search for words and a count that is read out.
struct FilterForm {
    let options: FilterOptions

    var markup: Markup {
        element(
            .form,
            [
                .id("filter"), .class("filter"), .named(.role, "search"), .label("Mirrors"),
                .named(.autocomplete, "off"),
            ],
            search, country, scheme, architecture, ipv6,
            element(.button, [.named(.type, "reset")], "Show all"), hint,
            element(.p, [.id("count"), .class("count"), .named(.role, "status"), .named(.live, "polite")]))
    }

    private var search: Markup {
        element(
            .p, [.class("words")], element(.label, [.named(.for, "words")], "Search"),
            element(.input, [.named(.type, "search"), .id("words"), .named(.name, "words")]))
    }

    /// All mirrors are on one page, so that the browser's own search finds any of them.
    private var hint: Markup {
        element(.noscript, element(.p, [.class("note")], "For a name or a place, search this page with your browser."))
    }

    private var country: Markup {
        let values = options.countries.map { group in
            (value: group.token, text: "\(group.name) (\(PageText.grouped(group.mirrors.count)))")
        }
        return select("country", label: "Country", any: "All countries", values)
    }

    private var scheme: Markup {
        select("protocol", label: "Protocol", any: "Any", options.schemes.map { ($0.rawValue, $0.rawValue) })
    }

    private var architecture: Markup {
        select("architecture", label: "Architecture", any: "Any", options.architectures.map { ($0, $0) })
    }

    private var ipv6: Markup {
        guard options.hasIPv6 else { return .empty }
        return element(
            .p, [.class("check")],
            element(.input, [.named(.type, "checkbox"), .id("ipv6"), .named(.name, "ipv6")]),
            element(.label, [.named(.for, "ipv6")], "IPv6"))
    }

    private func select(_ id: String, label: Markup, any: String, _ values: [(value: String, text: String)]) -> Markup {
        guard !values.isEmpty else { return .empty }
        let choices = ([(value: "", text: any)] + values).map { value, text in
            element(.option, [.named(.value, value)], Markup(text: text))
        }
        return element(
            .p, element(.label, [.named(.for, id)], label),
            element(.select, [.id(id), .named(.name, id)], choices.joined))
    }
}
