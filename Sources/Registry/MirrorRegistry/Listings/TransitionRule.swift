/// One row of the table of what may be done to a listing, by whom, in which states, and where it leads.
package struct TransitionRule: Sendable, Hashable {
    package var action: RegistryAction
    package var from: Set<ListingState>
    package var destination: Destination
    package var actors: Set<ActorKind>
    package var needsReason = false
    /// The row holds only for a listing with a proposal that nobody decided on.
    package var needsProposal = false

    /// Where an action leads.
    package enum Destination: Sendable, Hashable {
        case state(ListingState)
        case same
        /// approved, or degraded while bad days are counted.
        case byHealth
        /// What the pause interrupted: approved for one that was on the list, delisted for one that its health had taken off.
        case beforePause
    }

    /// Who may do it.
    package enum ActorKind: String, Sendable, Hashable, CaseIterable {
        case person, submitter, program
    }

    init(
        _ action: RegistryAction, _ from: Set<ListingState>, _ destination: Destination, _ actors: Set<ActorKind>,
        needsReason: Bool = false, needsProposal: Bool = false
    ) {
        self.action = action
        self.from = from
        self.destination = destination
        self.actors = actors
        self.needsReason = needsReason
        self.needsProposal = needsProposal
    }

    /// The whole table; of two rows with one action and state the first that holds counts. `undo` is not in it: see `undoing`.
    package static let all: [TransitionRule] = [
        // Whoever was removed may begin anew; whoever was rejected only with a person's consent.
        TransitionRule(.submit, [.removed], .state(.submitted), [.submitter, .person]),
        TransitionRule(.submit, [.rejected], .state(.submitted), [.person]),
        TransitionRule(.propose, alive.subtracting([.rejected]), .same, [.submitter, .person]),
        TransitionRule(.withdraw, alive, .same, [.submitter, .person], needsProposal: true),

        TransitionRule(.check, [.submitted], .state(.checking), [.program]),
        TransitionRule(.check, [.checking], .state(.pending), [.program]),
        TransitionRule(.check, [.pending], .same, [.program]),
        TransitionRule(.proof, alive.subtracting([.rejected]), .same, [.program]),

        // A listed one is approved again to clear its bad days or to accept a proposal. What was never checked is not approved,
        // and what is paused is resumed: a decision against it ought not be overlooked.
        TransitionRule(
            .approve, [.pending, .rejected, .quarantined, .delisted, .degraded], .state(.approved), [.person]),
        TransitionRule(.approve, [.approved], .same, [.person], needsProposal: true),
        // A listed one is not rejected but paused or removed; what can be rejected of it is its proposal.
        TransitionRule(
            .reject, [.submitted, .checking, .pending, .quarantined], .state(.rejected), [.person], needsReason: true),
        TransitionRule(
            .reject, [.approved, .degraded, .delisted, .paused], .same, [.person], needsReason: true,
            needsProposal: true),
        TransitionRule(.pause, [.approved, .degraded, .delisted], .state(.paused), [.person], needsReason: true),
        TransitionRule(.resume, [.paused], .beforePause, [.person]),
        TransitionRule(.remove, alive, .state(.removed), [.person], needsReason: true),
        TransitionRule(.note, Set(ListingState.allCases), .same, [.person], needsReason: true),
        TransitionRule(.edit, alive, .same, [.person]),
        TransitionRule(.window, alive.subtracting([.rejected]), .same, [.submitter, .person]),

        TransitionRule(.degrade, [.approved], .state(.degraded), [.program]),
        TransitionRule(.recover, [.degraded], .state(.approved), [.program]),
        TransitionRule(.delist, [.approved, .degraded], .state(.delisted), [.program]),
        TransitionRule(.return, [.delisted], .byHealth, [.program]),
        TransitionRule(.quarantine, [.approved, .degraded, .delisted], .state(.quarantined), [.program, .person]),
    ]

    private static let alive = Set(ListingState.allCases).subtracting([.removed])
}

extension Actor {
    package var kind: TransitionRule.ActorKind {
        switch self {
        case .person: .person
        case .submitter: .submitter
        case .program: .program
        }
    }

    /// With names on one line and of bounded length.
    var bounded: Actor {
        switch self {
        case .person(let name): .person(name.boundedLine(64))
        // RFC 5321, section 4.5.3.1.3: a path has at most 256 octets.
        case .submitter(let address): .submitter(address.boundedLine(256))
        case .program: .program
        }
    }
}
