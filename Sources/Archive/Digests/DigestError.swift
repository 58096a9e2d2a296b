package import ArchiveModel
package import Posix

/// Why a digest could not be computed.
package enum DigestError: Error, Sendable, Hashable {
    /// libcrypto does not offer the algorithm, as MD5 under a FIPS policy, or lacks memory.
    case unavailable(HashAlgorithm)
    /// The file holds more bytes than it may.
    case tooLarge(limit: Int64)
    case cancelled
    case system(SystemCallError)
}
