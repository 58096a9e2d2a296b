package import Timekeeping

/// Makes `listing` as it was before `entry`, as a new entry: state and fields, or only fields where the state was not changed by it.
///
/// What its operator was told, its slot and a proposal that came later stay.
/// - Parameters:
///   - entry: a decision of a person, with `before`.
///   - later: the entries of the listing after it; a decision among them stands in the way unless `isForced`; a note does not.
/// - Throws: `TransitionFault` with the cause `undo`, or without a name.
package func undoing(
    _ entry: LogEntry, of listing: Listing, by actor: Actor, reason: String = "", later: [LogEntry] = [],
    isForced: Bool = false, at now: Instant
) throws(TransitionFault) -> (listing: Listing, entry: LogEntry) {
    guard case .person(let name) = actor.bounded, !name.isEmpty else {
        throw TransitionFault(.undo, listing, .nameMissing)
    }
    guard entry.listing == listing.number else { throw TransitionFault(.undo, listing, .undo(.otherListing)) }
    guard entry.actor.kind == .person else { throw TransitionFault(.undo, listing, .undo(.notByPerson)) }
    guard let before = entry.before, entry.action != .note else {
        throw TransitionFault(.undo, listing, .undo(.nothingDone))
    }
    let decisions = later.filter {
        $0.listing == listing.number && $0.number > entry.number && $0.actor.kind == .person && $0.action != .note
    }
    if let last = decisions.max(by: { $0.number < $1.number }), !isForced {
        throw TransitionFault(.undo, listing, .undo(.touchedLater(last.action, number: last.number)))
    }
    var restored = listing
    restored.restore(before, undoing: entry)
    if restored.state != listing.state { restored.stateSince = now }
    let undo = LogEntry(
        occurredAt: now, listing: listing.number, actor: actor.bounded, action: .undo, from: listing.state,
        to: restored.state, reason: reason.boundedLine(500), reasonClass: restored.reasonClass, before: listing)
    return (restored, undo)
}

extension Listing {
    fileprivate mutating func restore(_ before: Listing, undoing entry: LogEntry) {
        let isLater = proposal.map { $0.submittedAt > entry.occurredAt } ?? false
        if !isLater { proposal = before.proposal }
        host = before.host
        addresses = before.addresses
        fields = before.fields
        isProofSeen = before.isProofSeen
        if entry.action == .window || entry.action == .undo { windows = before.windows }
        // Fields are undone without a word on the state: health may have changed that since.
        guard entry.from != entry.to else { return }
        state = before.state
        submittedAt = before.submittedAt
        approvedAt = before.approvedAt
        reasonClass = before.reasonClass
        pausedFrom = before.pausedFrom
        windows = before.windows
        let told = health.told
        health = before.health
        health.told = told
    }
}
