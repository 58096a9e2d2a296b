import Timekeeping

/// The days that bars show, the same for all mirrors of a page.
struct DaySpan: Sendable, Hashable {
    let last: Int64
    let count: Int

    /// Ends with the newest day that any mirror was judged on.
    init(of list: PublicList, count: Int) {
        let today = UTCTime(list.writtenAt).calendarDay.daysSinceEpoch
        let judged = list.mirrors.lazy.compactMap { $0.days.last?.day.daysSinceEpoch }.filter { $0 <= today }.max()
        last = judged ?? today
        self.count = count
    }

    /// The mark of each day, the oldest first; nil where there is none.
    func marks(of days: [DayRecord]) -> [DayMark?] {
        var marks = [DayMark?](repeating: nil, count: count)
        for record in days.suffix(count * 2) {
            let index = count - 1 - Int(clamping: last - record.day.daysSinceEpoch)
            if marks.indices.contains(index) { marks[index] = record.mark }
        }
        return marks
    }
}

/// One bar a day: colour and height both tell how it was, and a text for those who see neither.
struct DayBars: Sendable, Hashable {
    private let marks: [DayMark?]

    init(_ days: [DayRecord], span: DaySpan) { marks = span.marks(of: days) }

    /// `30 days: 28 good, 2 bad`.
    var text: String {
        let counts = DayMark.allCases.compactMap { mark -> String? in
            let count = marks.count { $0 == mark }
            return count == 0 ? nil : "\(count) \(mark.pageTitle)"
        }
        let span = "\(marks.count) days"
        return counts.isEmpty ? "\(span): none was judged" : "\(span): \(counts.joined(separator: ", "))"
    }

    var markup: Markup {
        let size = "0 0 \(marks.count * 4 - 1) 16"
        return element(
            .svg, [.class("bars"), .named(.viewBox, size), .named(.role, "img"), .label(text)],
            DayMark.allCases.map { path(of: $0) }.joined)
    }

    /// One line for each run of days, which the style sheet dashes into bars.
    private func path(of mark: DayMark) -> Markup {
        var data = ""
        var index = 0
        while index < marks.count {
            let run = marks[index...].prefix { $0 == mark }.count
            if run > 0 { data += "M\(index * 4) \(mark.level)h\(run * 4 - 1)" }
            index += max(run, 1)
        }
        return data.isEmpty ? .empty : element(.path, [.class(mark.barClass), .named(.d, data)])
    }
}

extension DayMark {
    /// The middle of a bar, counted from above, so that bars stand on one ground; the style sheet has their heights.
    var level: String {
        switch self {
        case .good: "8"
        case .warned: "11"
        case .bad, .condemned: "13.5"
        case .maintenance: "14.5"
        case .unknown: "15.5"
        }
    }

    var barClass: String {
        switch self {
        case .good: "g"
        case .warned: "w"
        case .bad: "b"
        case .condemned: "x"
        case .maintenance: "m"
        case .unknown: "u"
        }
    }
}
