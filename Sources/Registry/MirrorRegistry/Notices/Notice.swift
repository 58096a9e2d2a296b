package import Timekeeping

/// A mail to the contact of a mirror that is due.
package struct Notice: Sendable, Hashable {
    package var listing: Int64
    package var kind: NoticeKind
    /// What is said with it, for `HealthMemory.told`: nobody is written twice for one key.
    package var key: String
    package var to: String
    package var subject: String
    /// Lines end with a newline; but for addresses and commands they have at most 76 characters.
    package var body: String

    package init(listing: Int64, kind: NoticeKind, key: String, to: String, subject: String, body: String) {
        self.listing = listing
        self.kind = kind
        self.key = key
        self.to = to
        self.subject = subject
        self.body = body
    }
}

/// Why the contact of a mirror is written, the most urgent first.
package enum NoticeKind: String, Sendable, Hashable, CaseIterable, Codable {
    case quarantined, delisted
    /// Its certificate expires soon.
    case certificate
    case returned, approved, rejected
}

/// How many mails are sent, and for what.
package struct NoticeRules: Sendable, Hashable {
    package var kinds = Set(NoticeKind.allCases)
    /// In one run.
    package var runLimit = 50
    /// To one mirror in `mirrorLimitDays`.
    package var mirrorLimit = 4
    package var mirrorLimitDays: Int64 = 7
    /// Days before a certificate expires. Those that renew themselves do so at 30: one that is seen at 14 does not.
    package var certificateDays: Int64 = 14
    /// Days after which news is none any more: so none is sent of old when mail is switched on.
    package var newsDays: Int64 = 14

    package init() {}
}

/// A listing after a run, with what there is to say of it.
package struct NoticeOccasion: Sendable, Hashable {
    package var listing: Listing
    /// The last check, whose evidence is shown.
    package var report: CheckReport?
    /// The last reason that was given for its state, as the log has it.
    package var reason: String
    package var slot: SlotSetup?

    package init(listing: Listing, report: CheckReport? = nil, reason: String = "", slot: SlotSetup? = nil) {
        self.listing = listing
        self.report = report
        self.reason = reason
        self.slot = slot
    }
}

/// What each mail says of the registry.
package struct NoticeSender: Sendable, Hashable {
    /// As people call the archive.
    package var archive: String
    /// Where the public list is.
    package var listURL: String?
    package var policyURL: String?
    /// How to reach the maintainer: an address of the web or of mail; nil where an answer to the mail reaches them.
    package var contact: String?
    /// When mirrors are checked next.
    package var nextCheckAt: Instant?
    package var healthRules = HealthRules()

    package init(archive: String) { self.archive = archive }
}
