package import Posix
package import Timekeeping

/// What to validate, and everything that the answer depends on.
package struct ValidationRequest: Sendable {
    /// How much of the pool is read.
    package enum ContentCheck: Sendable, Hashable {
        /// Pool files are checked for presence and size alone.
        case none
        /// Those whose identity is not among the verified files are read too.
        case unverified
        /// All are read.
        case all
    }

    /// The directory that holds `dists/`.
    package var tree: String
    /// What is served now, on the same file system, to compare with; nil before the first publication.
    package var live: String?
    /// Files with public keys, armored or binary. A signature by any of their keys is trusted.
    package var keyrings: [String]
    /// Whether a suite without any signature is accepted, with a warning.
    package var allowsUnsigned = false
    /// Names of suites, with `*` for any characters, whose expiry, expired keys and weak hashes are only warnings.
    package var archivedPatterns: [String] = []
    package var now: Instant
    /// The path of gpgv(1).
    package var gpgv: String
    /// What was last accepted of each suite, by `SuiteReport.name`.
    package var accepted: [String: AcceptedSuite] = [:]
    /// Pool paths that the upstream lacked at the end of a sync on an earlier day.
    package var lackedBefore: Set<String> = []
    /// Paths that rsync said it skipped: unsafe symlinks, devices.
    package var skippedByRsync: [String] = []
    /// Architectures and components that the operator named: that the upstream carries no index of them is an error.
    package var named: Set<String> = []
    package var contentCheck: ContentCheck = .unverified
    /// A survey of `tree` that was made already; otherwise one is made.
    package var survey: TreeSurvey?

    package init(tree: String, keyrings: [String], now: Instant, gpgv: String) {
        self.tree = tree
        self.keyrings = keyrings
        self.now = now
        self.gpgv = gpgv
    }
}

/// What is remembered of a suite from the last generation that was accepted.
package struct AcceptedSuite: Sendable, Hashable {
    package var facts: SuiteFacts
    /// SHA-256, in lower-case hexadecimal, of a signed text whose Date goes back and which the operator accepted once.
    package var backwardsAccepted: String?

    package init(facts: SuiteFacts, backwardsAccepted: String? = nil) {
        self.facts = facts
        self.backwardsAccepted = backwardsAccepted
    }
}
