package import Timekeeping

/// What the checks of a mirror found, each with its evidence.
package struct CheckReport: Sendable, Hashable, Codable {
    package var startedAt: Instant
    /// How long they took.
    package var seconds: Double
    /// In the order in which they were made.
    package var items: [CheckItem]
    package var facts: CheckFacts

    package init(startedAt: Instant, seconds: Double = 0, items: [CheckItem] = [], facts: CheckFacts = CheckFacts()) {
        self.startedAt = startedAt
        self.seconds = seconds
        self.items = items
        self.facts = facts
    }

    /// The worst of the outcomes.
    package var outcome: CheckOutcome { items.map(\.outcome).max() ?? .skipped }

    /// The items that stand for the outcome; empty where all is well.
    package var faults: [CheckItem] { items.filter { $0.outcome >= .failed } }
}

/// How one check ended, from the best to the worst.
package enum CheckOutcome: String, Sendable, Hashable, CaseIterable, Codable, Comparable {
    /// It could not be made, or nobody asked for it, which says nothing of the mirror.
    case skipped
    case passed
    case warned
    /// The mirror does not do what its clients need: a bad day.
    case failed
    /// What no honest mirror does, as an InRelease signed by a foreign key: off the list at once.
    case condemned

    package static func < (left: CheckOutcome, right: CheckOutcome) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// One check of one address, with what was seen.
package struct CheckItem: Sendable, Hashable, Codable {
    package var code: CheckCode
    /// The address or file that was looked at.
    package var subject: String
    package var outcome: CheckOutcome
    /// What was found, in one line without a full stop; it may quote the mirror, so it is escaped wherever it is shown.
    package var summary: String
    /// The facts that the outcome rests on.
    package var evidence: [Evidence]
    /// A command line of a shell that shows the same.
    package var reproduction: String?

    package init(
        _ code: CheckCode, _ subject: String, _ outcome: CheckOutcome, _ summary: String, evidence: [Evidence] = [],
        reproduction: String? = nil
    ) {
        self.code = code
        self.subject = subject
        self.outcome = outcome
        self.summary = summary
        self.evidence = evidence
        self.reproduction = reproduction
    }
}

/// A named fact, as `status` and `404`.
package struct Evidence: Sendable, Hashable, Codable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// What is checked, in the order in which it is.
package enum CheckCode: String, Sendable, Hashable, CaseIterable, Codable {
    case url
    case addresses
    case connection
    case redirect
    case tls
    case release
    case signature
    case validity
    case generation
    case mixture
    case index
    case byHash = "by-hash"
    case poolSize = "pool-size"
    case poolContent = "pool-content"
    case range
    case trace
    case addressFamily = "address-family"
    case rsync
    case speed
    case proof
    case sameServer = "same-server"
    case bounds
}
