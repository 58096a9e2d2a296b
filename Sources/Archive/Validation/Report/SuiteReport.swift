package import Timekeeping

/// What a suite says of itself, to be remembered and compared with the next time.
package struct SuiteFacts: Sendable, Hashable {
    /// nil where Release has no readable Date.
    package var date: Instant?
    package var validUntil: Instant?
    /// SHA-256 of the signed text in lower-case hexadecimal.
    package var signedTextDigest: String
    package var origin: String?
    package var label: String?
    package var suite: String?
    package var codename: String?
    package var version: String?
    package var notAutomatic = false
    package var butAutomaticUpgrades = false
    package var architectures: [String] = []
    package var components: [String] = []
    /// Fingerprints of the primary keys that made good signatures, in upper-case hexadecimal, sorted.
    package var signers: [String] = []
    /// Stanzas in all its Packages; the same package in the index of another architecture counts again.
    package var packageCount = 0
    package var sourceCount = 0
    /// Stanzas of each index that names files, by its path below the suite as `main/binary-amd64/Packages`.
    package var recordCounts: [String: Int] = [:]

    package init(signedTextDigest: String) {
        self.signedTextDigest = signedTextDigest
    }
}

/// One suite as it was found.
package struct SuiteReport: Sendable, Hashable {
    /// Its path below `dists/`, as `bookworm` or `buster/updates`; of a flat archive its directory with a slash at its end, as
    /// `debian/`, and `./` for the root.
    package var name: String
    /// Other names that lead to it by symlinks, sorted.
    package var aliases: [String]
    /// The file that was read: InRelease, or Release.
    package var releasePath: String
    /// nil when no signed text could be read.
    package var facts: SuiteFacts?
    package var isSigned = false
    /// Whether its signed text and each of its indexes equal live's.
    package var equalsLive = false
    /// Of a flat archive: the directory that its pool paths are relative to, `.` for the root. A sources.list has to begin there.
    package var poolBase: String?
    /// Different pool files that its indexes name.
    package var poolFileCount = 0
    /// How many of these are missing, after what can be linked from live.
    package var missingPoolFileCount = 0
    /// What Release lists and the upstream holds no index of, as `arm64` or `contrib/source`.
    package var notCarried: [String] = []
    /// What the selection leaves out, as `architecture arm64`, sorted.
    package var notMirrored: [String] = []

    package init(name: String, aliases: [String], releasePath: String) {
        self.name = name
        self.aliases = aliases
        self.releasePath = releasePath
    }
}
