package import Timekeeping

/// What `validate --json` prints: one object with a schema that is raised when a key is dropped or changes its meaning.
package struct ValidationDocument: Sendable, Encodable {
    package let schema = "mirrorward-validation-1"
    package var tree: String
    /// `valid`, `valid-with-warnings` or `invalid`.
    package var verdict: String
    package var suites: [ValidatedSuite]
    /// One for each code and weight, the worst first.
    package var groups: [FindingGroup]
    /// The worst first; of one code in one set of suites 1,000 at most, while `groups` counts all.
    package var findings: [FindingReport]
    package var statistics: ValidatedCounts

    package init(
        tree: String, verdict: String, suites: [ValidatedSuite], groups: [FindingGroup], findings: [FindingReport],
        statistics: ValidatedCounts
    ) {
        self.tree = tree
        self.verdict = verdict
        self.suites = suites
        self.groups = groups
        self.findings = findings
        self.statistics = statistics
    }

    package var isInvalid: Bool { verdict == "invalid" }
}

/// A suite as validation found it.
package struct ValidatedSuite: Sendable, Hashable, Encodable {
    /// Its path below `dists/`; a flat one's directory with a slash at its end.
    package var name: String
    package var aliases: [String]
    /// The file that was read.
    package var release: String
    /// Whether a trusted key signed it.
    package var signed: Bool
    package var date: Instant?
    package var validUntil: Instant?
    package var origin: String?
    package var label: String?
    package var suite: String?
    package var codename: String?
    package var architectures: [String] = []
    package var components: [String] = []
    /// Fingerprints of primary keys.
    package var signers: [String] = []
    /// Stanzas; the same package counts in each index that has it.
    package var packageCount = 0
    package var sourceCount = 0
    package var poolFileCount = 0
    package var missingPoolFileCount = 0
    /// What Release lists and the tree holds no index of, as `arm64` or `contrib/source`.
    package var notCarried: [String] = []

    package init(name: String, aliases: [String], release: String, signed: Bool) {
        self.name = name
        self.aliases = aliases
        self.release = release
        self.signed = signed
    }
}

/// What was looked at.
package struct ValidatedCounts: Sendable, Hashable, Encodable {
    package var suiteCount = 0
    package var indexCount = 0
    package var packageCount = 0
    package var sourceCount = 0
    package var poolFileCount = 0
    package var poolByteCount: Int64 = 0
    package var readFileCount = 0
    package var readByteCount: Int64 = 0
    /// The time it took.
    package var seconds: Int64 = 0

    package init() {}
}
