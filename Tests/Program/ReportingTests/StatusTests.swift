import Reporting
import Testing
import Timekeeping

@Suite("The status of a mirror")
struct StatusTests {
    static let now = Instant(CalendarDay(year: 2026, month: 11, day: 22), hour: 12)

    static func mirror() -> MirrorStatus {
        var mirror = MirrorStatus(
            name: "example", upstream: "rsync://rsync.example.org/debian/", root: "/srv/mirror/example",
            timeZone: "Europe/Berlin",
            next: NextSync(
                notBefore: now.adding(seconds: 60_000),
                reason: "one sync a day: the upstream was contacted at 2026-11-22 04:17 UTC"))
        mirror.served = ServedGeneration(name: "20261122T041733Z", publishedAt: now.adding(seconds: -27_000))
        mirror.suites = [
            SuiteStatus(
                name: "stable-proposed-updates", codename: "bookworm-proposed-updates",
                date: now.adding(seconds: -40_000),
                validUntil: now.adding(seconds: 600_000), packageCount: 63_440)
        ]
        mirror.lastSync = SyncStatus(
            startedAt: now.adding(seconds: -27_800), endedAt: now.adding(seconds: -27_000), exitStatus: 0,
            outcome: "published generation 20261122T041733Z", receivedByteCount: 1 << 30,
            log: "/var/log/mirrorward/example/20261122T041733Z.log")
        mirror.disk = DiskStatus(usedByteCount: 1 << 40, freeByteCount: 1 << 38, generationCount: 3)
        return mirror
    }

    static let full: MirrorStatus = {
        var mirror = StatusTests.mirror()
        mirror.running = RunningSync(startedAt: now, description: "process 4711, since 2026-11-22T11:59:00Z")
        mirror.held = "rolled back from 20261122T041733Z at 2026-11-22 11:00 UTC; `mirrorward resume example` ends that"
        mirror.remarks = [
            "the policy was overridden at 2026-11-22T04:17:33Z: the disk was replaced, and all is new here"
        ]
        mirror.findings = [
            FindingReport(
                severity: "error", code: "index-mismatch", path: "dists/bookworm/main/Packages.xz", message: "m",
                aptSays: "E: Hash Sum mismatch", hint: "wait", isBlocking: true)
        ]
        return mirror
    }()

    @Test("stays within 80 columns", arguments: [mirror(), full])
    func columns(mirror: MirrorStatus) {
        let text = StatusText(now: Self.now, zone: .utc).text(mirror, findingLimit: 3)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
        #expect(text.hasSuffix("\n") && !text.contains("\n\n"))
    }

    @Test("says when, how old and for how long")
    func content() {
        let text = StatusText(now: Self.now, zone: .utc).text(Self.mirror(), findingLimit: 3)
        let words = text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        for fact in [
            "served generation 20261122T041733Z, published 7 h 30 min ago",
            "stable-proposed-updates (bookworm-proposed-updates), dated 2026-11-22 00:53 UTC, 11 h 6 min ago, "
                + "63,440 packages, valid for 6 days 22 h",
            "last sync 2026-11-22 04:16 UTC: published generation 20261122T041733Z, 1.0 GiB received",
            "next sync from 2026-11-23 04:40 UTC (in 16 h 40 min): one sync a day",
            "disk 1.0 TiB used by 3 generations, 256 GiB free", "findings none",
        ] {
            #expect(words.contains(fact), "\(fact)\n\(text)")
        }
    }

    static let headlines: [(String, @Sendable (inout MirrorStatus) -> Void)] = [
        ("serving", { _ in }), ("held", { $0.held = "x" }), ("nothing published yet", { $0.served = nil }),
        ("serving an expired suite", { $0.suites[0].validUntil = now.adding(seconds: -1) }),
        ("serving, but what came last is invalid", { $0.lastSync?.exitStatus = 30 }),
        ("serving, but the last sync failed at the upstream", { $0.lastSync?.exitStatus = 20 }),
        ("serving, but the last sync failed on this machine", { $0.lastSync?.exitStatus = 40 }),
        ("serving", { $0.lastSync = nil }),
        (
            "serving, with findings",
            {
                $0.findings = [
                    FindingReport(
                        severity: "warning", code: "c", path: "", message: "m", aptSays: nil, hint: nil,
                        isBlocking: false)
                ]
            }
        ),
        (
            "serving",
            {
                $0.findings = [
                    FindingReport(
                        severity: "note", code: "c", path: "", message: "m", aptSays: nil, hint: nil, isBlocking: false)
                ]
            }
        ),
    ]

    @Test("has a headline", arguments: headlines.indices)
    func headline(index: Int) {
        let (expected, change) = Self.headlines[index]
        var mirror = Self.mirror()
        change(&mirror)
        let text = StatusText(now: Self.now, zone: .utc).text(mirror, findingLimit: 3)
        #expect(text.hasPrefix("example: \(expected)\n"))
    }

    @Test("of a mirror that never synced says so")
    func empty() {
        let mirror = MirrorStatus(
            name: "m", upstream: "u", root: "r", timeZone: "UTC",
            next: NextSync(notBefore: nil, reason: "nothing holds it back"))
        #expect(
            StatusText(now: Self.now, zone: .utc).text(mirror, findingLimit: 3) == """
                m: nothing published yet
                  upstream    u
                  served      nothing
                  last sync   none yet
                  next sync   now: nothing holds it back
                  findings    none

                """)
    }

    @Test("tells times in the zone of the mirror, with their distance")
    func times() throws {
        let times = LocalTimeText(zone: try TimeZoneRules(posix: "CET-1CEST,M3.5.0,M10.5.0/3"))
        #expect(times.minute(Self.now) == "2026-11-22 13:00 +01:00")
        #expect(try LocalTimeText(zone: TimeZoneRules(posix: "NST3:30")).minute(Self.now) == "2026-11-22 08:30 -03:30")
        for (seconds, text) in [
            (0, "just now"), (-59, "just now"), (-60, "1 min ago"), (30, "in 30 s"), (11_520, "in 3 h 12 min"),
            (-187_200, "2 days 4 h ago"),
        ] as [(Int64, String)] {
            #expect(times.distance(Self.now.adding(seconds: seconds), from: Self.now) == text)
        }
    }
}
