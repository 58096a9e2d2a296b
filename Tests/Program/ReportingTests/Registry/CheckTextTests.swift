import MirrorRegistry
import Reporting
import Testing
import Timekeeping

@Suite("A check in text")
struct CheckTextTests {
    @Test("is quiet about what passed")
    func quiet() throws {
        let address = try MirrorURL("https://mirror.example.org/dotdeb/")
        #expect(
            RegistrySamples.text.check(RegistrySamples.report(), addresses: [address]) == """
                mirror.example.org: failed in 1 of 3 checks, with 1 warning
                  addresses     https://mirror.example.org/dotdeb/
                  FAILED    release: status 404 (dists/wren/InRelease)
                      status: 404
                      type: text/html
                      $ curl -sSI https://mirror.example.org/dotdeb/dists/wren/InRelease
                  warning   range: the whole file came
                  ok        1: url
                  skipped   1: rsync
                  lag           3 h 12 min, 2 generations behind
                  answers       https, rsync; over IPv4; not over IPv6
                  speed         first byte after 120 ms, 3.1 MiB/s
                  certificate   until 2026-12-12 12:00 UTC (in 20 days)
                  last sync     2026-11-22 10:00 UTC (2 h ago), by its trace
                  own word      country FR; location Paris (not checked)
                  asked         23 requests, 1.1 MiB, 3.4 s

                """)
    }

    @Test("has a line for each item where it is asked to say all")
    func verbose() throws {
        let address = try MirrorURL("https://mirror.example.org/dotdeb/")
        let lines = RegistrySamples.text.check(RegistrySamples.report(), addresses: [address], isVerbose: true)
            .split(separator: "\n")
        #expect(lines.contains("  ok        url: it is in its normal form"))
        #expect(lines.contains("  skipped   rsync: rsync is not installed here"))
        #expect(
            lines.contains("      at rsync://mirror.example.org/dotdeb/")
                || lines.contains {
                    $0.hasSuffix("(rsync://mirror.example.org/dotdeb/)")
                })
        #expect(!lines.contains("  1 passed, 1 skipped"))
    }

    static let verdicts: [([CheckOutcome], String)] = [
        ([], "nothing could be checked"), ([.skipped], "nothing could be checked"),
        ([.passed, .skipped], "well: 1 check passed"), ([.passed, .passed], "well: 2 checks passed"),
        ([.warned, .passed], "works, with 1 warning in 2 checks"), ([.failed, .passed], "failed in 1 of 2 checks"),
        ([.failed, .failed, .warned], "failed in 2 of 3 checks, with 1 warning"),
        ([.condemned, .failed, .skipped], "condemned in 2 of 2 checks"),
    ]

    @Test("begins with its verdict", arguments: verdicts)
    func verdict(outcomes: [CheckOutcome], expected: String) throws {
        let items = outcomes.map { CheckItem(.index, "", $0, "s") }
        let text = RegistrySamples.text.check(
            CheckReport(startedAt: RegistrySamples.now, items: items),
            addresses: [try MirrorURL("http://m.example.org/")])
        #expect(text.hasPrefix("m.example.org: \(expected)\n"), "\(text)")
    }

    @Test(
        "says how far behind it is, where that is known",
        arguments: [(0, "none: it serves the archive's present state"), (nil, "unknown"), (7200, "2 h")]
            as [(Int64?, String)])
    func lag(seconds: Int64?, expected: String) {
        var report = CheckReport(startedAt: RegistrySamples.now)
        report.facts.hasArchive = true
        report.facts.lagSeconds = seconds
        #expect(RegistrySamples.text.check(report, addresses: []).contains("  lag           \(expected)\n"))
    }

    @Test("never ends the program, whatever was measured", arguments: [Double.nan, .infinity, -.infinity, -1, 1e300])
    func odd(number: Double) {
        var report = CheckReport(startedAt: Instant(secondsSinceEpoch: .min), seconds: number)
        (report.facts.latencySeconds, report.facts.bytesPerSecond) = (number, number)
        (report.facts.lagSeconds, report.facts.byteCount, report.facts.requestCount) = (.min, .min, .min)
        report.facts.certificateExpires = Instant(secondsSinceEpoch: .max)
        report.facts.lastSync = Instant(secondsSinceEpoch: .min)
        #expect(RegistrySamples.text.check(report, addresses: []).hasPrefix("no address: nothing could be checked\n"))
    }
}

