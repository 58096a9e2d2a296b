import Scheduling
import Testing
import Timekeeping

@Suite("Splay")
struct SplayTests {
    @Test("is always the same for a host and an upstream")
    func stable() {
        #expect(splay(hostName: "mirror.example.org", upstream: key, limit: 3600) == 1594)
        #expect(splay(hostName: "mirror.example.org", upstream: key, limit: 0) == 0)
    }

    @Test("spreads hosts with similar names evenly")
    func even() {
        var buckets = [Int](repeating: 0, count: 10)
        for number in 0..<10_000 {
            let seconds = splay(hostName: "mirror\(number).example.org", upstream: key, limit: 3599)
            #expect((0...3599).contains(seconds))
            buckets[Int(seconds) / 360] += 1
        }
        // 1000 in each, and five standard deviations.
        #expect(buckets.allSatisfy { (850...1150).contains($0) }, "\(buckets)")
    }

    static let delays: [(String, Int64)] = [
        ("2026-05-06 12:00", 1800), ("2026-05-06 23:20", 1800), ("2026-05-06 23:40", 1140), ("2026-05-06 23:59:30", 0),
    ]

    @Test("never carries a start over midnight", arguments: delays)
    func midnight(now: String, delay: Int64) {
        let facts = PolicyFacts(now: reading(now), zone: .utc, mirror: "debian", upstream: key, splay: 1800)
        #expect(facts.decision(for: .due) == .allowed(Allowance(grant: .newPermit, delay: delay)))
        #expect(facts.decision(for: .named) == .allowed(Allowance(grant: .newPermit)))
    }

    @Test("ends before midnight where the clock goes back at midnight too")
    func clockGoesBack() throws {
        let beirut = try TimeZoneRules(posix: "EET-2EEST,M3.5.0/0,M10.5.0/0")
        // 23:30 on 24 October, half an hour before the clock goes back to 23:00.
        let facts = PolicyFacts(
            now: reading("2026-10-24 20:30"), zone: beirut, mirror: "debian", upstream: key, splay: 10_000)
        #expect(facts.decision(for: .due) == .allowed(Allowance(grant: .newPermit, delay: 90 * 60 - 60)))
    }
}
