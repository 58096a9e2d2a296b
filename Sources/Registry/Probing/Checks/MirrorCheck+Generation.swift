import ArchiveModel
import MirrorRegistry
import Timekeeping

extension MirrorCheck {
    /// apt's tolerance for a clock that lags (debReleaseIndex::Load, apt-pkg/deb/debmetaindex.cc).
    private static let futureTolerance: Int64 = 10

    /// Date and Valid-Until. What the archive itself serves at this moment is no fault of the mirror.
    func checkValidity(_ name: String, _ source: ReleaseText, _ release: ReleaseFile, _ url: String) {
        var facts = MirrorRegistry.SuiteFacts(
            releaseDigest: source.digest, date: release.date, validUntil: release.validUntil)
        facts.generationsBehind = self.facts.suites[name]?.generationsBehind
        self.facts.suites[name] = facts
        let isArchives = reference?[suite: name]?.digest == source.digest
        let (outcome, summary) = validity(release)
        let evidence = [
            Evidence("date", release.dateText ?? "none"), Evidence("valid until", release.validUntilText ?? "for ever"),
            Evidence("now", startedAt.iso8601),
        ]
        let shared = outcome == .failed && isArchives
        add(
            .validity, url, shared ? .warned : outcome, shared ? "\(summary); the archive's own is no better" : summary,
            evidence, reproduction: Reproduction.field(release.validUntilText == nil ? "Date" : "Valid-Until", of: url))
    }

    private func validity(_ release: ReleaseFile) -> (CheckOutcome, String) {
        if let date = release.date, date.seconds(since: startedAt) > Self.futureTolerance {
            return (.failed, "it is dated \(humanDuration(date.seconds(since: startedAt))) in the future")
        }
        if release.validUntilText != nil, release.validUntil == nil { return (.failed, "Valid-Until cannot be read") }
        if let until = release.validUntil, until < startedAt {
            return (.failed, "it expired \(humanDuration(startedAt.seconds(since: until))) ago")
        }
        if release.date == nil { return (.warned, "it states no Date that can be read") }
        guard let until = release.validUntil else { return (.passed, "it never expires") }
        return (.passed, "it is valid for another \(humanDuration(until.seconds(since: startedAt)))")
    }

    /// Which generation of the archive it is.
    func checkGeneration(_ name: String, _ source: ReleaseText, _ release: ReleaseFile, _ url: String) {
        guard let reference, let present = reference[suite: name] else {
            add(.generation, url, .skipped, "nothing to compare with: the archive was not read")
            return
        }
        let placement = reference.history.placement(
            suite: name, digest: source.digest, date: release.date, now: startedAt)
        var (behind, lag): (Int?, Int64?) = (nil, nil)
        var found = (outcome: CheckOutcome.passed, summary: "the archive's present generation")
        switch placement {
        case .newest: (behind, lag) = (0, 0)
        case .behind(let generations, let seconds):
            (behind, lag) = (generations, seconds)
            let count = generations == 1 ? "1 generation" : "\(generations) generations"
            found = staleness(seconds, "\(count) behind the archive")
        case .unseen(let seconds):
            lag = seconds
            found = staleness(seconds, "a generation that was never seen at the archive, by its Date behind it")
        case .future: found = judgeFuture(name, source, release)
        case .unknown:
            found =
                source.digest == present.digest
                ? found : (.skipped, "its generation cannot be told: a Date is missing")
        }
        if case .future = placement {
            if found.outcome == .passed { behind = 0 }
            // What is newer than our own copy of the archive is not behind it.
            if found.outcome <= .warned { lag = 0 }
        }
        facts.suites[name]?.generationsBehind = behind
        facts.suites[name]?.lagSeconds = lag
        if let lag { facts.lagSeconds = max(facts.lagSeconds ?? 0, lag) }
        add(
            .generation, url, found.outcome, found.summary,
            [
                Evidence("expected", "sha256 \(present.digest)"), Evidence("found", "sha256 \(source.digest)"),
                Evidence("archive's date", present.date?.iso8601 ?? ""), Evidence("date", release.date?.iso8601 ?? ""),
                Evidence("generations behind", behind.map { "\($0)" } ?? ""),
                Evidence("lag", lag.map { "\($0) s" } ?? ""),
                Evidence("stale after", "\(settings.staleAfterSeconds) s"),
            ], reproduction: Reproduction.digest(url, hex: source.digest))
    }

    private func staleness(_ lag: Int64, _ what: String) -> (outcome: CheckOutcome, summary: String) {
        if lag > settings.staleAfterSeconds {
            return (.failed, "stale: \(what), for \(humanDuration(lag))")
        }
        return (.passed, "\(what), for \(humanDuration(lag))")
    }

    /// Signed by the archive's key, and newer than what the archive served when it was read. It may have been published since; so
    /// the archive is asked again before anything is said.
    private func judgeFuture(
        _ name: String, _ source: ReleaseText, _ release: ReleaseFile
    ) -> (outcome: CheckOutcome, summary: String) {
        if rereading?.serves(source.digest, suite: name) == true {
            return (.passed, "the archive's present generation, published during these checks")
        }
        if let date = release.date, date.seconds(since: startedAt) > Self.futureTolerance {
            return (.condemned, "dated in the future, past everything that the archive served")
        }
        // Without a keyring anybody could have written the Date.
        guard memory.isVerifying else { return (.failed, "newer than the archive, and its signature was not checked") }
        if case .directory? = reference?.source {
            return (.warned, "newer than the copy of the archive that mirrors are compared with")
        }
        return (.failed, "newer than the archive, which does not serve it")
    }
}
