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

    /// The root of the archive: the directory that holds `dists/`, or flat archives, or both.
    package var tree: String
    /// What is served now, on the same file system, to compare with; nil before the first publication.
    package var live: String?
    /// Files with public keys, armored or binary. A signature by any of their keys is trusted.
    package var keyrings: [String]
    /// Whether a suite without any signature is accepted, with a warning.
    package var allowsUnsigned = false
    /// Names of suites, with `*` for any characters, whose expiry, expired keys and weak hashes are only warnings.
    package var archivedPatterns: [String] = []
    /// What the operator accepted for a time.
    package var waivers: [Waiver] = []
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
    /// By how many hundredths the number of packages of a suite may fall below what was last accepted; 100 allows any fall.
    package var packageFallLimit = PackageFall.usualLimit
    /// Days before the end of a signing key at which it is told of.
    package var keyWarningDays: Int64 = 30
    /// The path of sqv(1), which is asked beside gpgv; nil to ask gpgv alone.
    package var sqv: String?
    /// Whether files are reported that nothing names.
    package var reportsUnreferenced = false
    /// Pool paths that no index names any more and that are kept for clients of an earlier generation.
    package var keptForGrace: Set<String> = []
    /// How many threads read indexes and pool files. Each holds the records of one index: some 200 bytes for each file it names.
    package var jobs = 1
    /// What is mirrored of the archive: the rest is not missing.
    package var selection = Selection.everything
    package var contentCheck: ContentCheck = .unverified
    /// Whether each stored form of an index is unpacked and compared; without it all are hashed as they lie there, and the others are
    /// unpacked only where the cheapest is corrupt. A sync unpacks all: only then a form is remembered.
    package var unpacksAllForms = true
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
    /// SHA-256, in lower-case hexadecimal, of signed texts whose Date goes back and which the operator accepted, each once.
    package var backwardsAccepted: Set<String>

    package init(facts: SuiteFacts, backwardsAccepted: Set<String> = []) {
        self.facts = facts
        self.backwardsAccepted = backwardsAccepted
    }
}
