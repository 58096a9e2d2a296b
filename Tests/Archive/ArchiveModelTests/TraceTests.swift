import ArchiveModel
import Testing
import Timekeeping

@Suite("A trace")
struct TraceTests {
    @Test("is written as ftpsync writes it and comes back")
    func roundTrip() {
        var trace = Trace(date: Instant(secondsSinceEpoch: 1_795_321_053))
        trace.started = Instant(secondsSinceEpoch: 1_795_320_000)
        trace.archiveSerial = "2026112203"
        trace.creator = "mirrorward 1.0"
        trace.host = "mirror.example.org"
        trace.maintainer = "Operator <operator@example.org>"
        trace.suites = ["bookworm", "trixie"]
        trace.architectures = ["all", "amd64", "source"]
        trace.upstreamMirror = "rsync.example.org"
        trace.receivedByteCount = 123_456
        trace.transferSeconds = 100
        trace.proofToken = "mw-4f2a"
        #expect(
            trace.text == """
                Sun Nov 22 04:17:33 UTC 2026
                Date: Sun, 22 Nov 2026 04:17:33 +0000
                Date-Started: Sun, 22 Nov 2026 04:00:00 +0000
                Archive serial: 2026112203
                Creator: mirrorward 1.0
                Running on host: mirror.example.org
                Maintainer: Operator <operator@example.org>
                Suites: bookworm trixie
                Architectures: all amd64 source
                Architectures-Configuration: ALL
                Upstream-mirror: rsync.example.org
                Total bytes received in rsync: 123456
                Total time spent in stage1 rsync: 100
                Total time spent in stage2 rsync: 0
                Total time spent in rsync: 100
                Average rate: 1234 B/s
                Mirrorward-Proof: mw-4f2a

                """)
        let read = Trace(reading: Array(trace.text.utf8))
        #expect(read.text == trace.text)
        #expect(read.date == trace.date && read.started == trace.started && read.proofToken == trace.proofToken)
        #expect(read["average RATE"] == "1234 B/s")
    }

    @Test("leaves out what is not known and never makes a line of a value")
    func sparse() {
        var trace = Trace(date: Instant(secondsSinceEpoch: 0))
        trace.host = "a\nForged: b"
        trace.transferSeconds = 0
        trace.receivedByteCount = 5
        let lines = trace.text.split(separator: "\n")
        #expect(lines.contains("Running on host: a Forged: b"))
        #expect(!lines.contains { $0.hasPrefix("Average") || $0.hasPrefix("Maintainer") })
    }

    static let dates: [(String, String?)] = [
        ("Sun Nov 22 04:17:33 UTC 2026", "2026-11-22T04:17:33Z"),
        ("Sun Nov  1 04:17:33 UTC 2026", "2026-11-01T04:17:33Z"),
        ("Sun 22 Nov 2026 04:17:33 AM UTC", "2026-11-22T04:17:33Z"),
        ("Sun 22 Nov 2026 12:17:33 AM UTC", "2026-11-22T00:17:33Z"),
        ("Sun 22 Nov 2026 12:17:33 PM UTC", "2026-11-22T12:17:33Z"),
        ("Sun, 22 Nov 2026 06:17:33 +0200", "2026-11-22T04:17:33Z"),
        ("Sun, 22 Nov 2026 04:17:33 -0130", "2026-11-22T05:47:33Z"),
        ("22 November 2026 04:17:33 GMT", "2026-11-22T04:17:33Z"),
        ("Sun Nov 22 04:17:33 CEST 2026", nil), ("Sun Nov 22 UTC 2026", nil), ("So 22. Nov 04:17:33 UTC 2026", nil),
        ("", nil), ("<html>", nil), ("Sun 22 Nov 2026 13:17:33 PM UTC", nil), ("Sun Nov 22 04:17:33 +0260 2026", nil),
    ]

    @Test("has a date in any of the usual forms", arguments: dates)
    func date(text: String, expected: String?) {
        #expect(Instant(traceDate: text)?.iso8601 == expected)
        #expect(Trace(reading: Array("\(text)\nCreator: x\n".utf8)).date?.iso8601 == expected)
    }

    @Test(
        "with a date is read back as it was written, in all years of four digits",
        arguments: [
            "Sat Jan 6 10:00:00 UTC 0224", "Sat, 01 Jan 0000 00:00:00 +0000", "Fri, 31 Dec 9999 23:59:59 +0000",
        ])
    func years(text: String) throws {
        let date = try #require(Instant(traceDate: text))
        #expect(Trace(reading: Array(Trace(date: date).text.utf8)).date == date)
        #expect(Instant(traceDate: date.traceDate) == date && Instant(traceDate: date.rfc2822) == date)
    }

    @Test("is without a date where the zone leads out of those years")
    func yearsBeyond() {
        #expect(Instant(traceDate: "Sat, 01 Jan 0000 00:00:00 +0001") == nil)
        #expect(Instant(traceDate: "Fri, 31 Dec 9999 23:59:59 -0001") == nil)
    }

    @Test("of an archive's own making is read as far as it goes")
    func foreign() {
        let text = """
            Sun Nov 22 02:00:00 UTC 2026\r
            Using dak v1
            Running on host: archive.example.org
            Archive serial: 2026112201
            Date: Sun, 22 Nov 2026 02:00:01 +0000
            Revision:
            Architectures: all amd64 \u{1B}[31m
            """
        let trace = Trace(reading: Array(text.utf8) + [0xFF, 0x0A])
        #expect(trace.date?.iso8601 == "2026-11-22T02:00:01Z")
        #expect(trace.host == "archive.example.org" && trace.archiveSerial == "2026112201")
        #expect(trace["Revision"] == nil && trace.creator == nil && trace.receivedByteCount == nil)
        #expect(Trace(reading: []).date == nil)
    }
}
