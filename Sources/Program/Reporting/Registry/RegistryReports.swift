package import MirrorRegistry
package import Timekeeping

/// What a row of `registry list` tells of a listing.
package struct ListingSummary: Sendable, Hashable, Encodable {
    package var number: Int64
    package var host: String
    package var state: ListingState
    package var stateSince: Instant
    /// Two letters of ISO 3166-1.
    package var country: String?
    /// Whether the country stands there by the mirror's own word alone.
    package var isCountryPresumed: Bool
    /// Those of its addresses, sorted.
    package var protocols: [MirrorScheme]
    /// nil where it is unknown.
    package var lagSeconds: Int64?
    /// Good checks of all that count, from 0 to 1, of the last 30 days; nil where none counted.
    package var availability30: Double?
    /// Whether changes of its operator wait for the maintainer.
    package var hasProposal: Bool

    package init(_ listing: Listing, lagSeconds: Int64? = nil, availability30: Double? = nil) {
        number = listing.number
        host = listing.host
        state = listing.state
        stateSince = listing.stateSince
        country = listing.fields.country
        isCountryPresumed = listing.fields.presumed.contains(.country)
        protocols = listing.addresses.map(\.scheme).sorted()
        self.lagSeconds = lagSeconds
        self.availability30 = availability30
        hasProposal = listing.proposal != nil
    }
}

/// All that the maintainer decides on a listing by.
package struct ListingReport: Sendable, Hashable, Encodable {
    package var listing: Listing
    /// nil before the first check.
    package var check: CitedCheck?
    /// The last 30 days, the oldest first; days without a record need not be among them.
    package var days: [DayRecord] = []
    package var availability30: Double?
    /// Entries of the log, the newest first.
    package var log: [LogRow] = []
    /// Each a line: which other listing looks like the same machine, and by what.
    package var sameServer: [String] = []
    /// Whether the registry asks its operator to show that the mirror is theirs.
    package var asksForProof = false

    package init(_ listing: Listing) { self.listing = listing }
}

/// A check and the number by which the log cites it.
package struct CitedCheck: Sendable, Hashable, Encodable {
    package var number: Int64
    package var report: CheckReport

    package init(number: Int64, report: CheckReport) {
        self.number = number
        self.report = report
    }
}

/// An entry of the log with the host it is about.
package struct LogRow: Sendable, Hashable {
    package var entry: LogEntry
    package var host: String

    package init(_ entry: LogEntry, host: String) {
        self.entry = entry
        self.host = host
    }
}

extension LogRow: Encodable {
    private enum Key: String, CodingKey {
        case number, occurredAt, listing, host, actor, action, from, to, reason, reasonClass, check
    }

    /// The entry without the listing as it was before.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(entry.number, forKey: .number)
        try container.encode(entry.occurredAt, forKey: .occurredAt)
        try container.encode(entry.listing, forKey: .listing)
        try container.encode(host, forKey: .host)
        try container.encode(entry.actor.text, forKey: .actor)
        try container.encode(entry.action, forKey: .action)
        try container.encodeIfPresent(entry.from, forKey: .from)
        try container.encode(entry.to, forKey: .to)
        try container.encode(entry.reason, forKey: .reason)
        try container.encodeIfPresent(entry.reasonClass, forKey: .reasonClass)
        try container.encodeIfPresent(entry.check, forKey: .check)
    }
}

/// What a run of the daily checks did.
package struct RegistryRunReport: Sendable, Hashable, Encodable {
    package var registry: String
    package var startedAt: Instant
    package var seconds: Int64 = 0
    /// Listings that were to be checked.
    package var listingCount = 0
    package var goodCount = 0
    package var warnedCount = 0
    package var badCount = 0
    package var condemnedCount = 0
    package var maintenanceCount = 0
    package var unknownCount = 0
    /// Why nothing was judged.
    package var ownOutage: String?
    package var isInterrupted = false
    package var isDryRun = false
    /// The entries of the log that it wrote, the oldest first.
    package var changes: [LogRow] = []
    package var mailCount = 0
    /// Mails that wait because enough were written that day.
    package var heldMailCount = 0
    package var published: PublishedList?
    /// What else the maintainer should know, each a line.
    package var remarks: [String] = []
    /// Mails as they would be sent, where no program is configured that sends them.
    package var printedMails: [String] = []
    /// Why the list was not published; what was served before is served still.
    package var publicationFault: Message?
    /// Whether it is held back for being empty or much shorter, which a person can overrule.
    package var isPublicationHeld = false

    package init(registry: String, startedAt: Instant) {
        self.registry = registry
        self.startedAt = startedAt
    }
}

/// The public list as it was written.
package struct PublishedList: Sendable, Hashable, Encodable {
    package var path: String
    package var mirrorCount: Int
    package var fileCount: Int
    package var isSigned: Bool

    package init(path: String, mirrorCount: Int, fileCount: Int, isSigned: Bool) {
        self.path = path
        self.mirrorCount = mirrorCount
        self.fileCount = fileCount
        self.isSigned = isSigned
    }
}
