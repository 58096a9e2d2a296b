import ArchiveModel
import Digests

/// The digest of `bytes` in lower-case hexadecimal; empty, which equals no digest, where libcrypto fails.
func hexDigest(_ algorithm: HashAlgorithm, of bytes: [UInt8]) -> String {
    guard var hasher = try? StreamHasher([algorithm]) else { return "" }
    bytes.withUnsafeBytes { hasher.update($0) }
    return (try? hasher.finish().first?.hex) ?? ""
}
