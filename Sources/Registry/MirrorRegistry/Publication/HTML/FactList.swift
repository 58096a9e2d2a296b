/// Names and what is known under them; what is empty is left out.
struct FactList {
    let rows: [(name: Markup, value: Markup)]

    var markup: Markup {
        element(
            .dl, [.class("facts")],
            rows.filter { !$0.value.isEmpty }.map { name, value in
                element(.dt, name) + element(.dd, value) + .newline
            }.joined)
    }
}
