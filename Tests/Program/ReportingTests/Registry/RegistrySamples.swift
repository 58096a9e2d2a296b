import MirrorRegistry
import Reporting
import Timekeeping

/// Values of registries for the tests of their texts; it is noon of 22 November 2026.
enum RegistrySamples {
    static let now = Instant(CalendarDay(year: 2026, month: 11, day: 22), hour: 12)
    static let text = RegistryText(now: now, zone: .utc)

    static func listing(_ host: String = "mirror.example.org", state: ListingState = .pending) throws -> Listing {
        var fields = ListingFields()
        fields.country = "FR"
        fields.sponsor = "Example SARL"
        fields.sponsorURL = "https://example.org/"
        fields.contact = "operator@example.org"
        fields.architectures = ["amd64", "arm64"]
        fields.presumed = [.country]
        var listing = Listing(
            number: 17, host: host,
            addresses: [try MirrorURL("https://\(host)/dotdeb/"), try MirrorURL("rsync://\(host)/dotdeb/")],
            fields: fields, state: state, submittedAt: now.adding(seconds: -90_000), proofToken: "mw-4f2a")
        listing.stateSince = now.adding(seconds: -86_400)
        return listing
    }

    static func report() -> CheckReport {
        var facts = CheckFacts()
        facts.hasArchive = true
        facts.lagSeconds = 11_520
        var suite = SuiteFacts(releaseDigest: "aa")
        suite.generationsBehind = 2
        facts.suites = ["wren": suite]
        facts.answersIPv4 = true
        facts.answersIPv6 = false
        facts.workingSchemes = [.rsync, .https]
        facts.latencySeconds = 0.1204
        facts.bytesPerSecond = 3_250_000
        facts.certificateExpires = now.adding(seconds: 20 * 86_400)
        facts.lastSync = now.adding(seconds: -7200)
        facts.presumed.country = "FR"
        facts.presumed.location = "Paris"
        facts.requestCount = 23
        facts.byteCount = 1_153_434
        let base = "https://mirror.example.org/dotdeb/"
        let items = [
            CheckItem(.url, base, .passed, "it is in its normal form"),
            CheckItem(
                .release, base + "dists/wren/InRelease", .failed, "status 404",
                evidence: [Evidence("status", "404"), Evidence("type", "text/html")],
                reproduction: "curl -sSI \(base)dists/wren/InRelease"),
            CheckItem(.range, base, .warned, "the whole file came"),
            CheckItem(.rsync, "rsync://mirror.example.org/dotdeb/", .skipped, "rsync is not installed here"),
        ]
        return CheckReport(startedAt: now.adding(seconds: -600), seconds: 3.42, items: items, facts: facts)
    }

    static func entry(
        _ action: RegistryAction, from: ListingState?, to: ListingState, by actor: Actor = .person("ada"),
        reason: String = "", reasonClass: ReasonClass? = nil, check: Int64? = nil, number: Int64 = 41
    ) -> LogEntry {
        var entry = LogEntry(
            occurredAt: now.adding(seconds: -3600), listing: 17, actor: actor, action: action, from: from, to: to,
            reason: reason, reasonClass: reasonClass, check: check)
        entry.number = number
        return entry
    }
}
