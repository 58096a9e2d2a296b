/// One run of rsync: what from where to where, and how carefully.
package struct TransferRequest: Sendable, Hashable {
    package enum AddressFamily: Sendable, Hashable { case any, ipv4, ipv6 }

    package var upstream: Upstream
    /// The tree to fill; absolute. rsync creates its last part.
    package var staging: String
    /// A tree on the same file system whose unchanged files are hard-linked; absolute, without symlinks.
    package var live: String?
    /// Keeps half-transferred files for the next run, and nothing else: it is removed with all in it after a complete one.
    /// Absolute, outside every served tree, on the file system of `staging`; rsync creates its last part.
    package var partialDirectory: String
    /// KiB per second; nil without a limit.
    package var bandwidth: Int?
    package var sourceAddress: String?
    package var addressFamily = AddressFamily.any
    package var passwordFile: String?
    /// A path, or a name looked for in `searchPath`.
    package var rsyncPath = "rsync"
    package var searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    /// For ssh alone: HOME and SSH_AUTH_SOCK.
    package var homeDirectory: String?
    package var agentSocket: String?
    /// rsync patterns that are never transferred, and deleted where they stand.
    package var excludes = TransferRequest.builtInExcludes
    /// A file with further filter rules, one a line, that come after all others; absolute.
    package var filterFile: String?
    /// The mirror's own name in `project/trace`: what the upstream has of that name is not ours to take.
    package var traceName: String?
    /// rsync is ended when less than this is left on the file system of `partialDirectory`; nil where that is not watched.
    package var minimumFreeByteCount: UInt64?
    /// rsync gives up when nothing came for so long. It does not watch the greeting of a daemon, hence `stallSeconds`.
    package var ioTimeoutSeconds = 900
    /// For the connection to an rsync daemon or by ssh.
    package var connectTimeoutSeconds = 60
    /// rsync is ended when it neither said, read nor wrote anything for so long: longer than `ioTimeoutSeconds`, and less than
    /// the 45 minutes within which a session may go on.
    package var stallSeconds = 1200
    /// rsync is ended after this time, whatever it does: an upstream that sends a byte a minute must not hold a mirror for ever.
    package var longestSeconds = 20 * 3600
    /// How long rsync may take to end after SIGTERM: it moves a half-transferred file into `partialDirectory`.
    package var patienceSeconds = 10

    package init(upstream: Upstream, staging: String, live: String?, partialDirectory: String) {
        self.upstream = upstream
        self.staging = staging
        self.live = live
        self.partialDirectory = partialDirectory
    }

    /// Leftovers of an interrupted rsync, the flags of ftpsync(1), and what fsck(8) makes.
    package static let builtInExcludes = [
        ".~tmp~/", ".rsync-partial/", "Archive-Update-in-Progress-*", "Archive-Update-Required-*", "lost+found/",
    ]
}
