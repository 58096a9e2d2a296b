import Configuration
package import MirrorRegistry
import StateStore
import Timekeeping

/// What a maintainer decides of a mirror.
package struct RegistryDecision: Sendable {
    package var action: RegistryAction
    package var by: String
    package var reason: String
    package var reasonClass: ReasonClass?

    package init(_ action: RegistryAction, by: String, reason: String, reasonClass: ReasonClass? = nil) {
        self.action = action
        self.by = by
        self.reason = reason
        self.reasonClass = reasonClass
    }
}

extension OpenRegistry {
    /// Carries a decision out and records it: who, when, why, and the check that the maintainer had before them.
    ///
    /// - Throws: `Failure.usage` where it is not allowed in the mirror's state, or to this person.
    package func decide(_ word: String, _ decision: RegistryDecision) throws(Failure) -> Listing {
        try checkMayDecide(decision.by)
        return try atomically { () throws(Failure) in
            let listing = try listing(word)
            var slot: ListingChange?
            if decision.action == .approve {
                try checkMayApprove(listing)
                if listing.slotMinute == nil { slot = .slot(try freeSlot(listing)) }
            }
            let check = try stored { () throws(StateStoreError) in
                try store.latestCheck(of: listing.number, in: name)
            }
            return try change(
                listing, decision.action, by: .person(decision.by), reason: decision.reason,
                reasonClass: decision.reasonClass, check: check?.id, change: slot)
        }
    }

    /// Takes back the last decision of a person, or that of one entry of the log, by a new entry.
    package func undo(
        _ word: String, entry number: Int64?, by person: String, reason: String
    ) throws(Failure) -> Listing {
        try checkMayDecide(person)
        return try atomically { () throws(Failure) in
            let listing = try listing(word)
            let log = try stored { () throws(StateStoreError) in
                try store.log(of: name, listing: listing.number, limit: 10_000)
            }
            let entry = try entryToUndo(log, listing, number)
            let (changed, undo): (Listing, LogEntry)
            do throws(TransitionFault) {
                (changed, undo) = try undoing(
                    entry, of: listing, by: .person(person), reason: reason,
                    later: log.filter { $0.number > entry.number }, at: now)
            } catch { throw .transition(error) }
            try record(changed, undo)
            return changed
        }
    }

    /// Notes the announced maintenance of a mirror.
    package func addWindow(_ word: String, _ window: MaintenanceWindow, by person: String) throws(Failure) -> Listing {
        try checkMayDecide(person)
        return try atomically { () throws(Failure) in
            try change(
                try listing(word), .window, by: .person(person), reason: window.reason, change: .window(window))
        }
    }

    /// Changes what stands in a listing.
    package func edit(
        _ word: String, by person: String, reason: String, _ edit: (inout ListingFields) -> Void
    ) throws(Failure) -> Listing {
        try checkMayDecide(person)
        return try atomically { () throws(Failure) in
            let listing = try listing(word)
            var fields = listing.fields
            edit(&fields)
            return try change(
                listing, .edit, by: .person(person), reason: reason,
                change: .content(addresses: listing.addresses, fields: fields))
        }
    }

    private func entryToUndo(_ log: [LogEntry], _ listing: Listing, _ number: Int64?) throws(Failure) -> LogEntry {
        if let number {
            if let entry = log.first(where: { $0.number == number }) { return entry }
            throw .usage(
                "unknown entry (\(number)): the log of \(listing.host) has none of that number",
                hint: "`mirrorward registry log \(listing.host)` shows the numbers")
        }
        let decisions = log.filter { $0.actor.kind == .person && $0.action != .note }
        if let last = decisions.first { return last }
        throw .usage(
            "nothing to take back (\(listing.host)): no person has decided on it yet",
            hint: "`mirrorward registry log \(listing.host)` shows what was done")
    }

    /// Whether a name may decide: any where the stanza has no `Maintainers`.
    private func checkMayDecide(_ person: String) throws(Failure) {
        let names = configuration.maintainers
        guard !names.isEmpty, !names.contains(person) else { return }
        throw .usage(
            "\(person) may not decide for the registry \(name): expected one of \(names.joined(separator: ", "))",
            hint: "say `--by NAME`, or add the name to `Maintainers`")
    }

    private func checkMayApprove(_ listing: Listing) throws(Failure) {
        guard configuration.proof == .required, !listing.isProofSeen else { return }
        throw .usage(
            "\(listing.host): nothing shows yet that its submitter runs it, which `Proof: required` asks for",
            hint: "the token \(listing.proofToken) is awaited in its trace, in /.well-known/mirrorward.txt or in DNS; "
                + "`mirrorward registry check \(listing.host)` looks again")
    }

    private func freeSlot(_ listing: Listing) throws(Failure) -> Int {
        let taken = try stored { () throws(StateStoreError) in try store.listings(of: name) }.compactMap(\.slotMinute)
        return slotMinute(for: listing.host, taken: taken)
    }
}
