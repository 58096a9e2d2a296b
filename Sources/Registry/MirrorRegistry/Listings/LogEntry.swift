package import Timekeeping

/// One entry of the registry's log, to which is only ever added.
package struct LogEntry: Sendable, Hashable {
    /// From 1 in its registry; 0 for one that is not written yet.
    package var number: Int64 = 0
    package var occurredAt: Instant
    package var listing: Int64
    package var actor: Actor
    package var action: RegistryAction
    package var from: ListingState?
    package var to: ListingState
    /// In one line; empty where the action says it all.
    package var reason: String
    package var reasonClass: ReasonClass?
    /// The check whose evidence it rests on.
    package var check: Int64?
    /// The listing as it was before, from which it can be undone.
    package var before: Listing?

    package init(
        occurredAt: Instant, listing: Int64, actor: Actor, action: RegistryAction, from: ListingState?,
        to: ListingState, reason: String, reasonClass: ReasonClass? = nil, check: Int64? = nil, before: Listing? = nil
    ) {
        self.occurredAt = occurredAt
        self.listing = listing
        self.actor = actor
        self.action = action
        self.from = from
        self.to = to
        self.reason = reason
        self.reasonClass = reasonClass
        self.check = check
        self.before = before
    }
}

/// Who did something.
package enum Actor: Sendable, Hashable {
    /// One who decides, by name.
    case person(String)
    /// The operator of a mirror, by the address that wrote; never published.
    case submitter(String)
    /// The program, by its rules.
    case program

    /// As it is stored: `person NAME`, `submitter ADDRESS`, `program`.
    package var text: String {
        switch self {
        case .person(let name): "person \(name)"
        case .submitter(let address): "submitter \(address)"
        case .program: "program"
        }
    }

    package init(text: String) {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        switch parts.first {
        case "person": self = .person(parts.count > 1 ? parts[1] : "")
        case "submitter": self = .submitter(parts.count > 1 ? parts[1] : "")
        default: self = .program
        }
    }
}

/// What was done to a listing.
package enum RegistryAction: String, Sendable, Hashable, CaseIterable, Codable {
    case submit, propose, withdraw, check, approve, reject, pause, resume, remove, note, edit, undo
    case degrade, recover, delist, `return`, quarantine, proof, window
}
