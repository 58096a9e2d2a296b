/// A tree that is validated by itself, and what is trusted of it.
package struct TreeToValidate: Sendable {
    /// The directory that holds `dists/`, or a symlink to it.
    package var path: String
    /// Files with public keys.
    package var keyrings: [String] = []
    package var isUnsignedAllowed = false
    /// Suite patterns for which an expired Valid-Until, an expired key and weak hashes are warnings.
    package var archivedSuites: [String] = []
    /// Whether each form of an index is unpacked and each pool file is read.
    package var isDeep = false
    /// How many threads read; nil for as many as pay.
    package var jobs: Int?

    package init(path: String) { self.path = path }
}
