import Scheduling
import Testing
import Timekeeping

@Suite("A permit")
struct PermitTests {
    static let samples: [Permit] = [
        permit(reading("2026-05-06 03:00"), outcome: nil),
        permit(reading("2026-05-06 23:50"), reading("2026-05-07 00:10"), outcome: .dropped),
        returned(reading("2026-05-06 03:00")),
        permit(reading("2026-05-09 03:00")).corrected(at: reading("2026-05-06 03:00", uptime: 60, boot: "boot-b")),
        permit(reading("2026-05-06 03:00"), upstream: UpstreamKey("/srv/with space, = and % und Ümlaut")),
        Permit(
            upstream: key, mirror: "debian", opened: reading("2026-05-06 03:00"), overrideReason: "new disk\nnew line"),
    ]

    @Test("is read back from the line that it is written as", arguments: samples)
    func encoded(permit: Permit) {
        let line = permit.encoded
        #expect(Permit(encoded: line) == permit)
        #expect(line.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        #expect(Permit(encoded: line + " later=unknown") == permit)
    }

    @Test("is not read from a line that was cut or changed")
    func broken() {
        let line = Self.samples[0].encoded
        for count in 0..<line.count where line.dropFirst(count).first != " " {
            #expect(Permit(encoded: String(line.prefix(count))) != Self.samples[0], "\(count) characters")
        }
        for broken in [
            "", "x", line.replacing("spent", with: "lent"), line.replacing("open", with: "closed"),
            line.replacing("debian", with: "%zz"), line.replacing("Z/", with: "/"),
            line.replacing("state=spent ", with: ""),
            line.replacing("2026-05-06", with: "2026-02-30"),
        ] {
            #expect(Permit(encoded: broken) == nil, "\(broken)")
        }
    }

    @Test("of the store and of the marker count both, and of one permit the longer record")
    func merged() {
        let short = permit(reading("2026-05-06 03:00"), outcome: .dropped)
        let long = permit(reading("2026-05-06 03:00"), reading("2026-05-06 03:20"))
        let other = permit(reading("2026-05-05 03:00"))
        #expect(mergedPermits(store: [other], marker: nil) == [other])
        #expect(mergedPermits(store: [], marker: short) == [short])
        #expect(mergedPermits(store: [other], marker: short) == [other, short])
        #expect(mergedPermits(store: [short, other], marker: long) == [long, other])
        #expect(mergedPermits(store: [long, other], marker: short) == [long, other])
    }

    @Test("counts as given back only where both records say so")
    func mergedReturn() {
        let spent = permit(reading("2026-05-06 03:00"), outcome: .neverReached)
        let back = returned(reading("2026-05-06 03:00"))
        #expect(mergedPermits(store: [back], marker: spent).map(\.isReturned) == [false])
        #expect(mergedPermits(store: [spent], marker: back).map(\.isReturned) == [false])
        #expect(mergedPermits(store: [back], marker: back).map(\.isReturned) == [true])
    }

    @Test("has of each connection the end and the correction that either record knows")
    func mergedConnections() {
        let open = permit(reading("2026-05-06 03:00"), outcome: nil)
        let refused = permit(reading("2026-05-06 03:00"), outcome: .accessDenied)
        let moved = open.corrected(
            at: reading("2026-05-07 04:00", uptime: reading("2026-05-06 04:00").secondsSinceBoot))
        #expect(mergedPermits(store: [open], marker: refused) == [refused])
        #expect(mergedPermits(store: [refused], marker: open) == [refused])
        #expect(mergedPermits(store: [open], marker: moved) == [moved])
        #expect(mergedPermits(store: [moved], marker: open) == [moved])
        #expect(moved != open)
    }

    @Test("is recorded where one of store and marker does not know it")
    func reconciled() {
        let now = reading("2026-05-07 04:00")
        let yesterday = permit(reading("2026-05-06 03:00"))
        let today = permit(reading("2026-05-07 03:00"))
        let foreign = permit(reading("2026-05-07 03:30"), mirror: "other")
        func missing(_ store: [Permit], _ marker: Permit?) -> PermitReconciliation {
            PermitReconciliation(store: store, marker: marker, mirror: "debian", at: now)
        }
        #expect(missing([yesterday, today], today).forStore.isEmpty)
        #expect(missing([yesterday, today], today).forMarker == nil)
        #expect(missing([], today).forStore == [today])
        #expect(missing([yesterday, today], nil).forMarker == today)
        #expect(missing([yesterday, today], yesterday).forMarker == today)
        // Learned from a record that was put back, and so recorded later: the last opening counts all the same.
        #expect(missing([today, yesterday], today).forMarker == nil)
        #expect(missing([foreign], nil).forMarker == nil)
        let set = reading("2026-05-09 04:00", uptime: now.secondsSinceBoot)
        let moved = PermitReconciliation(store: [today], marker: today, mirror: "debian", at: set)
        #expect(moved.forStore == [today.corrected(at: set)])
        #expect(moved.forMarker == today.corrected(at: set))
    }

    static let keys: [(String, String, Bool)] = [
        ("rsync://a:873/m", "rsync://a:873/m/", true), ("rsync://a:873/m", "rsync://a:873/m/debian", true),
        ("rsync://a:873/m/debian/dists", "rsync://a:873/m", true), ("rsync://a:873/m", "rsync://a:873/mirror", false),
        ("rsync://a:873/m", "rsync://b:873/m", false), ("/", "/srv", true), ("/srv/a", "/srv/b", false),
    ]

    @Test("is shared by keys that are equal or nested", arguments: keys)
    func overlap(left: String, right: String, overlaps: Bool) {
        #expect(UpstreamKey(left).overlaps(UpstreamKey(right)) == overlaps)
        #expect(UpstreamKey(right).overlaps(UpstreamKey(left)) == overlaps)
    }
}
