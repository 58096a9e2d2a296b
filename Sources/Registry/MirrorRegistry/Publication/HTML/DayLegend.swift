/// What the bars mean.
enum DayLegend {
    static var markup: Markup {
        let marks: [DayMark] = [.good, .warned, .bad, .maintenance, .unknown]
        let parts = marks.map { element(.li, sample($0), " ", Markup(text: $0.pageTitle)) }
        return element(.ul, [.class("legend"), .label("What the bars mean")], parts.joined)
    }

    private static func sample(_ mark: DayMark) -> Markup {
        element(
            .svg, [.class("bars"), .named(.viewBox, "0 0 7 16"), .named(.hidden, "true")],
            element(.path, [.class(mark.barClass), .named(.d, "M0 \(mark.level)h7")]))
    }
}
