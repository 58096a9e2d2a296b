package import MirrorRegistry

/// How the archive itself is read.
package struct ReferenceSettings: Sendable {
    /// As in sources.list(5). Empty for those that a directory shows; an archive read from its URL needs them.
    package var suites: [String] = []
    /// Absolute paths; empty where signatures are not to be looked at.
    package var keyrings: [String]
    package var gpgv = "/usr/bin/gpgv"
    package var sqv: String?
    /// With the archive's own bounds, larger than those of a mirror.
    package var http: HTTPSettings
    /// Pool files of each suite that are kept for checks, and the indexes of packages that they are drawn from.
    package var sampleCount = 64
    package var indexCount = 6
    /// Larger ones are left out.
    package var indexByteLimit = 32 << 20
    /// Digests of those InReleases of which a sample is kept already: their indexes are not read again.
    package var sampled: Set<String> = []
    /// Makes the samples repeatable; nil for other ones each time.
    package var seed: UInt64?

    package init(
        keyrings: [String], userAgent: String, allowance: AddressAllowance = .none,
        certificateAuthorities: String? = nil
    ) {
        self.keyrings = keyrings
        http = HTTPSettings(
            userAgent: userAgent, allowance: allowance, certificateAuthorities: certificateAuthorities)
        http.byteLimit = 64 << 20
        http.requestLimit = 500
        http.requestSeconds = 60
        http.totalSeconds = 180
    }
}
