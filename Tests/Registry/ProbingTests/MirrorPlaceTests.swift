import MirrorRegistry
import Probing
import TestSupport
import Testing
import Timekeeping

@Suite struct MirrorPlaceTests {
    @Test func aPortWhereNobodyListensIsAskedOnce() throws {
        let archive = try CheckedArchive()
        let prober = try Prober(
            archive.settings(), reference: archive.reference(), clock: StoppedClock(now: archive.now))
        let url = try MirrorURL("http://127.0.0.1:\(try freePort())/")
        let report = prober.check(ProbeWish(addresses: [url]))
        #expect(report.outcome(.connection) == .failed && report.facts.requestCount == 1, "\(report.lines)")
        #expect(report.items(.bounds).count == 1)
    }

    @Test func anAddressThatIsNotPublicIsNeverContacted() throws {
        let archive = try CheckedArchive()
        let mirror = try MirrorServer(archive.today)
        var settings = archive.settings()
        settings.http = testBounds(allowing: [], names: ["mirror.example.org": ["127.0.0.1"]])
        let prober = try Prober(settings, clock: StoppedClock(now: archive.now))
        for host in ["127.0.0.1", "mirror.example.org"] {
            let report = prober.check(ProbeWish(addresses: [try MirrorURL("http://\(host):\(mirror.server.port)/")]))
            #expect(report.outcome == .failed && mirror.server.connectionCount == 0, "\(report.lines)")
        }
    }

    @Test(arguments: ["http://127.9.9.9/", "http://169.254.169.254/", "http://[::1]/"])
    func aRedirectToAnAddressThatIsNotPublicFails(target: String) throws {
        let archive = try CheckedArchive()
        let mirror = try MirrorServer([:]) { connection, _ in connection.redirect(to: target) }
        var settings = archive.settings()
        settings.http = testBounds(allowing: ["127.0.0.1/32"])
        let prober = try Prober(settings, reference: archive.reference(), clock: StoppedClock(now: archive.now))
        let report = prober.check(ProbeWish(addresses: [try mirror.url]))
        #expect(report.faults.isEmpty == false && report.facts.requestCount == 1, "\(report.lines)")
        #expect(report.faults.contains { $0.code == .redirect || $0.code == .addresses }, "\(report.lines)")
    }

    @Test func aRedirectThatIsFollowedIsTold() throws {
        let archive = try CheckedArchive()
        let other = try MirrorServer(archive.today)
        let target = other.server.authority
        let mirror = try MirrorServer([:]) { connection, path in connection.redirect(to: "http://\(target)/\(path)") }
        let report = try archive.report(on: mirror)
        #expect(report.faults.isEmpty && report.outcome(.redirect) == .passed, "\(report.lines)")
        #expect(report.facts.requestCount <= 40)
    }

    @Test func theTraceSaysWhoRunsIt() throws {
        let archive = try CheckedArchive()
        let trace = """
            Fri Jan 19 23:00:00 UTC 2024
            Running on host: M1.Example.org
            Sponsor: Example SARL <https://sponsor.example.org/>
            Maintainer: A. Nother <mirror@example.org>
            Country: fr
            Location: Paris
            Throughput: 10Gb
            Architectures: amd64 arm64 source
            """
        let files = archive.today.merging([
            "project/trace/_traces": Array("archive.example.org\nm1.example.org\n".utf8),
            "project/trace/m1.example.org": Array(trace.utf8),
        ]) { $1 }
        let report = try archive.report(on: files)
        let fields = report.facts.presumed
        #expect(fields.sponsor == "Example SARL" && fields.sponsorURL == "https://sponsor.example.org/")
        #expect((fields.maintainer, fields.country, fields.location) == ("A. Nother", "FR", "Paris"))
        #expect((fields.bandwidth, fields.contact) == ("10Gb", nil))
        #expect(fields.architectures == ["amd64", "arm64", "source"])
        #expect(fields.presumed == [.sponsor, .maintainer, .country, .location, .bandwidth, .architectures])
        #expect(report.facts.traceHost == "m1.example.org" && report.facts.lastSync?.iso8601 == "2024-01-19T23:00:00Z")
        #expect(report.facts.answerDigest?.count == 64)
    }

