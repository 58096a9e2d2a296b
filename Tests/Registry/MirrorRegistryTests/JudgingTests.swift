import MirrorRegistry
import Testing
import Timekeeping

@Suite("The health of a mirror") struct JudgingTests {
    /// g good, w warned, b bad, c condemned, m maintenance, u unknown; and the state after each: A, D or L.
    @Test(
        "follows from its days",
        arguments: [
            ("gggg", "AAAA"), ("b", "D"), ("bg", "DD"), ("bgg", "DDA"), ("bww", "DDA"), ("bb", "DD"), ("bbb", "DDL"),
            ("bgbgb", "DDDDL"), ("bggbb", "DDADD"), ("bbggb", "DDDAD"), ("bbbg", "DDLL"), ("bbbgg", "DDLLA"),
            ("bbbggb", "DDLLAD"), ("bbbgbgg", "DDLLLLA"), ("c", "L"), ("cgg", "LLA"), ("bbbbbbgg", "DDLLLLLA"),
            ("bmb", "DDD"), ("bbmub", "DDDDL"), ("bgmg", "DDDA"), ("bgug", "DDDA"), ("mumu", "AAAA"),
            ("bbbmmmm", "DDLLLLL"),
            ("bbbgcgg", "DDLLLLA"),
        ])
    func followsFromItsDays(days: String, states: String) {
        var mirror = listing()
        for (index, (letter, expected)) in zip(days, states).enumerated() {
            let day = Int64(index)
            mirror = judging(mirror, day: record(day, letter), at: noon(day)).listing
            #expect(mirror.state == state(expected), "day \(index) of \(days)")
        }
    }

    @Test("is the same however often a day was judged before with other marks")
    func isIdempotent() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<500 {
            var once = listing()
            var often = listing()
            for day in 0..<12 as Range<Int64> {
                let marks = (0...Int.random(in: 0...3, using: &generator)).map { _ in
                    "gggwbbbcmu".randomElement(using: &generator) ?? "g"
                }
                for (index, mark) in marks.enumerated() {
                    often = judging(often, day: record(day, mark), at: noon(day).adding(seconds: Int64(index))).listing
                }
                once = judging(once, day: record(day, marks.last ?? "g"), at: noon(day)).listing
                #expect(often.state == once.state && often.health == once.health)
            }
        }
    }

    @Test("that a later check of the day betters is put right, back to what the day before left")
    func isPutRight() throws {
        var mirror = listing()
        for day in 0...1 as ClosedRange<Int64> {
            mirror = judging(mirror, day: record(day, "b"), at: noon(day)).listing
        }
        let morning = judging(mirror, day: record(2, "b"), at: noon(2))
        #expect(morning.entry?.action == .delist && morning.entry?.reason == "3 bad days: what was found")
        let evening = judging(morning.listing, day: record(2, "g"), at: noon(2).adding(seconds: 3600))
        #expect(evening.entry?.action == .return && evening.entry?.to == .degraded)
        #expect(evening.entry?.reason == "a later check of the day was good")
        #expect(evening.listing.health.badDays == 2 && evening.listing.reasonClass == nil)
    }

    @Test("says by which check and for what class of reason a mirror leaves")
    func saysWhy() {
        let found = report(.condemned, code: .signature)
        let result = judging(
            listing(), day: dayRecord(of: calendarDay(0), reports: [found]), report: found, check: 42, at: noon())
        #expect(result.entry?.check == 42 && result.entry?.reasonClass == .foreign && result.entry?.actor == .program)
        #expect(result.entry?.reason == "at once: signature: what was found")
        #expect(result.listing.reasonClass == .foreign)
    }

    @Test("is not judged where a person decides, nor for a day that is past")
    func isNotJudged() {
        for state in ListingState.allCases where ![.approved, .degraded, .delisted].contains(state) {
            let result = judging(listing(state), day: record(0, "c"), at: noon())
            #expect(result.listing == listing(state) && result.entry == nil)
        }
        let mirror = judging(listing(), day: record(5, "b"), at: noon(5)).listing
        #expect(judging(mirror, day: record(4, "c"), at: noon(6)).listing == mirror)
    }

    @Test("begins anew with an approval, the same day too")
    func beginsAnew() throws {
        var mirror = judging(listing(), day: record(0, "c"), at: noon()).listing
        mirror = try transition(mirror, .approve, by: .person("Ada"), at: noon().adding(seconds: 60)).listing
        #expect(judging(mirror, day: record(0, "g"), at: noon().adding(seconds: 99)).listing.state == .approved)
        #expect(judging(mirror, day: record(0, "b"), at: noon().adding(seconds: 99)).listing.state == .degraded)
    }

    @Test("keeps to the numbers that it is given")
    func keepsToTheNumbers() {
        var rules = HealthRules()
        rules.badDayLimit = 1
        rules.goodDayLimit = 1
        var mirror = judging(listing(), day: record(0, "b"), rules: rules, at: noon()).listing
        #expect(mirror.state == .delisted)
        mirror = judging(mirror, day: record(1, "g"), rules: rules, at: noon(1)).listing
        #expect(mirror.state == .approved)
        #expect(rules.text.contains("At 1 bad day it leaves the list. It comes back by itself after 1 good day."))
        #expect(
            HealthRules().text.contains(
                "At 3 bad days it leaves the list. It comes back by itself after 2 good days in a row."))
    }

    private func record(_ day: Int64, _ letter: Character) -> DayRecord {
        let marks: [Character: DayMark] = [
            "g": .good, "w": .warned, "b": .bad, "c": .condemned, "m": .maintenance, "u": .unknown,
        ]
        return DayRecord(day: calendarDay(day), mark: marks[letter] ?? .unknown, summary: "what was found")
    }

    private func state(_ letter: Character) -> ListingState {
        letter == "A" ? .approved : letter == "D" ? .degraded : .delisted
    }
}
