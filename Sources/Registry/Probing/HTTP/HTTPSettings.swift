package import MirrorRegistry

/// The bounds within which one mirror is asked.
package struct HTTPSettings: Sendable {
    /// Looks up all addresses of a name within so many seconds.
    package typealias Resolver =
        @Sendable (_ host: String, _ seconds: Double) -> Result<[IPAddress], ResolutionFailure>

    /// Addresses and ports that are contacted though they are not public.
    package var allowance: AddressAllowance
    /// As `mirrorward/1.0 (+https://example.org/mirrors/policy)`.
    package var userAgent: String
    /// Redirects that are followed count.
    package var requestLimit = 40
    /// Of all bodies and headers together.
    package var byteLimit: Int64 = 2 << 20
    /// Of the headers of one answer, those before a redirect apart.
    package var headerLimit = 64 << 10
    package var redirectLimit = 5
    package var resolveSeconds = 5.0
    /// For the connection and the TLS handshake.
    package var connectSeconds = 8.0
    /// For one request, redirects included.
    package var requestSeconds = 20.0
    /// For all requests of the session, from its making on.
    package var totalSeconds = 90.0
    /// Fewer bytes a second than this for `slowSeconds` end a request.
    package var slowBytesPerSecond = 512
    package var slowSeconds = 8
    /// A file of certificates in PEM that are trusted in place of the system's.
    package var certificateAuthorities: String?
    package var resolver: Resolver
    /// The addresses of this machine, refused where `allowance` does not name them; nil to ask the system.
    package var ownAddresses: [IPAddress]?
    /// Asked at least once a second; a request ends when it says yes.
    package var isInterrupted: @Sendable () -> Bool = { false }

    package init(
        userAgent: String, allowance: AddressAllowance = .none, certificateAuthorities: String? = nil,
        resolver: @escaping Resolver = { resolve($0, seconds: $1) }
    ) {
        self.userAgent = userAgent
        self.allowance = allowance
        self.certificateAuthorities = certificateAuthorities
        self.resolver = resolver
    }
}
