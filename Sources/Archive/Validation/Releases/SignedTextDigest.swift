import ArchiveModel
import Digests

/// SHA-256, in lower-case hexadecimal, of a Release's text in the form in which InRelease and Release are equal; nil where
/// libcrypto fails.
func signedTextDigest(of text: [UInt8]) -> String? {
    sha256(ClearsignedMessage.signedForm(of: text))?.hex
}

func sha256(_ bytes: [UInt8]) -> Digest? {
    guard var hasher = try? StreamHasher([.sha256]) else { return nil }
    bytes.withUnsafeBytes { hasher.update($0) }
    return try? hasher.finish().first
}
