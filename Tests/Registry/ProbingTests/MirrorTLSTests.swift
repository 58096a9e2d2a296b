import Glibc
import MirrorRegistry
import Probing
import TestSupport
import Testing
import Timekeeping

@Suite struct MirrorTLSTests {
    private func report(
        _ archive: borrowing CheckedArchive, _ certificate: TestCertificate, trusting authority: String
    ) throws -> CheckReport {
        let mirror = try MirrorServer(archive.today, certificate: certificate)
        let settings = archive.settings {
            $0.http = testBounds(allowing: ["127.0.0.0/8"], authorities: authority)
        }
        let now = Instant(secondsSinceEpoch: Int64(time(nil)))
        let prober = try Prober(settings, reference: archive.reference(), clock: StoppedClock(now: now))
        return prober.check(ProbeWish(addresses: [try MirrorURL("https://mirror.example.org:\(mirror.server.port)/")]))
    }

    @Test func aCertificateThatEndsSoonIsToldOf() throws {
        let archive = try CheckedArchive()
        let authority = try TestAuthority()
        for (days, outcome) in [(60, CheckOutcome.passed), (7, .warned)] {
            let certificate = try authority.certificate(for: "mirror.example.org", days: days)
            let report = try report(archive, certificate, trusting: authority.path)
            let item = try #require(report.items(.tls).first, "\(report.lines)")
            #expect(item.outcome == outcome && report.faults.isEmpty, "\(report.lines)")
            #expect(item.reproduction?.hasPrefix("openssl s_client -connect mirror.example.org:") == true)
            #expect(report.facts.certificateKey?.count == 64 && report.facts.certificateExpires != nil)
            #expect(report.facts.workingSchemes == [.https])
        }
    }

    @Test func aCertificateThatIsNotTrustedFailsWithItsReason() throws {
        let archive = try CheckedArchive()
        let authority = try TestAuthority()
        let expired = try authority.certificate(for: "mirror.example.org", days: -1)
        let other = try authority.certificate(for: "other.example.org")
        for (certificate, kind) in [(expired, "expired"), (other, "other-name")] {
            let report = try report(archive, certificate, trusting: authority.path)
            let item = try #require(report.items(.tls).first, "\(report.lines)")
            #expect(item.outcome == .failed && item.evidence("failure") == kind, "\(report.lines)")
            #expect(report.facts.requestCount == 1 && report.facts.workingSchemes.isEmpty)
        }
    }
}