    @Test(arguments: ["project/trace/127.0.0.1", ".well-known/mirrorward.txt", ""])
    func theProofIsFoundWhereItStands(path: String) throws {
        let archive = try CheckedArchive()
        let token = "k7f3token"
        var files = archive.today
        if !path.isEmpty {
            files[path] = Array("Fri Jan 19 23:00:00 UTC 2024\nMirrorward-Proof: \(token)\n".utf8)
        }
        let report = try archive.report(on: MirrorServer(files), token: token)
        #expect(report.facts.isProofSeen == !path.isEmpty, "\(report.lines)")
        #expect(report.outcome(.proof) == (path.isEmpty ? .warned : .passed))
        #expect(try archive.report(on: MirrorServer(files), token: "k7f3").facts.isProofSeen == false)
    }

    @Test func aModuleThatIsNotThereFailsAndOneThatIsThereLists() throws {
        let archive = try CheckedArchive()
        let daemon = try RsyncDaemon(
            in: archive.directory.path, modules: ["archive": ["path = \(archive.todayPath)", "read only = yes"]])
        var settings = archive.settings()
        settings.rsync = "/usr/bin/rsync"
        let prober = try Prober(settings, reference: archive.reference(), clock: StoppedClock(now: archive.now))
        let good = prober.check(ProbeWish(addresses: [try MirrorURL(daemon.url("archive"))]))
        #expect(good.outcome(.rsync) == .passed && good.facts.workingSchemes == [.rsync], "\(good.lines)")
        let bad = prober.check(ProbeWish(addresses: [try MirrorURL(daemon.url("other"))]))
        #expect(bad.outcome(.rsync) == .failed && bad.facts.workingSchemes.isEmpty, "\(bad.lines)")
        #expect(bad.items(.rsync).first?.reproduction?.hasPrefix("rsync --list-only") == true)
        let deep = prober.check(ProbeWish(addresses: [try MirrorURL(daemon.url("archive") + "pool/")]))
        #expect(deep.outcome(.rsync) == .failed, "\(deep.lines)")
    }

    @Test func theProofIsFoundInDNS() throws {
        let archive = try CheckedArchive()
        let names = try FakeNameServer { query in FakeNameServer.text([["Mirrorward-Proof: ", "k7f3token"]], to: query)
        }
        let mirror = try MirrorServer(archive.today)
        var settings = archive.settings()
        settings.http = testBounds()
        settings.nameServer = NameServer(address: "127.0.0.1", port: names.port)
        let prober = try Prober(settings, reference: archive.reference(), clock: StoppedClock(now: archive.now))
        let url = try MirrorURL("http://mirror.example.org:\(mirror.server.port)/")
        for (token, isSeen) in [("k7f3token", true), ("another", false)] {
            let report = prober.check(ProbeWish(addresses: [url], proofToken: token))
            #expect(report.facts.isProofSeen == isSeen, "\(report.lines)")
            #expect(report.items(.proof).first?.reproduction == "dig +short TXT _mirrorward.mirror.example.org")
        }
    }

    @Test func eachFamilyOfAddressesIsAskedAlone() throws {
        let archive = try CheckedArchive()
        let mirror = try MirrorServer(archive.today)
        var settings = archive.settings()
        settings.http = testBounds(
            allowing: ["127.0.0.1/32", "::1/128"], names: ["mirror.example.org": ["127.0.0.1", "::1"]])
        let prober = try Prober(settings, reference: archive.reference(), clock: StoppedClock(now: archive.now))
        let wish = ProbeWish(addresses: [try MirrorURL("http://mirror.example.org:\(mirror.server.port)/")])
        let half = prober.check(wish)
        #expect(half.outcome(.addressFamily) == .warned && half.faults.isEmpty, "\(half.lines)")
        #expect((half.facts.answersIPv4, half.facts.answersIPv6) == (true, false))
        let other = try MirrorServer(archive.today, at: "::1", port: mirror.server.port)
        let whole = prober.check(wish)
        #expect(whole.outcome(.addressFamily) == .passed && other.requests.isEmpty == false, "\(whole.lines)")
        #expect((whole.facts.answersIPv4, whole.facts.answersIPv6) == (true, true))
    }
}
