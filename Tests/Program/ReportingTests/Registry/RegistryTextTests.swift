import MirrorRegistry
import Reporting
import Testing
import Timekeeping

@Suite("A listing in text")
struct ListingTextTests {
    @Test("is a row among others, with what its signs mean")
    func rows() throws {
        var listing = try RegistrySamples.listing()
        let long = try RegistrySamples.listing("a-much-longer-name.mirrors.example.org", state: .quarantined)
        listing.proposal = Proposal(addresses: [], fields: ListingFields(), submittedAt: RegistrySamples.now)
        var bare = try RegistrySamples.listing("b.example.org", state: .submitted)
        (bare.number, bare.fields, bare.addresses) = (1234, ListingFields(), [try MirrorURL("http://b.example.org/")])
        let summaries = [
            ListingSummary(listing, lagSeconds: 0, availability30: 1),
            ListingSummary(long, lagSeconds: 187_000, availability30: 0.9996), ListingSummary(bare),
        ]
        #expect(
            RegistrySamples.text.listings(summaries)
                == """
                  No  STATE        CC   SHR  LAG      30 D   SINCE       HOST
                  17  pending*     FR?  s-r  none     100 %  2026-11-21  mirror.example.org
                  17  quarantined  FR?  s-r  2 days   99 %   2026-11-21  a-much-longer-name.mirrors.example.org
                1234  submitted    -    -h-  ?        -      2026-11-21  b.example.org
                ? by the mirror's own word; * its operator wishes a change

                """)
        #expect(RegistrySamples.text.listings([]) == "no listing\n")
    }

    @Test("that is pending has all on one screen that the maintainer decides by")
    func pending() throws {
        var report = ListingReport(try RegistrySamples.listing())
        report.check = CitedCheck(number: 12, report: RegistrySamples.report())
        report.log = [
            LogRow(
                RegistrySamples.entry(.submit, from: nil, to: .submitted, by: .submitter("op@example.org")), host: "h")
        ]
        report.sameServer = ["looks like 3 other.example.org: one certificate key"]
        report.asksForProof = true
        let text = RegistrySamples.text.listing(report)
        #expect(
            text == """
                17 mirror.example.org: pending since 2026-11-21 12:00 UTC (1 day ago)
                  addresses     https://mirror.example.org/dotdeb/
                                rsync://mirror.example.org/dotdeb/
                  country       FR (by its own word)
                  sponsor       Example SARL <https://example.org/>
                  contact       operator@example.org
                  architectures amd64 arm64
                  submitted     2026-11-21 11:00 UTC (1 day 1 h ago)
                  proof         not seen; the token is mw-4f2a
                  same server   looks like 3 other.example.org: one certificate key
                  last check    12, 2026-11-22 11:50 UTC (10 min ago): failed in 1 of 3 checks,
                                with 1 warning
                  FAILED    release: status 404
                      at https://mirror.example.org/dotdeb/dists/wren/InRelease
                      status: 404
                      type: text/html
                      $ curl -sSI https://mirror.example.org/dotdeb/dists/wren/InRelease
                  warning   range: the whole file came (https://mirror.example.org/dotdeb/)
                  ok        1: url
                  skipped   1: rsync
                  lag           3 h 12 min, 2 generations behind
                  answers       https, rsync; over IPv4; not over IPv6
                  speed         first byte after 120 ms, 3.1 MiB/s
                  certificate   until 2026-12-12 12:00 UTC (in 20 days)
                  last sync     2026-11-22 10:00 UTC (2 h ago), by its trace
                  own word      country FR; location Paris (not checked)
                  30 days       ------------------------------
                  log           41, 2026-11-22 11:00 UTC: submit, submitted by its operator,
                                op@example.org

                """)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test("that was approved tells its slot, its days, and what its operator wishes changed")
    func approved() throws {
        var listing = try RegistrySamples.listing(state: .degraded)
        listing.approvedAt = RegistrySamples.now.adding(seconds: -40 * 86_400)
        listing.slotMinute = 257
        listing.isProofSeen = true
        listing.reasonClass = .stale
        listing.windows = [
            MaintenanceWindow(
                from: RegistrySamples.now, until: RegistrySamples.now.adding(seconds: 3600), reason: "new disks"),
            MaintenanceWindow(
                from: RegistrySamples.now.adding(seconds: -9), until: RegistrySamples.now.adding(seconds: -3),
                reason: "long over"),
        ]
        var wished = listing.fields
        wished.country = "DE"
        wished.location = "Berlin"
        wished.architectures = []
        listing.proposal = Proposal(
            addresses: Array(listing.addresses.prefix(1)), fields: wished, submittedAt: RegistrySamples.now)
        var report = ListingReport(listing)
        let today = CalendarDay(year: 2026, month: 11, day: 22)
        let marks: [DayMark] = [.unknown, .maintenance, .condemned, .bad, .warned, .good]
        report.days = marks.enumerated().map { DayRecord(day: today.adding(days: Int64($0 - 5)), mark: $1) }
        report.days.append(DayRecord(day: today.adding(days: -30), mark: .bad))
        report.availability30 = 0.95
        report.asksForProof = true
        let text = RegistrySamples.text.listing(report)
        for expected in [
            "17 mirror.example.org: degraded since", "\n  slot          04:17 UTC\n", "\n  proof         seen\n",
            "\n  class         stale\n", "\n  approved      2026-10-13 12:00 UTC (40 days ago)\n",
            "\n  maintenance   2026-11-22 12:00 UTC to 2026-11-22 13:00 UTC: new disks\n",
            """

              wished        a change, 2026-11-22 12:00 UTC (just now)
                            https://mirror.example.org/dotdeb/
                            country: FR -> DE
                            location: nothing -> Berlin
                            architectures: amd64 arm64 -> nothing

            """,
            "\n  last check    none yet\n",
            "\n  30 days       -------------------------mXBwg, 95 % good (g good, w warned, B\n"
                + "                bad, X condemned, m maintenance)\n",
        ] { #expect(text.contains(expected), "\(expected) in \(text)") }
        #expect(!text.contains("long over"))
    }

    @Test("makes no line of its own out of what a mirror or its operator wrote")
    func lines() throws {
        let evil = "x\ny\r\nz\u{2028}0 forged: approved\u{85}\u{2029}"
        var listing = try RegistrySamples.listing()
        listing.host = evil
        (listing.fields.country, listing.fields.sponsor, listing.fields.comment) = (evil, evil, evil)
        listing.fields.contact = evil
        var check = RegistrySamples.report()
        check.items = [CheckItem(.release, evil, .failed, evil, evidence: [Evidence(evil, evil)], reproduction: evil)]
        check.facts.presumed.location = evil
        var report = ListingReport(listing)
        let row = LogRow(
            RegistrySamples.entry(.note, from: .pending, to: .pending, by: .submitter(evil), reason: evil), host: evil)
        (report.log, report.sameServer, report.check) = ([row], [evil], CitedCheck(number: 1, report: check))
        var run = RegistryRunReport(registry: "r", startedAt: RegistrySamples.now)
        (run.changes, run.remarks, run.ownOutage) = ([row], [evil], evil)
        let text = RegistrySamples.text
        let texts = [
            text.listing(report), text.listings([ListingSummary(listing)]), text.log([row]), text.run(run),
            text.check(check, addresses: listing.addresses, isVerbose: true),
        ]
        for text in texts {
            let lines = text.unicodeScalars.split { ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains($0) }
            #expect(
                !lines.contains { String($0).hasPrefix("y") || String($0).hasPrefix("z") || String($0).hasPrefix("0") })
        }
    }
}
