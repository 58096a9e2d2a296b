import Configuration
import MirrorRegistry
import Posix
import StateStore
import Timekeeping

extension OpenRegistry {
    /// All that is public at this moment, for the writers of each format.
    func publicList() throws(Failure) -> PublicList {
        let listings = try stored { () throws(StateStoreError) in try store.listings(of: name) }
        let days = try recentDays()
        let checks = try stored { () throws(StateStoreError) in try store.latestChecks(of: name) }
        var list = PublicList(face: try face(), writtenAt: now)
        list.mirrors = listings.filter(\.state.isPublic).map { listing in
            publicMirror(listing, days[listing.number] ?? [], checks[listing.number])
        }.sorted { ($0.fields.country ?? "~", $0.host) < ($1.fields.country ?? "~", $1.host) }
        list.removed = try removed(listings)
        list.changes = try changes(listings)
        list.lastCheckAt = checks.values.map(\.report.startedAt).max()
        return list
    }

    private func publicMirror(_ listing: Listing, _ days: [DayRecord], _ check: StoredCheck?) -> PublicMirror {
        var mirror = PublicMirror(
            slug: listing.slug, host: listing.host, addresses: listing.addresses, fields: listing.fields.published,
            state: listing.state, stateSince: listing.stateSince, listedSince: listing.approvedAt ?? listing.stateSince,
            days: days.filter { $0.day >= UTCTime(listing.approvedAt ?? listing.stateSince).calendarDay })
        let figures = MirrorRegistry.score(of: days, today: today)
        mirror.completion30 = figures.completion30
        mirror.completion90 = figures.completion90
        mirror.durationMean = figures.durationMean
        mirror.durationDeviation = figures.durationDeviation
        mirror.score = figures.score
        guard let check else { return mirror }
        let facts = check.report.facts
        mirror.answersIPv4 = facts.answersIPv4
        mirror.answersIPv6 = facts.answersIPv6
        mirror.lagSeconds = facts.lagSeconds
        mirror.lastSync = facts.lastSync
        mirror.lastCheckAt = check.report.startedAt
        mirror.certificateExpires = facts.certificateExpires
        mirror.bytesPerSecond = facts.bytesPerSecond
        mirror.complaint = check.report.faults.first.map { "\($0.subject): \($0.summary)" }
        return mirror
    }

    /// Those that were on the list once and are not, unless they may be back tomorrow by the maintainer's own pause.
    private func removed(_ listings: [Listing]) throws(Failure) -> [RemovedMirror] {
        listings.filter { $0.approvedAt != nil && !$0.state.isPublic && $0.state != .paused }
            .map { listing in
                RemovedMirror(
                    host: listing.host, country: listing.fields.country, removedAt: listing.stateSince,
                    state: listing.state, reason: listing.reasonClass ?? .other)
            }.sorted { ($1.removedAt, $0.host) < ($0.removedAt, $1.host) }
    }

    /// The changes of the list that a reader of it could see, the newest first.
    private func changes(_ listings: [Listing]) throws(Failure) -> [PublicChange] {
        let byNumber = Dictionary(listings.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        return try visibleEntries(limit: 100).compactMap { entry in
            guard let listing = byNumber[entry.listing] else { return nil }
            return PublicChange(
                number: entry.number, occurredAt: entry.occurredAt, host: listing.host,
                slug: listing.state.isPublic ? listing.slug : nil, action: entry.action, reason: entry.reasonClass)
        }
    }

    /// Pages back through the log: a thousand submissions stand between two changes of the list where a list was imported.
    private func visibleEntries(limit: Int) throws(Failure) -> [LogEntry] {
        var found: [LogEntry] = []
        var last: Int64?
        repeat {
            let page = try stored { () throws(StateStoreError) in
                try store.log(of: name, listing: nil, before: last, limit: 1000)
            }
            found += page.filter { entry in
                (entry.from?.isPublic ?? false) != entry.to.isPublic || (entry.from != entry.to && entry.to.isPublic)
            }
            last = page.last?.number
        } while last != nil && found.count < limit
        return Array(found.prefix(limit))
    }

    func face() throws(Failure) -> RegistryFace {
        var face = RegistryFace(name: name, title: configuration.title)
        face.archiveURL = configuration.archiveURL
        face.publicURL = configuration.publicURL
        face.policyURL = configuration.policyURL
        face.contactURL = configuration.contact.flatMap { $0.hasPrefix("http") ? $0 : nil }
        face.keyringPath = configuration.keyringPath
        let seen = try stored { () throws(StateStoreError) in try store.seenReleases(of: name) }
        let newest = Dictionary(seen.map { ($0.suite, $0) }, uniquingKeysWith: { _, later in later })
        face.suites = newest.keys.sorted()
        face.components = Set(newest.values.flatMap(\.components)).sorted()
        face.architectures = Set(newest.values.flatMap(\.architectures)).sorted()
        return face
    }
}

extension Listing {
    /// A name for the mirror's page that is a file name and part of a URL as it stands.
    var slug: String {
        let letters = host.unicodeScalars.map { scalar -> Character in
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            return isPlain || scalar == "." || scalar == "-" ? Character(scalar) : "-"
        }
        return String(letters)
    }
}

extension ListingFields {
    /// Without what is for the maintainer alone.
    var published: ListingFields {
        var fields = self
        fields.contact = nil
        fields.maintainer = nil
        fields.presumed.subtract([.contact, .maintainer])
        return fields
    }
}