@Suite("The log of a registry in text")
struct LogTextTests {
    @Test("has a row for each entry, and its reason below")
    func rows() {
        let rows = [
            LogRow(
                RegistrySamples.entry(
                    .delist, from: .degraded, to: .delisted, by: .program, reason: "three bad days: status 404",
                    reasonClass: .broken, check: 12, number: 142), host: "mirror.example.org"),
            LogRow(
                RegistrySamples.entry(.note, from: .pending, to: .pending, reason: "asked", number: 9),
                host: "b.example.org"),
        ]
        #expect(
            RegistrySamples.text.log(rows) == """
                142  2026-11-22 11:00 UTC  delist      17 mirror.example.org
                       degraded -> delisted by the rules: three bad days: status 404 (broken,
                       check 12)
                  9  2026-11-22 11:00 UTC  note        17 b.example.org
                       by ada: asked

                """)
        #expect(RegistrySamples.text.log([]) == "no entry\n")
    }
}

@Suite("A run of a registry in text")
struct RegistryRunTextTests {
    @Test("tells what was found and what was done")
    func whole() {
        var run = RegistryRunReport(registry: "dotdeb", startedAt: RegistrySamples.now)
        (run.listingCount, run.seconds, run.goodCount, run.badCount, run.unknownCount) = (1000, 92, 900, 90, 10)
        let entry = RegistrySamples.entry(
            .delist, from: .degraded, to: .delisted, by: .program, reason: "three bad days")
        run.changes = Array(repeating: LogRow(entry, host: "mirror.example.org"), count: 3)
        (run.mailCount, run.heldMailCount) = (3, 1)
        run.published = PublishedList(
            path: "/srv/www/mirrors/public", mirrorCount: 910, fileCount: 1024, isSigned: true)
        run.remarks = ["the list would shrink"]
        #expect(
            RegistrySamples.text.run(run, changeLimit: 1) == """
                dotdeb: 1,000 mirrors in 1 min 32 s: 900 good, 90 bad, 10 not judged
                  delist        17 mirror.example.org: degraded -> delisted, three bad days
                  ... and 2 more changes in the log
                  mails         3 written, 1 held back by the limit of a day
                  published     /srv/www/mirrors/public, 910 mirrors in 1,024 files, signed
                  note          the list would shrink

                """)
    }

    @Test("that judged nothing says why")
    func outage() {
        var run = RegistryRunReport(registry: "dotdeb", startedAt: RegistrySamples.now)
        (run.listingCount, run.unknownCount, run.ownOutage, run.isDryRun) = (1, 1, "the controls did not answer", true)
        run.isInterrupted = true
        #expect(
            RegistrySamples.text.run(run) == """
                dotdeb: 1 mirror in 0 s, interrupted: 1 not judged
                  own outage    nothing was judged: the controls did not answer
                  dry run       nothing was recorded, written or sent

                """)
    }
}

@Suite("Registries in JSON")
struct RegistryJSONTests {
    @Test("bear their schema, and the log no copy of a listing")
    func documents() throws {
        var entry = RegistrySamples.entry(.note, from: .pending, to: .pending)
        entry.before = try RegistrySamples.listing()
        let row = LogRow(entry, host: "mirror.example.org")
        let log = try jsonText(LogDocument(registry: "r", entries: [row]))
        #expect(log.contains(#""schema" : "mirrorward-registry-log-1""#) && log.contains(#""actor" : "person ada""#))
        #expect(log.contains(#""host" : "mirror.example.org""#) && !log.contains("contact"))
        let listing = try RegistrySamples.listing()
        var report = ListingReport(listing)
        report.check = CitedCheck(number: 12, report: RegistrySamples.report())
        let texts = [
            ("mirrorward-listing-1", try jsonText(ListingDocument(registry: "r", report: report))),
            (
                "mirrorward-listings-1",
                try jsonText(ListingsDocument(registry: "r", listings: [ListingSummary(listing)]))
            ),
            (
                "mirrorward-check-1",
                try jsonText(CheckDocument(addresses: listing.addresses, report: RegistrySamples.report()))
            ),
            (
                "mirrorward-registry-run-1",
                try jsonText(RegistryRunDocument(run: RegistryRunReport(registry: "r", startedAt: RegistrySamples.now)))
            ),
        ]
        for (schema, text) in texts { #expect(text.contains("\"schema\" : \"\(schema)\""), "\(text)") }
    }
}
