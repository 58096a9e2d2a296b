import Configuration
package import MirrorRegistry
import Posix
package import Reporting
import StateStore
import Timekeeping

/// Which listings are asked for; what is empty says nothing.
package struct ListingFilter: Sendable {
    package var states: Set<ListingState>
    package var countries: Set<String>
    package var scheme: MirrorScheme?
    package var search: String?

    package init(
        states: Set<ListingState> = [], countries: Set<String> = [], scheme: MirrorScheme? = nil, search: String? = nil
    ) {
        self.states = states
        self.countries = countries
        self.scheme = scheme
        self.search = search
    }

    func fits(_ listing: Listing) -> Bool {
        let isWanted =
            states.isEmpty ? listing.state != .rejected && listing.state != .removed : states.contains(listing.state)
        guard isWanted, countries.isEmpty || countries.contains(listing.fields.country ?? "") else { return false }
        if let scheme, listing.address(scheme) == nil { return false }
        guard let search = search?.lowercased() else { return true }
        let texts = [listing.host, listing.fields.sponsor, listing.fields.location, listing.fields.maintainer]
        return texts.contains { $0?.lowercased().contains(search) ?? false }
    }
}

extension OpenRegistry {
    package func listingsDocument(_ filter: ListingFilter) throws(Failure) -> ListingsDocument {
        let listings = try stored { () throws(StateStoreError) in try store.listings(of: name) }.filter(filter.fits)
        let days = try recentDays()
        let checks = try stored { () throws(StateStoreError) in try store.latestChecks(of: name) }
        return ListingsDocument(
            registry: name,
            listings: listings.map { listing in
                ListingSummary(
                    listing, lagSeconds: checks[listing.number]?.report.facts.lagSeconds,
                    availability30: score(of: days[listing.number] ?? [], today: today).completion30)
            })
    }

    /// All that is known of one listing.
    package func listingDocument(_ word: String) throws(Failure) -> ListingDocument {
        let listing = try listing(word)
        var report = ListingReport(listing)
        if let check = try latestCheck(of: listing) {
            report.check = CitedCheck(number: check.id, report: check.report)
        }
        let days = try recentDays()[listing.number] ?? []
        report.days = days.filter { $0.day > today.adding(days: -30) }
        report.availability30 = score(of: days, today: today).completion30
        report.log = try stored { () throws(StateStoreError) in
            try store.log(of: name, listing: listing.number, limit: 10)
        }.map { LogRow($0, host: listing.host) }
        report.sameServer = try sameServerHints(listing)
        report.asksForProof = configuration.proof != .none
        return ListingDocument(registry: name, report: report)
    }

    /// - Parameter word: a listing, or nil for all.
    package func logDocument(_ word: String?, limit: Int) throws(Failure) -> LogDocument {
        var number: Int64?
        if let word { number = try listing(word).number }
        let (entries, hosts) = try stored { () throws(StateStoreError) in
            (try store.log(of: name, listing: number, limit: limit), try store.listings(of: name))
        }
        let names = Dictionary(hosts.map { ($0.number, $0.host) }, uniquingKeysWith: { first, _ in first })
        return LogDocument(
            registry: name, entries: entries.map { LogRow($0, host: names[$0.listing] ?? "\($0.listing)") })
    }

    /// The numbers of the listings that wait for a decision: quarantined ones first, then submissions and proposed changes, those that
    /// are well before the others.
    package func waiting() throws(Failure) -> [Int64] {
        let checks = try stored { () throws(StateStoreError) in try store.latestChecks(of: name) }
        let listings = try stored { () throws(StateStoreError) in try store.listings(of: name) }
        func rank(_ listing: Listing) -> (Int, Int, Int64) {
            let outcome = checks[listing.number]?.report.outcome ?? .skipped
            return (listing.state == .quarantined ? 0 : 1, outcome >= .failed ? 1 : 0, listing.number)
        }
        return listings.filter(\.waitsForDecision).sorted { rank($0) < rank($1) }.map(\.number)
    }

    func latestCheck(of listing: Listing) throws(Failure) -> StoredCheck? {
        try stored { () throws(StateStoreError) in try store.latestCheck(of: listing.number, in: name) }
    }

    /// By listing, the 90 days that the figures rest on.
    func recentDays() throws(Failure) -> [Int64: [DayRecord]] {
        try stored { () throws(StateStoreError) in try store.days(of: name, since: today.adding(days: -89)) }
    }
}

extension Listing {
    /// Whether the maintainer has something to decide on it.
    package var waitsForDecision: Bool {
        state == .pending || state == .quarantined || (proposal != nil && state != .removed && state != .rejected)
    }
}
