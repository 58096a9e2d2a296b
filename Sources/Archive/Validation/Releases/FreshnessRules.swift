import ArchiveModel
import Timekeeping

/// What Date and Valid-Until of a Release file mean at a moment, and beside what was last accepted.
struct FreshnessRules {
    /// apt's own tolerance for a clock that lags (debReleaseIndex::Load, apt-pkg/deb/debmetaindex.cc).
    static let futureTolerance: Int64 = 10
    static let warningBeforeExpiry: Int64 = 48 * 3600

    let release: ReleaseFile
    let signedTextDigest: String
    let path: String
    let suite: String
    let isArchived: Bool
    let now: Instant
    let accepted: AcceptedSuite?

    func findings() -> [Finding] { dateFindings() + validUntilFindings() + historyFindings() }

    private func dateFindings() -> [Finding] {
        guard let date = release.date else {
            return [
                finding(.warning, .dateMissing, found: release.dateText, apt: AptPhrases.invalidField("Date", in: path))
            ]
        }
        let lead = date.seconds(since: now)
        guard lead > Self.futureTolerance else { return [] }
        return [
            finding(
                .error, .dateInFuture, expected: "at most \(now.iso8601)", found: date.iso8601,
                apt: AptPhrases.notValidYet(path, for: lead))
        ]
    }

    private func validUntilFindings() -> [Finding] {
        guard let text = release.validUntilText else { return [] }
        guard let validUntil = release.validUntil else {
            let apt = AptPhrases.invalidField("Valid-Until", in: path)
            return [finding(.error, .validUntilMalformed, expected: "a date in UTC", found: text, apt: apt)]
        }
        let left = validUntil.seconds(since: now)
        if left < 0 {
            return [
                finding(
                    isArchived ? .warning : .error, .releaseExpired, expected: "a Valid-Until after \(now.iso8601)",
                    found: validUntil.iso8601, apt: AptPhrases.expired(path, since: -left))
            ]
        }
        guard left < Self.warningBeforeExpiry, !isArchived else { return [] }
        return [finding(.warning, .releaseExpiresSoon, found: validUntil.iso8601)]
    }

    private func historyFindings() -> [Finding] {
        guard let accepted, let old = accepted.facts.date, let date = release.date else { return [] }
        if accepted.facts.signedTextDigest == signedTextDigest { return [] }
        if date == old {
            return [
                finding(
                    .warning, .dateSameTextOther, expected: accepted.facts.signedTextDigest, found: signedTextDigest)
            ]
        }
        guard date < old, !accepted.backwardsAccepted.contains(signedTextDigest) else { return [] }
        return [finding(.error, .dateBackwards, expected: "at least \(old.iso8601)", found: date.iso8601)]
    }

    private func finding(
        _ severity: Severity, _ code: FindingCode, expected: String? = nil, found: String?, apt: String? = nil
    ) -> Finding {
        Finding(severity, code, path: path, suites: [suite], expected: expected, found: found, aptSays: apt)
    }
}
