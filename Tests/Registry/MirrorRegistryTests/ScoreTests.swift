import MirrorRegistry
import Testing
import Timekeeping

@Suite("The score of a mirror") struct ScoreTests {
    private let today = calendarDay(100)

    /// A letter for each of the last days, the last one today: as marks, and `h` for half of the checks good.
    @Test(
        "is one for the best, and grows with the square of what fails",
        arguments: [
            ("g", 1), ("gggg", 1), ("w", 1), ("h", 4), ("gh", 1 / 0.625), ("b", 200), ("gb", 2), ("gc", 2),
            ("gm", 1), ("gu", 1), ("m", nil), ("", nil),
        ] as [(String, Double?)])
    func growsWithFailures(days: String, expected: Double?) {
        let found = score(of: records(days), today: today).score
        #expect(isClose(found, expected))
    }

    @Test("grows with each hour behind the archive and each second of a request, and with their deviation")
    func growsWithLag() {
        var days = records("gg")
        days[0].lagSeconds = 3600
        days[1].lagSeconds = 3 * 3600
        days[0].requestSeconds = 1
        days[1].requestSeconds = 2
        let found = score(of: days, today: today)
        #expect(
            isClose(found.lagSeconds, 7200) && isClose(found.durationMean, 1.5) && isClose(found.durationDeviation, 0.5)
        )
        #expect(isClose(found.score, 1 + 2 + 1.5 + 0.5))
    }

    @Test("counts thirty days, and the share of good checks of thirty and ninety")
    func countsWindows() {
        let days = [
            record(100, .bad), record(71, .good), record(70, .bad), record(11, .bad), record(10, .bad),
            record(101, .bad),
        ]
        let found = score(of: days, today: today)
        #expect(isClose(found.score, 2) && isClose(found.completion30, 0.5) && isClose(found.completion90, 0.25))
        #expect(score(of: [record(50, .good)], today: today).score == nil)
        #expect(score(of: [record(50, .good)], today: today).completion90 == 1)
    }

    @Test("weighs the share of good checks by how many were made")
    func weighsChecks() {
        let days = [record(99, .good, checks: 3, good: 1), record(100, .good, checks: 1, good: 1)]
        #expect(isClose(score(of: days, today: today).completion30, 0.5))
        #expect(isClose(score(of: days, today: today).score, 1 / ((1.0 / 9 + 1) / 2)))
    }

    @Test("is a number whatever is stored")
    func isANumber() {
        var day = record(100, .good, checks: -1, good: 9)
        day.requestSeconds = .nan
        day.lagSeconds = .min
        #expect(isClose(score(of: [day], today: today).score, 1))
    }

    @Test("is published with its formula")
    func isPublished() {
        #expect(scoreFormula.contains("score = (1 + lag + duration + deviation) / completion"))
        #expect(scoreFormula.contains("at least 0.005"))
    }

    private func records(_ days: String) -> [DayRecord] {
        days.enumerated().map { index, letter in
            let day = Int64(101 - days.count + index)
            switch letter {
            case "h": return record(day, .good, checks: 2, good: 1)
            case "b": return record(day, .bad, checks: 1, good: 0)
            case "c": return record(day, .condemned, checks: 2, good: 1)
            case "w": return record(day, .warned, checks: 1, good: 1)
            case "m": return record(day, .maintenance)
            case "u": return record(day, .unknown)
            default: return record(day, .good, checks: 1, good: 1)
            }
        }
    }

    private func record(_ day: Int64, _ mark: DayMark, checks: Int = 0, good: Int = 0) -> DayRecord {
        DayRecord(day: calendarDay(day), mark: mark, checkCount: checks, goodCount: good)
    }
}

private func isClose(_ value: Double?, _ expected: Double?) -> Bool {
    guard let value, let expected else { return value == nil && expected == nil }
    return abs(value - expected) < 1e-9
}
