import MirrorRegistry
import Testing
import Timekeeping

@Suite("A day of a mirror") struct DayRecordTests {
    /// s skipped, p passed, w warned, f failed, c condemned, an hour apart from noon on; in brackets: in a time of maintenance.
    @Test(
        "is as its last check was, in the end",
        arguments: [
            ("", .unknown, 0, 0), ("s", .unknown, 0, 0), ("p", .good, 1, 1), ("w", .warned, 1, 1), ("f", .bad, 1, 0),
            ("fp", .good, 2, 1), ("ffp", .good, 3, 1), ("pf", .bad, 2, 1), ("fs", .bad, 1, 0), ("ps", .good, 1, 1),
            ("c", .condemned, 1, 0), ("cp", .condemned, 2, 1), ("pcf", .condemned, 3, 1), ("(f)", .maintenance, 0, 0),
            ("(p)", .maintenance, 0, 0), ("p(f)", .good, 1, 1), ("(f)p", .good, 1, 1), ("f(p)", .bad, 1, 0),
            ("(c)", .condemned, 1, 0), ("(s)", .unknown, 0, 0), ("(ff)fp", .good, 2, 1),
        ] as [(String, DayMark, Int, Int)])
    func isAsItsLastCheck(checks: String, mark: DayMark, checkCount: Int, goodCount: Int) {
        let (made, windows) = read(checks)
        for order in [made, made.reversed()] {
            let record = dayRecord(of: calendarDay(0), checks: order, windows: windows)
            #expect(record.mark == mark)
            #expect(record.checkCount == checkCount && record.goodCount == goodCount)
        }
    }

    @Test("begins with what a person decided on it")
    func beginsWithADecision() {
        let (made, _) = read("cfp")
        let record = dayRecord(of: calendarDay(0), checks: made, countsFrom: made[2].startedAt)
        #expect(record.mark == .good && record.checkCount == 1)
        #expect(dayRecord(of: calendarDay(0), checks: made, countsFrom: noon(1)).mark == .unknown)
    }

    @Test("has the lag and the fault of the deciding check, and the mean of the request times")
    func hasItsNumbers() {
        let checks = [
            DayCheck(startedAt: noon(), outcome: .failed, lagSeconds: 7, requestSeconds: 1, summary: "index: 404"),
            DayCheck(startedAt: noon().adding(seconds: 60), outcome: .passed, lagSeconds: 9, requestSeconds: 3),
        ]
        let record = dayRecord(of: calendarDay(0), checks: checks)
        #expect(record.lagSeconds == 9 && record.requestSeconds == 2 && record.summary == nil)
        #expect(dayRecord(of: calendarDay(0), checks: [checks[0]]).summary == "index: 404")
    }

    @Test("tells what was wrong in one line, whatever the mirror wrote")
    func tellsWhatWasWrong() {
        var found = report(.failed)
        #expect(found.complaint == "index: what was found")
        found.items += [
            CheckItem(.range, "x", .warned, "no ranges"), CheckItem(.index, "y", .failed, "more"),
        ]
        #expect(found.complaint == "index: what was found (and 1 more)")
        found.items[0].summary = "a\nb\u{1B}[2J" + String(repeating: "z", count: 5000)
        #expect(found.complaint?.hasPrefix("index: a b [2Jzz") == true)
        #expect((found.complaint?.count ?? 0) < 250)
        #expect(report(.passed).complaint == nil)
    }

    @Test(
        "that takes a mirror off the list has a class of reason",
        arguments: [
            (.connection, .failed, .unreachable), (.tls, .failed, .unreachable), (.generation, .failed, .stale),
            (.poolContent, .failed, .broken), (.signature, .condemned, .foreign), (.proof, .failed, .other),
            (.redirect, .failed, .policy),
        ] as [(CheckCode, CheckOutcome, ReasonClass)])
    func hasAClass(code: CheckCode, outcome: CheckOutcome, expected: ReasonClass) {
        #expect(reasonClass(of: report(outcome, code: code)) == expected)
        var worse = report(outcome, code: code)
        worse.items.append(CheckItem(.connection, "", .failed, "refused"))
        #expect(reasonClass(of: worse) == (outcome == .condemned ? .foreign : .unreachable))
    }

    private func read(_ text: String) -> ([DayCheck], [MaintenanceWindow]) {
        let outcomes: [Character: CheckOutcome] = [
            "s": .skipped, "p": .passed, "w": .warned, "f": .failed, "c": .condemned,
        ]
        var checks: [DayCheck] = []
        var windows: [MaintenanceWindow] = []
        for letter in text {
            let now = noon().adding(seconds: Int64(checks.count) * 3600)
            if letter == "(" { windows.append(MaintenanceWindow(from: now, until: noon(1), reason: "")) }
            if letter == ")" { windows[windows.count - 1].until = now }
            if let outcome = outcomes[letter] { checks.append(DayCheck(startedAt: now, outcome: outcome)) }
        }
        return (checks, windows)
    }
}
