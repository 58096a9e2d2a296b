import TestSupport
import Testing
import Timekeeping

@testable import MirrorRegistry

@Suite("The bars of a mirror's days") struct HTMLBarsTests {
    private let today = UTCTime(SampleLists.now).calendarDay

    private func bars(_ marks: [DayMark], count: Int = 4) -> DayBars {
        let days = marks.enumerated().map { index, mark in
            DayRecord(day: today.adding(days: Int64(index - marks.count + 1)), mark: mark)
        }
        var list = SampleLists.plain(1)
        list.mirrors[0].days = days
        return DayBars(days, span: DaySpan(of: list, count: count))
    }

    @Test("tell in words what they show")
    func words() {
        #expect(bars([.good, .bad, .good, .warned]).text == "4 days: 2 good, 1 with a warning, 1 bad")
        #expect(bars([]).text == "4 days: none was judged")
    }

    @Test("show the last days, and nothing for days before a mirror was listed")
    func span() {
        #expect(bars([.bad, .bad, .good, .good, .good, .good]).text == "4 days: 4 good")
        let markup = String(decoding: bars([.good, .bad]).markup.utf8, as: UTF8.self)
        #expect(markup.contains("<path class=\"g\" d=\"M8 8h3\"></path><path class=\"b\" d=\"M12 13.5h3\"></path>"))
    }

    @Test("draw days that are alike in one line")
    func runs() {
        let markup = String(decoding: bars([.good, .good, .bad, .good]).markup.utf8, as: UTF8.self)
        #expect(markup.contains("d=\"M0 8h7M12 8h3\""))
    }

    @Test("differ in height, not in colour alone")
    func heights() {
        let levels = [DayMark.good, .warned, .bad, .maintenance, .unknown].map(\.level)
        #expect(Set(levels).count == levels.count)
    }

    @Test("leave out days of the future and of ages ago")
    func oddDays() {
        let days = [-1_000_000, 0, 1, 1_000_000].map { DayRecord(day: today.adding(days: $0), mark: .good) }
        #expect(DayBars(days, span: DaySpan(of: SampleLists.plain(5), count: 30)).text == "30 days: 1 good")
    }
}
