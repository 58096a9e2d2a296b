import MirrorRegistry
import StateStore
import Testing
import Timekeeping

@Suite("Checks in the store")
struct RegistryChecksTests {
    @Test("are found by number, listing and day")
    func found() throws {
        try withStore { (store) throws in
            let addresses = try listing().addresses
            let first = try store.record(check: report(), of: 1, addresses: addresses, in: registry)
            let last = try store.record(
                check: report(.failed, at: day(6, hour: 23)), of: 1, addresses: addresses, in: registry)
            let next = try store.record(
                check: report(.warned, at: day(7, hour: 0)), of: 1, addresses: [], in: registry)
            let other = try store.record(check: report(), of: 2, addresses: [], in: registry)
            let free = try store.record(check: report(), of: nil, addresses: addresses, in: registry)
            let read = try #require(try store.check(first, in: registry))
            #expect(read.report == report() && read.addresses == addresses && read.listing == 1)
            #expect(read.checkedAt == day(6))
            #expect(try store.check(free, in: registry)?.listing == nil)
            #expect(try store.check(first, in: "other") == nil)
            #expect(try store.checks(of: 1, in: registry, limit: 2).map(\.id) == [next, last])
            #expect(try store.latestCheck(of: 1, in: registry)?.report.outcome == .warned)
            #expect(try store.latestCheck(of: 3, in: registry) == nil)
            #expect(try store.latestChecks(of: registry).mapValues(\.id) == [1: next, 2: other])
            let today = CalendarDay(year: 2026, month: 5, day: 6)
            #expect(try store.checksOfDay(today, of: 1, in: registry).map(\.id) == [first, last])
        }
    }

    @Test("are forgotten when there are many, but for those that the log cites; no number is given twice")
    func bounded() throws {
        try withStore { (store) throws in
            let cited = try store.record(check: report(.condemned), of: 1, addresses: [], in: registry)
            let other = try store.record(check: report(), of: 2, addresses: [], in: registry)
            let free = try store.record(check: report(), of: nil, addresses: [], in: registry)
            try store.append(entry(.delist, of: 1, check: cited), to: registry)
            var last: Int64 = 0
            for _ in 0..<40 { last = try store.record(check: report(), of: 1, addresses: [], in: registry) }
            let kept = try store.checks(of: 1, in: registry, limit: 100).map(\.id)
            #expect(kept.first == last && kept.last == cited && kept.count == 13)
            #expect(try store.check(other, in: registry) != nil)
            #expect(try store.check(free, in: registry) != nil)
            #expect(try store.check(cited, in: registry)?.report.outcome == .condemned)
            #expect(last == free + 40)
        }
    }

    @Test("keep what a mirror says within bounds, and can be read whatever it says")
    func hostile() throws {
        try withStore { (store) throws in
            var odd = report()
            odd.seconds = .infinity
            odd.facts.certificateExpires = Instant(secondsSinceEpoch: .max)
            odd.facts.lastSync = Instant(secondsSinceEpoch: .min)
            odd.facts.suites["\u{0}\"\\\u{2028}"] = SuiteFacts(
                releaseDigest: "", date: Instant(secondsSinceEpoch: 253_402_300_800), validUntil: day(1))
            odd.facts.latencySeconds = .nan
            odd.facts.bytesPerSecond = .infinity
            odd.facts.presumed.comment = "\u{1B}]0;x\u{7}\u{FFFD}"
            let long = "a" + String(repeating: "\u{301}", count: 100_000)
            odd.items = Array(
                repeating: CheckItem(.index, long, .failed, long, evidence: [Evidence(long, long)], reproduction: long),
                count: 10)
            let id = try store.record(check: odd, of: 1, addresses: [], in: registry)
            let read = try #require(try store.check(id, in: registry)).report
            #expect(read.facts.certificateExpires == nil && read.facts.lastSync == nil && read.seconds == 0)
            #expect(read.facts.latencySeconds == nil && read.facts.bytesPerSecond == nil)
            #expect(read.facts.suites["\u{0}\"\\\u{2028}"]?.date == nil)
            #expect(read.facts.suites["\u{0}\"\\\u{2028}"]?.validUntil == day(1))
            #expect(read.facts.presumed == odd.facts.presumed)
            #expect(read.items.count == 10 && read.items.allSatisfy { $0.summary.unicodeScalars.count < 2100 })
            #expect(read.outcome == .failed)
        }
    }
}
