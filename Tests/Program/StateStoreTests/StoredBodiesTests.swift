import MirrorRegistry
import SQLite
import StateStore
import TestSupport
import Testing
import Timekeeping

/// What the first version that knew registries has written: later ones have to read it.
@Suite("What an earlier version stored as JSON")
struct StoredBodiesTests {
    static let listing = """
        {"addresses":["https://mirror.example.org/dotdeb/","rsync://mirror.example.org/dotdeb/"],\
        "approvedAt":"2026-05-03T03:00:00Z","fields":{"architectures":["amd64","source"],"contact":"operator@example.org",\
        "country":"FR","presumed":["country"],"sponsor":"Example SARL"},"health":{"badDays":2,"goodDays":0,\
        "lastDay":"2026-05-04","told":{"delisted":"2026-05-04T03:00:00Z"}},"host":"mirror.example.org","isProofSeen":true,\
        "number":1,"proofToken":"mw-token","proposal":{"addresses":[],"fields":{"architectures":[],"presumed":[]},\
        "submittedAt":"2026-05-04T03:00:00Z"},"reasonClass":"asked-by-operator","slotMinute":257,"state":"quarantined",\
        "stateSince":"2026-05-02T03:00:00Z","submittedAt":"2026-05-01T03:00:00Z","windows":[{"from":"2026-05-05T03:00:00Z",\
        "reason":"new disks","until":"2026-05-06T03:00:00Z"}]}
        """
    static let report = """
        {"facts":{"answersIPv4":true,"byteCount":5,"certificateExpires":"2026-06-01T00:00:00Z","certificateKey":"ab",\
        "hasArchive":true,"hostAddresses":["192.0.2.1"],"lagSeconds":60,"latencySeconds":0.125,"presumed":{"architectures":[],\
        "presumed":[]},"requestCount":3,"suites":{"wren":{"date":"2026-05-05T03:00:00Z","generationsBehind":1,\
        "lagSeconds":60,"releaseDigest":"aa"}},"workingSchemes":["https"]},"items":[{"code":"by-hash","evidence":[{"name":\
        "status","value":"404"}],"outcome":"condemned","reproduction":"curl x","subject":"s","summary":"t"}],"seconds":1.5,\
        "startedAt":"2026-05-06T03:00:00Z"}
        """

    @Test("is read by this one")
    func read() throws {
        let directory = try TemporaryDirectory()
        let store = try StateStore.open("\(directory.path)/state.sqlite")
        let database = try Database(path: store.path, access: .readWrite)
        try database.execute(
            "INSERT INTO registry_listings VALUES ('dotdeb', 1, 'mirror.example.org', 'quarantined', NULL, ?)",
            [.text(Self.listing)])
        try database.execute("INSERT INTO registry_checks VALUES (1, 'dotdeb', 1, '', 0, 'condemned')")
        try database.execute("INSERT INTO registry_check_reports VALUES (1, ?)", [.text(Self.report)])
        let listing = try #require(try store.listing(1, of: registry))
        #expect(listing.state == .quarantined && listing.reasonClass == .askedByOperator && listing.slotMinute == 257)
        #expect(listing.addresses.count == 2 && listing.fields.presumed == [.country] && listing.isProofSeen)
        #expect(listing.health.lastDay == CalendarDay(year: 2026, month: 5, day: 4) && listing.health.badDays == 2)
        #expect(listing.windows.first?.until == day(6) && listing.proposal?.submittedAt == day(4))
        let report = try #require(try store.latestCheck(of: 1, in: registry)).report
        #expect(report.outcome == .condemned && report.items.first?.code == .byHash && report.seconds == 1.5)
        #expect(report.facts.suites["wren"]?.generationsBehind == 1 && report.facts.lagSeconds == 60)
    }

    @Test(
        "and is none of it makes the store damaged, not the program end", arguments: ["", "{}", "[1", "{\"number\":"])
    func damaged(body: String) throws {
        let directory = try TemporaryDirectory()
        let store = try StateStore.open("\(directory.path)/state.sqlite")
        let database = try Database(path: store.path, access: .readWrite)
        try database.execute(
            "INSERT INTO registry_listings VALUES ('dotdeb', 1, 'h', 'pending', NULL, ?)", [.text(body)])
        let error = #expect(throws: StateStoreError.self) { try store.listings(of: registry) }
        guard case .corrupt = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
