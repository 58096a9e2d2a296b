import Configuration
package import MirrorRegistry
import Posix
import StateStore
import Timekeeping

extension OpenRegistry {
    /// Takes a submission: a new listing, or what is known of the mirror already.
    package func submit(_ wish: SubmissionWish, by actor: Actor) throws(Failure) -> SubmissionOutcome {
        for address in wish.addresses {
            if let fault = address.refusal(configuration.allowance) { return .refused(wish, fault) }
        }
        return try atomically { () throws(Failure) in
            let known = try stored { () throws(StateStoreError) in try store.listing(host: wish.host, of: name) }
            guard let known else { return .received(try create(wish, actor)) }
            return try again(wish, known, actor)
        }
    }

    private func create(_ wish: SubmissionWish, _ actor: Actor) throws(Failure) -> Listing {
        var listing = Listing(
            number: 0, host: wish.host, addresses: wish.addresses.sorted(), fields: wish.fields, state: .submitted,
            submittedAt: now, proofToken: randomToken())
        listing.number = try stored { () throws(StateStoreError) in try store.insertListing(listing, of: name) }
        try append(submission(of: listing, by: actor, reason: shownAddresses(listing.addresses)))
        return listing
    }

    /// A mirror that is known: one that was removed begins anew, and one that was rejected where a person says so; of another, what
    /// is new waits for the maintainer.
    private func again(_ wish: SubmissionWish, _ known: Listing, _ actor: Actor) throws(Failure) -> SubmissionOutcome {
        let (addresses, fields) = known.merged(with: wish)
        if known.state == .removed || (known.state == .rejected && actor.kind == .person) {
            return .received(
                try change(
                    known, .submit, by: actor, reason: shownAddresses(addresses),
                    change: .content(addresses: addresses, fields: fields)))
        }
        let isNew = addresses != known.addresses || fields != known.fields
        let isProposed = known.proposal.map { $0.addresses == addresses && $0.fields == fields } ?? false
        guard isNew, !isProposed, known.state != .rejected else { return .known(known) }
        let proposal = Proposal(addresses: addresses, fields: fields, submittedAt: now)
        return .proposed(
            try change(
                known, .propose, by: actor, reason: shownAddresses(addresses), change: .proposal(proposal)))
    }

    private func shownAddresses(_ addresses: [MirrorURL]) -> String {
        addresses.map(\.text).joined(separator: " ")
    }
}

extension Listing {
    /// Addresses and fields as a further submission would have them: it adds schemes, and what it states replaces what stands.
    fileprivate func merged(with wish: SubmissionWish) -> (addresses: [MirrorURL], fields: ListingFields) {
        let schemes = Set(wish.addresses.map(\.scheme))
        let kept = addresses.filter { !schemes.contains($0.scheme) }
        return ((kept + wish.addresses).sorted(), fields.updated(by: wish.fields))
    }
}

extension OpenRegistry {
    /// What a submission came to, for whoever made it at the command line.
    package func answer(to outcome: SubmissionOutcome) -> String {
        switch outcome {
        case .received(let listing):
            let proof = configuration.proof == .none ? "" : proofRequest(listing)
            return
                "\(listing.host): received as number \(listing.number); the next `mirrorward registry check --all` looks at "
                + "it, or `mirrorward registry check \(listing.host)` now\n" + proof
        case .proposed(let listing):
            return
                "\(listing.host): number \(listing.number), \(listing.state.rawValue); the change waits for the maintainer\n"
        case .known(let listing):
            return "\(listing.host): known as number \(listing.number), \(listing.state.rawValue) since "
                + "\(UTCTime(listing.stateSince).calendarDay)\n"
        case .refused(let wish, let fault): return "\(wish.host): refused: \(fault.message)\n"
        }
    }
}

extension SubmissionOutcome {
    /// The listing that it is about.
    package var listing: Listing? {
        switch self {
        case .received(let listing), .proposed(let listing), .known(let listing): listing
        case .refused: nil
        }
    }
}
