import Timekeeping

/// How a mirror is today, as far as its users care.
enum Condition: String, Sendable {
    case good, warned, bad, unknown

    init(_ mirror: PublicMirror) {
        switch mirror.state {
        case .approved where mirror.lastCheckAt == nil: self = .unknown
        case .approved where (mirror.lagSeconds ?? 0) > 0 || mirror.complaint != nil: self = .warned
        case .approved: self = .good
        case .degraded: self = .bad
        default: self = .unknown
        }
    }
}

extension PublicMirror {
    /// Its condition in a word or two.
    var pageCondition: String {
        switch Condition(self) {
        case .good: return lagSeconds == nil ? "Works" : "Up to date"
        case .warned:
            if let lagSeconds, lagSeconds > 0 { return "\(humanDuration(lagSeconds)) behind" }
            return "Works, with a warning"
        case .bad: return "Failing"
        case .unknown: return state == .approved ? "Not checked yet" : state.pageTitle
        }
    }

    /// How far behind the archive it is, in words.
    var pageLag: String {
        guard let lagSeconds else { return "unknown" }
        return lagSeconds <= 0
            ? "none: it serves the archive’s newest generation" : "\(humanDuration(lagSeconds)) behind the archive"
    }
}

extension ListingState {
    var pageTitle: String {
        switch self {
        case .submitted: "Submitted"
        case .checking: "Being checked"
        case .pending: "Waiting"
        case .approved: "Listed"
        case .degraded: "Listed, after a bad day"
        case .delisted: "Off the list"
        case .rejected: "Refused"
        case .paused: "Paused"
        case .quarantined: "Held back"
        case .removed: "Removed"
        }
    }

    /// What it means for users and for the operator, in whole sentences.
    func pageExplanation(_ rules: HealthRules) -> String {
        let back = PageText.counted(rules.goodDayLimit, "good day", "good days in a row")
        switch self {
        case .submitted: return "Somebody proposed it; nothing was checked yet."
        case .checking: return "Its first checks are running."
        case .pending: return "The checks are done; the maintainer has not decided yet."
        case .approved:
            return
                "The maintainer put it on the list, and its latest checks found nothing that keeps clients from using it."
        case .degraded:
            return
                "It is still on the list, but its latest checks failed. At \(PageText.counted(rules.badDayLimit, "bad day", "bad days")) "
                + "it leaves the list by itself. Clients that use the whole list skip to another mirror meanwhile."
        case .delisted:
            return "Its checks failed for too long. It is still checked, and comes back by itself after \(back)."
        case .rejected: return "The maintainer decided not to list it."
        case .paused: return "The maintainer took it off for a time. It is not checked meanwhile."
        case .quarantined:
            return "It looks as if whoever submitted it has lost the server. Only the maintainer can bring it back."
        case .removed: return "It is gone for good. Please do not use it any more."
        }
    }
}

extension DayMark {
    /// As a legend has it.
    var pageTitle: String {
        switch self {
        case .good: "good"
        case .warned: "with a warning"
        case .bad: "bad"
        case .condemned: "refused"
        case .maintenance: "maintenance"
        case .unknown: "not checked"
        }
    }

    var pageExplanation: String {
        switch self {
        case .good: "The checks of the day were good."
        case .warned:
            "It worked, and something should be looked at, as a certificate that expires soon or an archive of yesterday."
        case .bad: "Clients would have failed: it did not answer, or what it served was broken or too old."
        case .condemned:
            "It served what no honest mirror serves, as an archive signed by a foreign key. It left the list at once."
        case .maintenance: "Its operator had announced maintenance. The day does not count."
        case .unknown: "No check was made, or our own line was down. The day does not count."
        }
    }
}

extension ReasonClass {
    var pageTitle: String {
        switch self {
        case .unreachable: "It did not answer"
        case .stale: "It was too old"
        case .broken: "Its files were broken"
        case .foreign: "Its archive was signed by a foreign key"
        case .policy: "It did not keep the policy"
        case .duplicate: "It is the same server as another mirror"
        case .askedByOperator: "Its operator asked for it"
        case .lostControl: "Its submitter seems to have lost the server"
        case .other: "Another reason"
        }
    }
}

extension RegistryAction {
    /// What happened to a mirror, for the list of changes.
    var pageTitle: String {
        switch self {
        case .submit: "was submitted"
        case .propose: "has a proposed change"
        case .withdraw: "was withdrawn"
        case .check: "was checked"
        case .approve: "joined the list"
        case .reject: "was refused"
        case .pause: "was paused"
        case .resume: "is back after a pause"
        case .remove: "was removed"
        case .note: "has a note"
        case .edit: "was changed"
        case .undo: "had its last change undone"
        case .degrade: "had a bad day"
        case .recover: "is well again"
        case .delist: "left the list"
        case .return: "is back on the list"
        case .quarantine: "is held back"
        case .proof: "showed its proof"
        case .window: "announced maintenance"
        }
    }
}
