package import Timekeeping

/// A primary key of a keyring.
package struct PublicKey: Sendable, Hashable {
    /// In upper-case hexadecimal, 40 digits for a version 4 key.
    package var fingerprint: String
    /// The first user id, as `Example Archive <archive@example.org>`.
    package var userID: String
    package var created: Instant
    /// nil for a key that never expires. Of several self-signatures the latest counts; none of them is verified.
    package var expires: Instant?
    package var subkeyFingerprints: [String] = []
}
