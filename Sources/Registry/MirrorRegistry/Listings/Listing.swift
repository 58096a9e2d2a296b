package import Timekeeping

/// A mirror as the registry knows it, from its submission on.
package struct Listing: Sendable, Hashable, Codable {
    /// Given once, from 1.
    package var number: Int64
    /// The host of its addresses: one host is one mirror.
    package var host: String
    /// At most one of each scheme, sorted.
    package var addresses: [MirrorURL]
    package var fields: ListingFields
    package var state: ListingState
    package var stateSince: Instant
    package var submittedAt: Instant
    /// When it was approved first.
    package var approvedAt: Instant?
    /// What its operator wishes changed and the maintainer has not decided on.
    package var proposal: Proposal?
    /// The minute of the day, in UTC, at which it is to sync: 0 to 1439; given with the first approval.
    package var slotMinute: Int?
    /// What its operator has to show where the registry asks for proof.
    package var proofToken: String
    package var isProofSeen = false
    package var windows: [MaintenanceWindow] = []
    package var health = HealthMemory()
    /// The class of the reason why it is off the list: of the rejection, removal, pause, quarantine or delisting that holds.
    package var reasonClass: ReasonClass?
    /// The state that a pause interrupted; nil unless it is paused.
    package var pausedFrom: ListingState?

    package init(
        number: Int64, host: String, addresses: [MirrorURL], fields: ListingFields, state: ListingState,
        submittedAt: Instant, proofToken: String
    ) {
        self.number = number
        self.host = host
        self.addresses = addresses
        self.fields = fields
        self.state = state
        stateSince = submittedAt
        self.submittedAt = submittedAt
        self.proofToken = proofToken
    }

    package func address(_ scheme: MirrorScheme) -> MirrorURL? { addresses.first { $0.scheme == scheme } }
}

/// Addresses and fields that take the place of the present ones when the maintainer approves them.
package struct Proposal: Sendable, Hashable, Codable {
    package var addresses: [MirrorURL]
    package var fields: ListingFields
    package var submittedAt: Instant

    package init(addresses: [MirrorURL], fields: ListingFields, submittedAt: Instant) {
        self.addresses = addresses
        self.fields = fields
        self.submittedAt = submittedAt
    }
}

/// A time in which a mirror's faults do not count, announced by its operator or the maintainer.
package struct MaintenanceWindow: Sendable, Hashable, Codable {
    package var from: Instant
    package var until: Instant
    package var reason: String

    package init(from: Instant, until: Instant, reason: String) {
        self.from = from
        self.until = until
        self.reason = reason
    }

    package func contains(_ instant: Instant) -> Bool { from <= instant && instant < until }
}

/// Why a mirror is not on the list any more, as far as the public is told.
package enum ReasonClass: String, Sendable, Hashable, CaseIterable, Codable {
    case unreachable, stale, broken, foreign, policy, duplicate
    case askedByOperator = "asked-by-operator"
    case lostControl = "lost-control"
    case other
}
