import MirrorRegistry
import StateStore
import TestSupport
import Timekeeping

let registry = "dotdeb"

/// A listing with something in each of its fields.
func listing(_ host: String = "mirror.example.org", state: ListingState = .pending) throws -> Listing {
    var fields = ListingFields()
    fields.country = "FR"
    fields.sponsor = "Example \"SARL\"\u{1B}[31m <b>\n\u{0}"
    fields.contact = "operator@example.org"
    fields.architectures = ["amd64", "source"]
    fields.presumed = [.country, .sponsor]
    var listing = Listing(
        number: 0, host: host,
        addresses: [try MirrorURL("https://\(host)/dotdeb/"), try MirrorURL("rsync://\(host)/dotdeb/")],
        fields: fields, state: state, submittedAt: day(1), proofToken: "mw-token")
    listing.stateSince = day(2)
    listing.approvedAt = day(3)
    listing.proposal = Proposal(addresses: listing.addresses, fields: fields, submittedAt: day(4))
    listing.slotMinute = 257
    listing.isProofSeen = true
    listing.windows = [MaintenanceWindow(from: day(5), until: day(6), reason: "new disks")]
    listing.health.badDays = 2
    listing.health.lastDay = CalendarDay(year: 2026, month: 5, day: 4)
    listing.health.told = ["delisted": day(4)]
    listing.reasonClass = .stale
    return listing
}

func report(_ outcome: CheckOutcome = .passed, at instant: Instant = day(6)) -> CheckReport {
    var facts = CheckFacts()
    facts.hostAddresses = ["192.0.2.1", "2001:db8::1"]
    facts.answersIPv6 = false
    facts.workingSchemes = [.https]
    facts.suites = ["wren": SuiteFacts(releaseDigest: "aa", date: day(5), validUntil: day(12))]
    facts.latencySeconds = 0.125
    let item = CheckItem(
        .release, "https://mirror.example.org/dists/wren/InRelease", outcome, "status 404",
        evidence: [Evidence("status", "404")], reproduction: "curl -I https://mirror.example.org/dists/wren/InRelease")
    return CheckReport(startedAt: instant, seconds: 1.5, items: [item], facts: facts)
}

func entry(_ action: RegistryAction, of listing: Int64, check: Int64? = nil, before: Listing? = nil) -> LogEntry {
    LogEntry(
        occurredAt: day(7), listing: listing, actor: .person("ada"), action: action, from: .pending, to: .approved,
        reason: "fast and honest", reasonClass: .other, check: check, before: before)
}
