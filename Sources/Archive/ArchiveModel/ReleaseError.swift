package import Deb822

/// Why apt would refuse a Release file as a whole. Lines count from 1 in the signed text.
package enum ReleaseError: Error, Sendable, Hashable {
    case syntax(Deb822Error)
    /// No stanza, or two empty lines before it.
    case empty
    /// None of `MD5Sum`, `SHA1`, `SHA256` and `SHA512`.
    case noHashSection
    /// A line of a hash section that is not `hash size name`.
    case brokenLine(section: HashAlgorithm, line: Int)
}
