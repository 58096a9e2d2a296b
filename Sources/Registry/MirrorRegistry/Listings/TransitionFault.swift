package import Timekeeping

/// Why something cannot be done to a listing.
package struct TransitionFault: Error, Sendable, Hashable {
    package var action: RegistryAction
    package var host: String
    package var state: ListingState
    package var stateSince: Instant
    package var cause: Cause

    /// What stands in the way.
    package enum Cause: Sendable, Hashable {
        /// It is so already.
        case already
        case removed
        /// The states in which it could be done, in the order of their declaration.
        case state(expected: [ListingState])
        /// Only these may do it.
        case actor(TransitionRule.ActorKind, expected: [TransitionRule.ActorKind])
        case nameMissing
        case reasonMissing
        /// Nothing is there to be decided on.
        case proposalMissing
        /// What is to be changed is not said, is what is there already, or belongs to another action.
        case nothingToChange
        case window(WindowFault)
        case undo(UndoFault)
    }

    /// Why a time of maintenance is not taken.
    package enum WindowFault: Sendable, Hashable {
        case empty
        case over
        /// Longer than that many days, together with what is announced already.
        case tooLong(days: Int64)
        /// That many are announced already.
        case tooMany(Int)
    }

    /// Why an entry of the log cannot be undone.
    package enum UndoFault: Sendable, Hashable {
        /// It is one of another listing.
        case otherListing
        /// The program or a submitter did it.
        case notByPerson
        /// It changed nothing, as a note.
        case nothingDone
        /// A person did something later: this, as the entry with this number.
        case touchedLater(RegistryAction, number: Int64)
    }
}

extension TransitionFault {
    /// One line in lower case.
    package var message: String { "cannot \(action.rawValue) (\(host)): \(explanation)" }

    private var since: String { "since \(UTCTime(stateSince).calendarDay)" }

    private var explanation: String {
        switch cause {
        case .already: "already \(state.rawValue) \(since)"
        case .removed: "removed \(since)"
        case .state(let expected):
            "expected \(expected.map(\.rawValue).joined(separator: " or ")), found \(state.rawValue) \(since)"
        case .actor(let kind, let expected):
            "expected a \(expected.map(\.rawValue).joined(separator: " or ")), found a \(kind.rawValue)"
        case .nameMissing: "expected the name of who decides, found none"
        case .reasonMissing: "expected a reason, found none"
        case .proposalMissing: "no change of it is proposed"
        case .nothingToChange: "nothing would change"
        case .window(let fault): fault.explanation
        case .undo(let fault): fault.explanation
        }
    }

    /// What to do instead; nil where the message says it.
    package var hint: String? {
        switch (cause, action, state) {
        case (.removed, _, _): "submit it again"
        case (.reasonMissing, _, _): "say why: its operator and the log are told"
        case (.actor, .submit, .rejected): "a maintainer can approve it yet, or submit it for its operator"
        case (.undo(let fault), _, _): fault.hint
        case (_, .approve, .submitted), (_, .approve, .checking): "it is approved after its first check"
        case (_, .approve, .paused): "`resume` brings it back"
        case (_, .reject, .approved), (_, .reject, .degraded), (_, .reject, .delisted), (_, .reject, .paused):
            "`pause` or `remove` takes it off the list"
        case (.state, .pause, .submitted), (.state, .pause, .checking), (.state, .pause, .pending):
            "it is not on the list yet"
        case (.state, .resume, .rejected), (.state, .resume, .quarantined), (.state, .resume, .delisted):
            "`approve` brings it back"
        default: nil
        }
    }
}

extension TransitionFault.WindowFault {
    fileprivate var explanation: String {
        switch self {
        case .empty: "expected a time that ends after it begins"
        case .over: "that time is over"
        case .tooLong(let days): "expected at most \(days) days, together with what is announced already"
        case .tooMany(let count): "\(count) times are announced already"
        }
    }
}

extension TransitionFault.UndoFault {
    fileprivate var explanation: String {
        switch self {
        case .otherListing: "that entry is about another mirror"
        case .notByPerson: "only what a person decided can be undone"
        case .nothingDone: "that entry changed nothing"
        case .touchedLater(let action, let number): "\(action.rawValue) followed it, as entry \(number)"
        }
    }

    fileprivate var hint: String? {
        switch self {
        case .touchedLater: "undo that first, or force it"
        case .notByPerson: "`approve`, `pause` and `remove` decide against the program"
        default: nil
        }
    }
}
