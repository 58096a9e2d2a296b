package import Timekeeping

/// What the checks measured, for health, score, the search for one server behind two names, and the public list.
package struct CheckFacts: Sendable, Hashable, Codable {
    /// The addresses that the host's name led to, as text, sorted.
    package var hostAddresses: [String] = []
    /// Whether it answered over each family; nil where it has no such address or this machine no such route.
    package var answersIPv4: Bool?
    package var answersIPv6: Bool?
    /// Schemes whose address answered with the archive.
    package var workingSchemes: [MirrorScheme] = []
    /// SHA-256 of the public key of its certificate, in hexadecimal.
    package var certificateKey: String?
    package var certificateExpires: Instant?
    /// `Running on host` of its trace.
    package var traceHost: String?
    /// When its last sync ended, by its trace.
    package var lastSync: Instant?
    /// Its own word, by its trace and its top-level domain.
    package var presumed = ListingFields()
    /// SHA-256 of all that is particular to the answers of this server (headers, trace), for telling two names of one machine.
    package var answerDigest: String?
    /// By the name of the suite.
    package var suites: [String: SuiteFacts] = [:]
    /// How far behind the archive it is, in seconds; the most of its suites; nil where it is unknown.
    package var lagSeconds: Int64?
    /// Seconds from the request to the first byte, and the mean of the whole requests of small files.
    package var latencySeconds: Double?
    package var requestSeconds: Double?
    /// Bytes a second while the largest file came.
    package var bytesPerSecond: Double?
    package var requestCount = 0
    package var byteCount: Int64 = 0
    package var isProofSeen: Bool?
    /// Whether any file of the archive was there.
    package var hasArchive = false

    package init() {}
}

/// The generation of a suite that a mirror serves.
package struct SuiteFacts: Sendable, Hashable, Codable {
    /// SHA-256 of InRelease, in hexadecimal.
    package var releaseDigest: String
    package var date: Instant?
    package var validUntil: Instant?
    /// Generations behind the archive: 0 for the newest; nil for one that the registry never saw.
    package var generationsBehind: Int?
    package var lagSeconds: Int64?

    package init(releaseDigest: String, date: Instant? = nil, validUntil: Instant? = nil) {
        self.releaseDigest = releaseDigest
        self.date = date
        self.validUntil = validUntil
    }
}
