package import Timekeeping

/// All that is published at one moment: what each format is written from.
package struct PublicList: Sendable, Hashable {
    package var face: RegistryFace
    package var writtenAt: Instant
    /// Sorted by country, then host.
    package var mirrors: [PublicMirror]
    package var removed: [RemovedMirror]
    /// The newest first.
    package var changes: [PublicChange]
    package var lastCheckAt: Instant?

    package init(
        face: RegistryFace, writtenAt: Instant, mirrors: [PublicMirror] = [], removed: [RemovedMirror] = [],
        changes: [PublicChange] = [], lastCheckAt: Instant? = nil
    ) {
        self.face = face
        self.writtenAt = writtenAt
        self.mirrors = mirrors
        self.removed = removed
        self.changes = changes
        self.lastCheckAt = lastCheckAt
    }
}

/// What a registry says of itself and its archive.
package struct RegistryFace: Sendable, Hashable {
    package var name: String
    /// As people call the archive.
    package var title: String
    /// The archive's own server, which ends each list of apt.
    package var archiveURL: MirrorURL?
    /// Where the public list is served; ends with a slash.
    package var publicURL: String?
    package var policyURL: String?
    /// An http or https address where the maintainer can be reached; never a mail address.
    package var contactURL: String?
    /// Suites, components and architectures of the archive as its Release files have them.
    package var suites: [String] = []
    package var components: [String] = []
    package var architectures: [String] = []
    /// As clients would have the keyring, for their sources.list lines: a path.
    package var keyringPath: String?
    /// Seconds between two checks of a mirror.
    package var checkInterval: Int64 = 86_400

    package init(name: String, title: String) {
        self.name = name
        self.title = title
    }
}

/// A mirror on the public list.
package struct PublicMirror: Sendable, Hashable {
    /// A name for its page: letters, digits, `.` and `-`.
    package var slug: String
    package var host: String
    package var addresses: [MirrorURL]
    /// Without the contact and the maintainer's address.
    package var fields: ListingFields
    package var state: ListingState
    package var stateSince: Instant
    package var listedSince: Instant
    package var answersIPv4: Bool?
    package var answersIPv6: Bool?
    /// Lower is better; nil before the first check.
    package var score: Double?
    package var lagSeconds: Int64?
    package var lastSync: Instant?
    package var lastCheckAt: Instant?
    package var certificateExpires: Instant?
    /// Good checks of all that count, from 0 to 1, of 30 and 90 days; nil where none counted.
    package var completion30: Double?
    package var completion90: Double?
    /// Mean and standard deviation of the seconds of a request.
    package var durationMean: Double?
    package var durationDeviation: Double?
    package var bytesPerSecond: Double?
    /// The last 90 days, the oldest first; days before its listing are not among them.
    package var days: [DayRecord]
    /// What is wrong today, in one line.
    package var complaint: String?

    package init(
        slug: String, host: String, addresses: [MirrorURL], fields: ListingFields, state: ListingState,
        stateSince: Instant, listedSince: Instant, days: [DayRecord] = []
    ) {
        self.slug = slug
        self.host = host
        self.addresses = addresses
        self.fields = fields
        self.state = state
        self.stateSince = stateSince
        self.listedSince = listedSince
        self.days = days
    }

    package func address(_ scheme: MirrorScheme) -> MirrorURL? { addresses.first { $0.scheme == scheme } }
}

/// A mirror that was on the list and is not.
package struct RemovedMirror: Sendable, Hashable {
    package var host: String
    package var country: String?
    package var removedAt: Instant
    package var state: ListingState
    package var reason: ReasonClass

    package init(host: String, country: String?, removedAt: Instant, state: ListingState, reason: ReasonClass) {
        self.host = host
        self.country = country
        self.removedAt = removedAt
        self.state = state
        self.reason = reason
    }
}

/// A change of the list, for the feed.
package struct PublicChange: Sendable, Hashable {
    /// The number of the log's entry.
    package var number: Int64
    package var occurredAt: Instant
    package var host: String
    /// The page of the mirror, where it still has one.
    package var slug: String?
    package var action: RegistryAction
    package var reason: ReasonClass?

    package init(
        number: Int64, occurredAt: Instant, host: String, slug: String?, action: RegistryAction, reason: ReasonClass?
    ) {
        self.number = number
        self.occurredAt = occurredAt
        self.host = host
        self.slug = slug
        self.action = action
        self.reason = reason
    }
}

/// One file of the public list.
package struct PublicFile: Sendable, Hashable {
    /// Relative to the list's directory, as `by-country/FR.txt`.
    package var path: String
    package var bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    package init(path: String, _ text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}
