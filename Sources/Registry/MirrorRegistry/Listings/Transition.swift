package import Timekeeping

/// Does something to a listing, by the table `TransitionRule.all`.
///
/// `approve` accepts a pending proposal, clears the bad days and keeps the instant of the first approval; `pause` remembers what it
/// interrupts; `reject` and `withdraw` of a listed mirror drop its proposal. Names and reasons are brought onto one line.
/// - Parameters:
///   - reason: at most 500 scalars of it are kept; `reject`, `pause`, `remove` and `note` need one.
///   - change: what changes besides the state; `edit`, `propose`, `window` and `proof` need one.
/// - Returns: the listing as it is now, and the entry for the log, which has no number yet.
/// - Throws: `TransitionFault` where the table has no row for it, or something is missing.
package func transition(
    _ listing: Listing, _ action: RegistryAction, by actor: Actor, reason: String = "",
    reasonClass: ReasonClass? = nil, check: Int64? = nil, change: ListingChange? = nil, at now: Instant
) throws(TransitionFault) -> (listing: Listing, entry: LogEntry) {
    let reason = reason.boundedLine(500)
    let rule = try applicableRule(listing, action)
    if let cause = objection(to: rule, listing, actor.bounded, reason, change, now) {
        throw TransitionFault(action, listing, cause)
    }
    var changed = listing
    if let change { changed.take(change, at: now) }
    changed.take(action, reasonClass, rule, at: now)
    let entry = LogEntry(
        occurredAt: now, listing: listing.number, actor: actor.bounded, action: action, from: listing.state,
        to: changed.state, reason: reason, reasonClass: reasonClass, check: check, before: listing)
    return (changed, entry)
}

/// The first entry of a new listing, which is `submitted`.
package func submission(of listing: Listing, by actor: Actor, reason: String = "") -> LogEntry {
    LogEntry(
        occurredAt: listing.submittedAt, listing: listing.number, actor: actor.bounded, action: .submit, from: nil,
        to: listing.state, reason: reason.boundedLine(500))
}

/// The actions that a person could do to `listing` now, as a review offers them.
package func possibleDecisions(_ listing: Listing) -> [RegistryAction] {
    RegistryAction.allCases.filter { action in
        TransitionRule.all.contains {
            $0.action == action && $0.from.contains(listing.state) && $0.actors.contains(.person)
                && (!$0.needsProposal || listing.proposal != nil)
        }
    }
}

private func applicableRule(_ listing: Listing, _ action: RegistryAction) throws(TransitionFault) -> TransitionRule {
    let rows = TransitionRule.all.filter { $0.action == action }
    if rows.isEmpty { throw TransitionFault(action, listing, .nothingToChange) }
    let fitting = rows.filter { $0.from.contains(listing.state) }
    if let rule = fitting.first(where: { !$0.needsProposal || listing.proposal != nil }) { return rule }
    let isThere = rows.contains { $0.destination == .state(listing.state) }
    if isThere { throw TransitionFault(action, listing, .already) }
    if listing.state == .removed { throw TransitionFault(action, listing, .removed) }
    let expected = ListingState.allCases.filter { state in
        rows.contains { !$0.needsProposal && $0.from.contains(state) }
    }
    let cause: TransitionFault.Cause = expected.isEmpty ? .proposalMissing : .state(expected: expected)
    throw TransitionFault(action, listing, cause)
}

private func objection(
    to rule: TransitionRule, _ listing: Listing, _ actor: Actor, _ reason: String, _ change: ListingChange?,
    _ now: Instant
) -> TransitionFault.Cause? {
    guard rule.actors.contains(actor.kind) else {
        return .actor(actor.kind, expected: TransitionRule.ActorKind.allCases.filter(rule.actors.contains))
    }
    if case .person("") = actor { return .nameMissing }
    if rule.needsReason && reason.isEmpty { return .reasonMissing }
    guard let change else { return ListingChange.isNeeded(by: rule.action) ? .nothingToChange : nil }
    guard change.fits(rule.action) else { return .nothingToChange }
    if case .window(let window) = change {
        return windowFault(window, listing.windows.filter { $0.until > now }, now).map { .window($0) }
    }
    var changed = listing
    changed.take(change, at: now)
    return changed == listing && ListingChange.isNeeded(by: rule.action) ? .nothingToChange : nil
}

/// Seconds of maintenance that may be announced at one time.
private let longest: Int64 = 14 * 86_400

/// A mirror that is announced away for longer, or again and again, is not one for a list: it is paused.
private func windowFault(
    _ window: MaintenanceWindow, _ announced: [MaintenanceWindow], _ now: Instant
) -> TransitionFault.WindowFault? {
    if window.until <= window.from { return .empty }
    if window.until <= now { return .over }
    let seconds = (announced + [window]).map { min($0.until.seconds(since: $0.from), longest + 1) }
    if seconds.reduce(0, +) > longest {
        return .tooLong(days: longest / 86_400)
    }
    return announced.count < 8 ? nil : .tooMany(announced.count)
}

extension TransitionFault {
    init(_ action: RegistryAction, _ listing: Listing, _ cause: Cause) {
        self.init(
            action: action, host: listing.host, state: listing.state, stateSince: listing.stateSince, cause: cause)
    }
}

extension Listing {
    fileprivate mutating func take(
        _ action: RegistryAction, _ reasonClass: ReasonClass?, _ rule: TransitionRule, at now: Instant
    ) {
        let to = destination(of: rule)
        switch action {
        case .submit: begin(at: now)
        case .approve: acceptApproval(at: now)
        case .withdraw: proposal = nil
        case .reject:
            proposal = nil
            if to != state { self.reasonClass = reasonClass ?? .other }
        case .pause:
            pausedFrom = state
            self.reasonClass = reasonClass ?? self.reasonClass ?? .other
        case .resume: if to == .approved { forgive(at: now) }
        case .delist, .remove: self.reasonClass = reasonClass ?? .other
        case .quarantine: self.reasonClass = reasonClass ?? .lostControl
        case .return: self.reasonClass = nil
        default: break
        }
        guard to != state else { return }
        state = to
        stateSince = now
        if to != .paused { pausedFrom = nil }
    }

    private func destination(of rule: TransitionRule) -> ListingState {
        switch rule.destination {
        case .state(let state): state
        case .same: state
        case .byHealth: health.badDays == 0 ? .approved : .degraded
        case .beforePause: pausedFrom == .delisted ? .delisted : .approved
        }
    }

    private mutating func acceptApproval(at now: Instant) {
        if let accepted = proposal { take(addresses: accepted.addresses, fields: accepted.fields) }
        proposal = nil
        approvedAt = approvedAt ?? now
        forgive(at: now)
    }

    /// A removed listing lives a second time; its slot stays its own.
    private mutating func begin(at now: Instant) {
        submittedAt = now
        approvedAt = nil
        proposal = nil
        isProofSeen = false
        windows = []
        forgive(at: now)
    }
}
