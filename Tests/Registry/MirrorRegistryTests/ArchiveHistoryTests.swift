import MirrorRegistry
import Testing
import Timekeeping

@Suite("The generations of an archive") struct ArchiveHistoryTests {
    /// Seen first on days 1, 3, 10; each made an hour before. The archive was quiet after that.
    private let history = ArchiveHistory([
        seen("c", 10), seen("a", 1), seen("b", 3),
        SeenRelease(suite: "other", digest: "z", date: nil, firstSeenAt: noon(2)),
    ])

    @Test(
        "place what a mirror serves by when the next one appeared",
        arguments: [
            ("c", nil, 10, .newest), ("c", nil, 90, .newest), ("b", nil, 10, .behind(generations: 1, lagSeconds: 0)),
            ("b", nil, 12, .behind(generations: 1, lagSeconds: 2 * 86_400)),
            ("a", nil, 12, .behind(generations: 2, lagSeconds: 9 * 86_400)),
            ("a", nil, 2, .behind(generations: 2, lagSeconds: 0)),
        ] as [(String, Instant?, Int64, ArchiveHistory.Placement)])
    func placeKnown(digest: String, date: Instant?, now: Int64, expected: ArchiveHistory.Placement) {
        #expect(history.placement(suite: "stable", digest: digest, date: date, now: noon(now)) == expected)
    }

    @Test(
        "place one that was never seen by its Date",
        arguments: [
            (noon(5), 12, .unseen(lagSeconds: 2 * 86_400)), (noon(2), 12, .unseen(lagSeconds: 9 * 86_400)),
            (noon(10).adding(seconds: -3600), 12, .unseen(lagSeconds: 0)), (noon(10), 12, .future), (nil, 12, .unknown),
            // The oldest was there before the registry was: by its Date, an hour before it was seen.
            (noon(-30), 12, .unseen(lagSeconds: 11 * 86_400 + 3600)), (noon(5), 2, .unseen(lagSeconds: 0)),
        ] as [(Instant?, Int64, ArchiveHistory.Placement)])
    func placeUnseen(date: Instant?, now: Int64, expected: ArchiveHistory.Placement) {
        #expect(history.placement(suite: "stable", digest: "x", date: date, now: noon(now)) == expected)
    }

    @Test("say nothing of a suite that is unknown or has no Date")
    func sayNothing() {
        #expect(history.placement(suite: "none", digest: "a", date: noon(), now: noon(9)) == .unknown)
        #expect(history.placement(suite: "other", digest: "y", date: noon(), now: noon(9)) == .unknown)
        #expect(history.placement(suite: "other", digest: "z", date: nil, now: noon(9)) == .newest)
        #expect(ArchiveHistory([]).placement(suite: "stable", digest: "a", date: noon(), now: noon(9)) == .unknown)
    }

    @Test("that were seen at one second stand by their Date, or as they came")
    func standByTheirDate() {
        let early = SeenRelease(suite: "s", digest: "early", date: noon(1), firstSeenAt: noon(5))
        let late = SeenRelease(suite: "s", digest: "late", date: noon(2), firstSeenAt: noon(5))
        for order in [[early, late], [late, early]] {
            let history = ArchiveHistory(order)
            #expect(history.placement(suite: "s", digest: "late", date: nil, now: noon(6)) == .newest)
            #expect(
                history.placement(suite: "s", digest: "early", date: nil, now: noon(6))
                    == .behind(generations: 1, lagSeconds: 86_400))
        }
        let undated = ["p", "q"].map { SeenRelease(suite: "s", digest: $0, date: nil, firstSeenAt: noon(5)) }
        #expect(ArchiveHistory(undated).placement(suite: "s", digest: "q", date: nil, now: noon(6)) == .newest)
    }

    @Test("are counted once when they are noted twice in a row")
    func countOnce() {
        let history = ArchiveHistory([seen("a", 1), seen("b", 2), seen("b", 3)])
        #expect(
            history.placement(suite: "stable", digest: "a", date: nil, now: noon(3))
                == .behind(generations: 1, lagSeconds: 86_400))
    }

    @Test("may be gone back to: then what was taken back is not stale, and what is older is")
    func goBack() {
        let history = ArchiveHistory([seen("a", 1), seen("b", 3), seen("c", 10)], present: ["stable": "b"])
        #expect(history.placement(suite: "stable", digest: "b", date: nil, now: noon(12)) == .newest)
        #expect(
            history.placement(suite: "stable", digest: "c", date: nil, now: noon(12))
                == .behind(generations: 1, lagSeconds: 0))
        #expect(
            history.placement(suite: "stable", digest: "a", date: nil, now: noon(12))
                == .behind(generations: 3, lagSeconds: 9 * 86_400))
        #expect(
            history.placement(suite: "stable", digest: "x", date: noon(9), now: noon(12))
                == .unseen(lagSeconds: 2 * 86_400))
    }
}

private func seen(_ digest: String, _ day: Int64) -> SeenRelease {
    SeenRelease(suite: "stable", digest: digest, date: noon(day).adding(seconds: -3600), firstSeenAt: noon(day))
}
