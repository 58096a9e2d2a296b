import ArchiveModel
import Digests

/// A style sheet or script that stands in a page, with the hash by which the page's policy allows it and nothing else.
struct InlineSource: Sendable, Hashable {
    let text: String
    /// As a source of Content-Security-Policy: `'sha256-...'`; `'none'` where it could not be computed, so that nothing is allowed.
    let policy: String

    /// Of what stands in this program, and of rules that are made of checked tokens only.
    init(_ constants: StaticString..., rules: FilterRules? = nil) {
        text = constants.map(\.description).joined() + (rules?.text ?? "")
        policy = Self.hash(of: Array(text.utf8)).map { "'sha256-\($0)'" } ?? "'none'"
    }

    private static func hash(of bytes: [UInt8]) -> String? {
        do throws(DigestError) {
            var hasher = try StreamHasher([.sha256])
            bytes.withUnsafeBytes { hasher.update($0) }
            return try hasher.finish().first.map { base64($0.bytes) }
        } catch { return nil }
    }

    /// Source: RFC 4648, section 4.
    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var result = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = (0..<3).reduce(0) { $0 << 8 | (start + $1 < bytes.count ? Int(bytes[start + $1]) : 0) }
            for place in 0..<4 {
                result.append(place <= group.count ? alphabet[bits >> (18 - place * 6) & 63] : "=")
            }
        }
        return result
    }
}
