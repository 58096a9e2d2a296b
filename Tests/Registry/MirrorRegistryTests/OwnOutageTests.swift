import MirrorRegistry
import Testing

@Suite("A run") struct OwnOutageTests {
    @Test(
        "that failed by our own fault changes nothing",
        arguments: [
            (true, 0, 0, 0, 0, .archive), (false, 0, 0, 0, 5, nil), (false, 1, 1, 0, 5, .controls(failed: 1, of: 1)),
            (false, 1, 2, 0, 5, nil), (false, 2, 3, 0, 5, .controls(failed: 2, of: 3)), (false, 0, 3, 9, 9, nil),
            (false, 0, 0, 10, 10, .mirrors(failed: 10, of: 10)), (false, 0, 0, 5, 10, nil),
            (false, 0, 3, 6, 10, .mirrors(failed: 6, of: 10)), (false, 0, 0, 500, 1000, nil),
            (false, 0, 0, 501, 1000, .mirrors(failed: 501, of: 1000)),
        ] as [(Bool, Int, Int, Int, Int, OwnOutage?)])
    func ownOutages(archive: Bool, controls: Int, controlCount: Int, failed: Int, count: Int, expected: OwnOutage?) {
        let results = (0..<count).map { (ListingState.approved, $0 < failed ? CheckOutcome.failed : .passed) }
        #expect(
            ownOutage(archiveFailed: archive, controlFailures: controls, controlCount: controlCount, results: results)
                == expected)
    }

    @Test(
        "is not taken for our outage by mirrors that were delisted long ago, nor excused by checks that were not made")
    func countsTheListed() {
        let listed = (0..<10).map { (ListingState.degraded, $0 < 5 ? CheckOutcome.condemned : .warned) }
        let gone = (0..<40).map { _ in (ListingState.delisted, CheckOutcome.failed) }
        #expect(ownOutage(archiveFailed: false, results: listed + gone) == nil)
        let skipped = (0..<40).map { _ in (ListingState.approved, CheckOutcome.skipped) }
        #expect(
            ownOutage(archiveFailed: false, results: listed + skipped + [(.approved, .failed)])
                == .mirrors(failed: 6, of: 11))
        #expect(OwnOutage.mirrors(failed: 6, of: 11).message == "6 of 11 mirrors on the list failed at once")
    }

    /// Whether the token was seen before and now, whether the archive is there, and whether the host answers over IPv4 and IPv6.
    @Test(
        "brings into quarantine whose token and archive are gone together, not one that is down",
        arguments: [
            (.approved, true, false, false, true, nil, true), (.degraded, true, false, false, false, true, true),
            (.delisted, true, false, false, true, true, true), (.approved, true, false, false, false, false, false),
            (.approved, true, false, false, nil, nil, false), (.approved, true, nil, false, true, nil, false),
            (.approved, true, false, true, true, nil, false), (.approved, true, true, false, true, nil, false),
            (.approved, false, false, false, true, nil, false), (.pending, true, false, false, true, nil, false),
            (.quarantined, true, false, false, true, nil, false),
        ] as [(ListingState, Bool, Bool?, Bool, Bool?, Bool?, Bool)])
    func quarantines(state: ListingState, before: Bool, now: Bool?, archive: Bool, v4: Bool?, v6: Bool?, expected: Bool)
    {
        var mirror = listing(state)
        mirror.isProofSeen = before
        var found = report(.failed)
        found.facts.isProofSeen = now
        found.facts.hasArchive = archive
        found.facts.answersIPv4 = v4
        found.facts.answersIPv6 = v6
        #expect(isQuarantineDue(mirror, found) == expected)
    }
}
