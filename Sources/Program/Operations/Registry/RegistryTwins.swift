import MirrorRegistry
import StateStore

extension OpenRegistry {
    /// What a run found of mirrors that are one machine, by listing.
    func sameServerItems(_ checks: RunChecks) throws(Failure) -> [Int64: [CheckItem]] {
        var traits = try knownTraits()
        for listing in checks.listings {
            guard let report = checks.last(listing) else { continue }
            traits[listing.number] = ServerTraits(listing: listing.number, facts: report.facts)
        }
        let groups = sameServerGroups(among: traits.values.sorted { $0.listing < $1.listing })
        let hosts = try hostNames()
        var items: [Int64: [CheckItem]] = [:]
        for listing in checks.listings {
            items[listing.number] = MirrorRegistry.sameServerItems(
                for: listing.number, host: listing.host, among: groups, hosts: hosts)
        }
        return items
    }

    /// A line for each other mirror that seems to be the same machine as `listing`.
    func sameServerHints(_ listing: Listing) throws(Failure) -> [String] {
        let groups = sameServerGroups(among: try knownTraits().values.sorted { $0.listing < $1.listing })
        let items = MirrorRegistry.sameServerItems(
            for: listing.number, host: listing.host, among: groups, hosts: try hostNames())
        return items.map { item in
            item.summary + ": " + item.evidence.map(\.value).joined(separator: ", ")
        }
    }

    /// Of the last checks; a listing that is gone for good is no second mirror.
    private func knownTraits() throws(Failure) -> [Int64: ServerTraits] {
        let gone = Set(
            try stored { () throws(StateStoreError) in try store.listings(of: name) }
                .filter { $0.state == .removed || $0.state == .rejected }.map(\.number))
        let checks = try stored { () throws(StateStoreError) in try store.latestChecks(of: name) }
        return checks.filter { !gone.contains($0.key) }.mapValues { check in
            ServerTraits(listing: check.listing ?? 0, facts: check.report.facts)
        }
    }

    private func hostNames() throws(Failure) -> [Int64: String] {
        let listings = try stored { () throws(StateStoreError) in try store.listings(of: name) }
        return Dictionary(listings.map { ($0.number, $0.host) }, uniquingKeysWith: { first, _ in first })
    }
}
