import ArchiveModel

/// The Release file of a suite as it came, before anything vouches for it.
struct ReleaseText {
    /// Larger than any InRelease seen: that of Debian's sid has some 200 kB. apt takes 10 MB (`Acquire::MaxReleaseFileSize`).
    static let byteLimit = 10_000_000
    /// A signature file holds a few kilobytes.
    static let signatureByteLimit = 1 << 20

    /// SHA-256 of the bytes of InRelease or Release, in hexadecimal.
    let digest: String
    let byteCount: Int
    /// What is signed.
    let text: [UInt8]
    /// nil for a Release without Release.gpg.
    let armor: [UInt8]?
    let isDetached: Bool

    /// InRelease.
    ///
    /// - Throws: `ClearsignError`.
    init(inRelease bytes: [UInt8]) throws(ClearsignError) {
        let message = try ClearsignedMessage(bytes)
        digest = hexDigest(.sha256, of: bytes)
        byteCount = bytes.count
        text = message.text
        armor = message.signatures
        isDetached = false
    }

    /// Release and Release.gpg.
    init(release bytes: [UInt8], signature: [UInt8]?) {
        digest = hexDigest(.sha256, of: bytes)
        byteCount = bytes.count
        text = bytes
        armor = signature.flatMap { (try? DetachedSignature.check($0)) == nil ? nil : $0 }
        isDetached = true
    }
}
