import MirrorRegistry
import SQLite
import StateStore
import Testing
import Timekeeping

@Suite("Days of listings in the store")
struct RegistryDaysTests {
    private func today(_ offset: Int64) -> CalendarDay {
        CalendarDay(year: 2026, month: 5, day: 20).adding(days: offset)
    }

    @Test("are kept once for each day, the last word of each", arguments: DayMark.allCases)
    func days(mark: DayMark) throws {
        try withStore { (store) throws in
            let record = DayRecord(
                day: today(-1), mark: mark, checkCount: 3, goodCount: 1, lagSeconds: 7200, requestSeconds: 0.25,
                summary: "status 404")
            try store.record(day: DayRecord(day: today(-1), mark: .bad), of: 1, in: registry)
            try store.record(day: record, of: 1, in: registry)
            try store.record(day: DayRecord(day: today(0), mark: .good), of: 1, in: registry)
            try store.record(day: DayRecord(day: today(0), mark: .bad), of: 2, in: registry)
            #expect(try store.days(of: 1, in: registry, since: today(-1)).first == record)
            #expect(try store.days(of: 1, in: registry, since: today(0)).map(\.mark) == [.good])
            let all = try store.days(of: registry, since: today(-9))
            #expect(all[1]?.count == 2 && all[2] == [DayRecord(day: today(0), mark: .bad)] && all.count == 2)
            #expect(try store.days(of: "other", since: today(-9)).isEmpty)
        }
    }

    @Test("of a thousand mirrors and 90 days are read at once")
    func thousand() throws {
        try withStore { (store) throws in
            try Database(path: store.path, access: .readWrite).executeScript(
                """
                INSERT INTO registry_days
                WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 89999)
                SELECT '\(registry)', 1 + i / 90, \(today(-89).daysSinceEpoch) + i % 90, 'good', 1, 1, 60, 250000, NULL FROM n
                """)
            var days: [Int64: [DayRecord]] = [:]
            let elapsed = try ContinuousClock().measure { days = try store.days(of: registry, since: today(-89)) }
            #expect(days.count == 1000 && days.values.allSatisfy { $0.count == 90 && $0.first?.day == today(-89) })
            // 0.3 s here in a debug build while nothing else runs.
            #expect(elapsed < .seconds(20))
        }
    }

    @Test("that nobody asks for any longer are forgotten, with what goes with them")
    func pruned() throws {
        try withStore { (store) throws in
            for offset in [-400, -100, 0] as [Int64] {
                try store.record(day: DayRecord(day: today(offset), mark: .good), of: 1, in: registry)
                _ = try store.countSubmission(from: "a@example.org", on: today(offset), in: registry)
                _ = try store.beginRun(of: registry, at: Instant(today(offset)))
                let release = SeenRelease(
                    suite: "wren", digest: "\(offset)", date: Instant(today(offset)),
                    firstSeenAt: Instant(today(offset)))
                try store.record(seen: release, in: registry)
            }
            try store.pruneRegistry(registry, before: today(-50))
            #expect(try store.days(of: 1, in: registry, since: today(-1000)).map(\.day) == [today(0)])
            #expect(try store.runs(of: registry, limit: 9).count == 1)
            #expect(try store.countSubmission(from: "a@example.org", on: today(-100), in: registry) == 1)
            // The one of a hundred days ago was the newest on the first day that counts.
            let history = try store.history(of: registry)
            let now = Instant(today(0))
            #expect(history.placement(suite: "wren", digest: "-400", date: nil, now: now) == .unknown)
            #expect(
                history.placement(suite: "wren", digest: "-100", date: nil, now: now)
                    == .behind(generations: 1, lagSeconds: 0))
        }
    }
}

@Suite("What a registry remembers")
struct RegistryMemoryTests {
    @Test("of its archive is each InRelease, once, as it was seen first")
    func releases() throws {
        try withStore { (store) throws in
            let release = SeenRelease(suite: "wren", digest: "aa", date: nil, firstSeenAt: day(1))
            #expect(try store.record(seen: release, in: registry))
            var again = release
            again.firstSeenAt = day(9)
            #expect(try store.record(seen: again, in: registry) == false)
            let next = SeenRelease(suite: "wren", digest: "bb", date: day(4), firstSeenAt: day(5))
            #expect(try store.record(seen: next, in: registry))
            #expect(try store.history(of: registry) == ArchiveHistory([release, next]))
            #expect(try store.seenReleases(of: registry) == [release, next])
            #expect(try store.history(of: "other") == ArchiveHistory([]))
        }
    }

