package import MirrorRegistry

/// How mirrors are checked, and within which bounds.
package struct ProbeSettings: Sendable {
    /// The bounds count for one mirror over all its addresses.
    package var http: HTTPSettings
    /// Absolute paths of the archive's keyrings; without one no signature is looked at.
    package var keyrings: [String] = []
    /// The path of gpgv(1).
    package var gpgv = "/usr/bin/gpgv"
    /// The path of sqv(1), for its opinion; nil to ask gpgv alone.
    package var sqv: String?
    /// The path of rsync(1); without it no listing is asked for.
    package var rsync: String?
    /// Asked for TXT records in place of the system's name server; nil for that.
    package var nameServer: NameServer?
    /// Those to look at, as in sources.list(5): `stable`, or `./` and `debian/` for flat archives. Empty for those of the
    /// reference, or where there is none, those that the mirror shows.
    package var suites: [String] = []
    /// From this lag on a mirror is stale: two missed days of a mirror that syncs once a day.
    package var staleAfterSeconds: Int64 = 2 * 86_400
    /// Days before the end of a certificate from which on it is told of.
    package var certificateWarningDays: Int64 = 14
    /// Suites of a mirror that are looked at in one run, by chance where there are more.
    package var suiteLimit = 8
    /// Indexes that are compared with Release.
    package var indexCount = 3
    /// Pool files whose size is asked for, and those of them that are read and hashed.
    package var poolCount = 6
    package var readCount = 2
    /// From these on a mirror is called slow: the median of the times to the first byte, and the rate of a body of 64 KiB or more.
    package var slowFirstByteSeconds = 3.0
    package var slowBytesPerSecond = 32_768.0
    /// Makes the samples of a run repeatable; nil for other ones each time.
    package var seed: UInt64?

    /// The 30 seconds that one mirror may take let a thousand of them, a tenth silent and a tenth slow, be checked within two
    /// minutes by 48 threads.
    package static let secondsForOneMirror = 30.0

    package init(http: HTTPSettings) {
        self.http = http
    }

    package init(userAgent: String, allowance: AddressAllowance = .none, certificateAuthorities: String? = nil) {
        http = HTTPSettings(
            userAgent: userAgent, allowance: allowance, certificateAuthorities: certificateAuthorities)
        http.totalSeconds = Self.secondsForOneMirror
        http.requestSeconds = 15
    }
}
