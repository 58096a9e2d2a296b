import Timekeeping

/// The days that were not good, in words, for those who want to know what happened.
struct DayTable {
    let days: [DayRecord]

    var markup: Markup {
        let shown = days.suffix(90).reversed().filter { $0.mark != .good }
        guard !shown.isEmpty else {
            return element(.p, days.isEmpty ? "No day was judged yet." : "Every day was good.")
        }
        let titles: [Markup] = ["Day", "How it was", "What was seen"]
        return element(
            .table, [.class("days")], element(.caption, "Days that were not good, the newest first"),
            element(.thead, element(.tr, titles.map { element(.th, [.named(.scope, "col")], $0) }.joined)), .newline,
            element(.tbody, shown.map { row($0) + .newline }.joined))
    }

    private func row(_ record: DayRecord) -> Markup {
        element(
            .tr, element(.th, [.named(.scope, "row")], .day(record.day)),
            element(
                .td, element(.span, [.class("s \(record.mark.conditionClass)")], Markup(text: record.mark.pageTitle))),
            element(.td, details(record)))
    }

    private func details(_ record: DayRecord) -> Markup {
        let lag = record.lagSeconds.flatMap { $0 > 0 ? "\(humanDuration($0)) behind" : nil } ?? ""
        let checks = record.checkCount > 1 ? "\(record.goodCount) of \(record.checkCount) checks were good" : ""
        let parts = [
            record.summary.map { ForeignText($0, limit: 200).markup } ?? .empty, Markup(text: lag),
            Markup(text: checks),
        ]
        let text = parts.joined(by: "; ")
        return text.isEmpty ? Markup(text: record.mark.pageExplanation) : text
    }
}

extension DayMark {
    /// Of the style sheet.
    fileprivate var conditionClass: String {
        switch self {
        case .good: "good"
        case .warned: "warned"
        case .bad, .condemned: "bad"
        case .maintenance, .unknown: "unknown"
        }
    }
}
