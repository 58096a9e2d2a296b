package import Transfer

/// What the fields of a stanza, or of the defaults, say about a mirror. Paths are absolute.
package struct MirrorSettings: Sendable {
    package var root = ""
    /// Where the published tree is found: `<Root>/public` unless `Public` says otherwise.
    package var publicLink = ""
    package var keyrings: [String] = []
    package var isUnsignedAllowed = false
    /// Suite patterns (`*` and `?`) for which an expired Valid-Until, an expired key and weak hashes are warnings.
    package var archivedSuites: [String] = []
    /// The file of what is accepted for a time; nil for `waivers/<mirror>` in the state directory.
    package var waiversFile: String?
    /// Names below `dists/`, with rsync's `*` and `?`; empty for all, as the next two.
    package var suites: [String] = []
    package var components: [String] = []
    package var architectures: [String] = []
    package var hasSources = true
    /// Patterns of rsync for what is not mirrored.
    package var excludes: [String] = []
    /// The earliest minute of the local day for a sync by `sync` without names, 0 to 1,439; nil for any time.
    package var earliestMinute: Int?
    /// The name of a time zone as in /usr/share/zoneinfo; nil for the system's.
    package var timeZoneName: String?
    /// Seconds over which starts after `At` are spread.
    package var splay: Int64 = 0
    /// KiB a second, as rsync counts `--bwlimit`; nil for no limit.
    package var bandwidth: Int?
    package var sourceAddress: String?
    package var addressFamily = TransferRequest.AddressFamily.any
    package var passwordFile: String?
    /// How many generations stay besides the one that is being made; at least 2.
    package var keepGenerations = 2
    /// Seconds for which files that a generation dropped stay reachable.
    package var grace: Int64 = 2 * 86_400
    package var minimumFree = MinimumFree.bytes(1 << 30)
    /// The share of what is served that is read again each day, in percent, 0 to 100.
    package var scrubShare = 1
    package var traceName: String?
    /// What a registry gave the operator to show in the trace that the mirror is theirs; one word.
    package var registryToken: String?
    /// Hundredths by which the packages of a suite may become fewer at once; 100 for any number.
    package var largestFall = 25
    /// Seconds until the second pass of a sync that found the upstream in motion; at most 40 minutes.
    package var followUpPause: Int64 = 5 * 60
    /// Seconds until a dropped connection is continued for the first time; each further pause is three times as long.
    package var retryPause: Int64 = 60
    /// Seconds after which an rsync that neither says, reads nor writes anything is ended; at most 40 minutes.
    package var stallLimit: Int64 = 20 * 60
    /// Seconds after which the transfer of a sync is ended, whatever it does; at most 20 hours, which leaves the next day its sync.
    package var transferLimit: Int64 = 20 * 3600

    init() {}
}

/// One mirror as its stanza and the defaults state it.
@dynamicMemberLookup
package struct MirrorConfiguration: Sendable {
    package let name: String
    package let place: SourceLine
    package let upstream: Upstream
    package let settings: MirrorSettings

    package subscript<Value>(dynamicMember path: KeyPath<MirrorSettings, Value>) -> Value { settings[keyPath: path] }
}

/// The user that `User` names.
package struct ConfiguredUser: Sendable, Hashable {
    package let name: String
    package let place: SourceLine
}

/// How much of the file system that holds Root must stay free.
package enum MinimumFree: Sendable, Hashable {
    case bytes(Int64)
    /// Of the file system's size, 0 to 100.
    case percent(Int)
}

/// All mirrors and registries, and where the program keeps its own files.
package struct Configuration: Sendable {
    package static let defaultPath = "/etc/mirrorward/mirrorward.conf"
    package static let defaultStateDirectory = "/var/lib/mirrorward"
    package static let defaultLogDirectory = "/var/log/mirrorward"

    package var stateDirectory = Configuration.defaultStateDirectory
    package var logDirectory = Configuration.defaultLogDirectory
    /// As whom the program works when root has started it; nil where nothing is said, and then root is refused.
    package var user: ConfiguredUser?
    package var mirrors: [MirrorConfiguration] = []
    package var registries: [RegistryConfiguration] = []

    package init() {}

    package func mirror(named name: String) -> MirrorConfiguration? { mirrors.first { $0.name == name } }

    package func registry(named name: String) -> RegistryConfiguration? { registries.first { $0.name == name } }
}