    @Test("of samples are those of the last thirty generations of each suite")
    func samples() throws {
        try withStore { (store) throws in
            try store.record(samples: "tern", of: "tern", release: "0", in: registry)
            for number in 0..<33 {
                try store.record(samples: "\(number)", of: "wren", release: "\(number)", in: registry)
            }
            try store.record(samples: "new", of: "wren", release: "30", in: registry)
            let kept = try store.samples(of: registry)
            #expect(kept == ["new", "32", "31"] + (3..<30).reversed().map { "\($0)" } + ["tern"])
            #expect(try store.hasSamples(of: "wren", release: "3", in: registry))
            #expect(try !store.hasSamples(of: "wren", release: "2", in: registry))
            #expect(try !store.hasSamples(of: "tern", release: "3", in: registry))
            #expect(try store.samples(of: "other").isEmpty)
        }
    }

    @Test("of senders is how often they wrote on a day, whatever the case of their address")
    func senders() throws {
        try withStore { (store) throws in
            let today = CalendarDay(year: 2026, month: 5, day: 6)
            #expect(try store.countSubmission(from: "a@example.org", on: today, in: registry) == 1)
            #expect(try store.countSubmission(from: "A@Example.ORG", on: today, in: registry) == 2)
            #expect(try store.countSubmission(from: "b@example.org", on: today, in: registry) == 1)
            #expect(try store.countSubmission(from: "a@example.org", on: today.adding(days: 1), in: registry) == 1)
            #expect(try store.countSubmission(from: "a@example.org", on: today, in: "other") == 1)
        }
    }

    @Test("of its mails is what each operator was told of")
    func mails() throws {
        try withStore { (store) throws in
            try store.recordMail("delisted 2026-05-06", to: 1, in: registry, at: day(6))
            try store.recordMail("returned 2026-05-08", to: 1, in: registry, at: day(8))
            try store.recordMail("delisted 2026-05-06", to: 2, in: registry, at: day(6))
            #expect(
                try store.mails(to: 1, in: registry) == ["delisted 2026-05-06": day(6), "returned 2026-05-08": day(8)])
            #expect(try store.mailCount(in: registry, since: day(7)) == 1)
            #expect(try store.mailCount(in: registry, since: day(6)) == 3)
            #expect(try store.mailCount(in: "other", since: day(6)) == 0)
        }
    }

    @Test("of its runs is how each ended, if it did")
    func runs() throws {
        try withStore { (store) throws in
            let first = try store.beginRun(of: registry, at: day(6))
            let second = try store.beginRun(of: registry, at: day(7))
            var run = RegistryRunRecord(startedAt: day(6))
            run.endedAt = day(6, hour: 4)
            run.outcome = .ownOutage
            (run.goodCount, run.warnedCount, run.badCount) = (1, 2, 3)
            (run.condemnedCount, run.unknownCount, run.changeCount, run.mailCount) = (4, 5, 6, 7)
            run.maintenanceCount = 8
            run.reason = "the controls did not answer"
            try store.endRun(first, run)
            let runs = try store.runs(of: registry, limit: 9)
            #expect(runs.map(\.id) == [second, first] && runs.first?.endedAt == nil)
            var read = try #require(runs.last)
            #expect(read.startedAt == run.startedAt && read.outcome == .ownOutage && read.reason == run.reason)
            #expect([read.goodCount, read.warnedCount, read.badCount, read.condemnedCount] == [1, 2, 3, 4])
            #expect([read.unknownCount, read.changeCount, read.mailCount] == [5, 6, 7] && read.endedAt == run.endedAt)
            #expect(read.maintenanceCount == 8)
            read.outcome = .judged
            try store.endRun(second, read)
            #expect(try store.runs(of: registry, limit: 1).first?.startedAt == day(7))
        }
    }
}
