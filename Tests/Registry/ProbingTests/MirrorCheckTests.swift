import MirrorRegistry
import Probing
import TestSupport
import Testing
import Timekeeping

@Suite struct MirrorCheckTests {
    @Test func aSoundMirrorPassesEveryCheckWithinTheBounds() throws {
        let archive = try CheckedArchive()
        var files = archive.today
        files["project/trace/127.0.0.1"] = Array("Fri Jan 19 23:00:00 UTC 2024\nRunning on host: m1.example.org\n".utf8)
        let mirror = try MirrorServer(files)
        let report = try archive.report(on: mirror)
        #expect(report.outcome == .passed || report.items.allSatisfy { $0.outcome <= .passed }, "\(report.lines)")
        let codes: Set<CheckCode> = [
            .url, .addresses, .connection, .release, .signature, .validity, .generation, .mixture, .index, .byHash,
            .poolSize, .poolContent, .range, .trace, .speed, .sameServer, .bounds,
        ]
        #expect(Set(report.items.map(\.code)) == codes, "\(report.lines)")
        #expect(report.facts.suites.keys.sorted() == ["tern", "wren"])
        #expect(report.facts.suites.values.allSatisfy { $0.generationsBehind == 0 && $0.lagSeconds == 0 })
        #expect(report.facts.lagSeconds == 0 && report.facts.hasArchive && report.facts.workingSchemes == [.http])
        #expect(report.facts.traceHost == "m1.example.org")
        #expect(report.facts.requestCount == mirror.requests.count && mirror.requests.count <= 40)
        #expect(mirror.server.connectionCount == 1)
        #expect(report.items.allSatisfy { !$0.summary.contains("\n") && !$0.summary.isEmpty })
    }

    @Test func withoutTheArchiveAMirrorIsLookedAtByItself() throws {
        let archive = try CheckedArchive()
        let mirror = try MirrorServer(
            archive.today.merging(["dists/": Array(#"<a href="../">up</a> <a href="wren/">wren/</a>"#.utf8)]) { $1 })
        let prober = try Prober(archive.settings(), clock: StoppedClock(now: archive.now))
        let report = prober.check(ProbeWish(addresses: [try mirror.url]))
        #expect(report.faults.isEmpty, "\(report.lines)")
        #expect(report.outcome(.generation) == .skipped && report.outcome(.signature) == .passed)
        #expect(report.outcome(.poolContent) == .passed, "\(report.lines)")
        #expect(report.facts.suites.keys.sorted() == ["wren"])
    }

    @Test func withoutAKeyringTheSignatureIsSkippedWithItsReason() throws {
        let archive = try CheckedArchive()
        let report = try archive.report(on: archive.today) { $0.keyrings = [] }
        #expect(report.outcome(.signature) == .skipped && report.faults.isEmpty, "\(report.lines)")
    }

    @Test func anArchiveSignedByAnotherKeyIsCondemned() throws {
        let archive = try CheckedArchive()
        let foreign = try SigningKey()
        let report = try archive.report(on: TestArchive.small.files(signedBy: foreign))
        #expect(report.outcome == .condemned)
        let item = try #require(report.items(.signature).first)
        #expect(item.outcome == .condemned && item.summary == "signed by a foreign key")
        #expect(item.evidence("found")?.count == 16)
        #expect(item.reproduction?.contains("gpgv --keyring") == true)
        #expect(report.facts.workingSchemes.isEmpty && report.items(.index).isEmpty)
    }

    @Test func aTextThatIsNotWhatWasSignedIsCondemned() throws {
        let archive = try CheckedArchive()
        var files = archive.today
        let text = String(decoding: files["dists/wren/InRelease"] ?? [], as: UTF8.self)
        files["dists/wren/InRelease"] = Array(text.replacing("Label: Test", with: "Label: Best").utf8)
        #expect(try archive.report(on: files).items(.signature).map(\.outcome).contains(.condemned))
    }

    @Test func todaysInReleaseOverYesterdaysIndexesIsAMixture() throws {
        let archive = try CheckedArchive(dayCount: 3)
        var files = archive.days[1]
        for suite in ["wren", "tern"] {
            files["dists/\(suite)/InRelease"] = archive.today["dists/\(suite)/InRelease"]
        }
        let report = try archive.report(on: files) { $0.indexCount = 8 }
        #expect(report.outcome(.generation) == .passed)
        let item = try #require(report.items(.mixture).first { $0.outcome == .failed }, "\(report.lines)")
        #expect(item.summary.hasPrefix("parts of two generations"))
        #expect(item.evidence("that of the release")?.count == 64, "\(report.lines)")
        #expect(report.outcome(.index) == .failed)
    }

    @Test func suitesOfTwoGenerationsAreNoMixture() throws {
        let archive = try CheckedArchive(dayCount: 3)
        var files = archive.today
        for (path, bytes) in archive.days[1] where path.hasPrefix("dists/tern/") { files[path] = bytes }
        let report = try archive.report(on: files) { $0.staleAfterSeconds = 1_000_000_000 }
        #expect(report.outcome(.mixture) == .passed && report.faults.isEmpty, "\(report.lines)")
        #expect(report.facts.suites["tern"]?.generationsBehind == 1)
    }

    @Test func aMirrorTwoGenerationsBehindIsStale() throws {
        let archive = try CheckedArchive(dayCount: 3)
        let report = try archive.report(on: archive.days[0])
        let item = try #require(report.items(.generation).first)
        #expect(item.outcome == .failed && item.summary.contains("2 generations behind"))
        #expect(report.facts.suites["wren"]?.generationsBehind == 2)
        // From the noon of the 7th, when the one after it appeared.
        #expect(report.facts.lagSeconds == Int64(12 * 86_400 + 43_200))
        #expect(report.faults.allSatisfy { $0.code == .generation }, "\(report.lines)")
        #expect(report.outcome(.poolSize) == .passed)
    }

    @Test func aPageOfHTMLForEverythingIsNoArchive() throws {
        let archive = try CheckedArchive()
        let mirror = try MirrorServer([:]) { connection, _ in
            connection.answer("<!DOCTYPE html><title>Hello</title>", fields: "Content-Type: text/html\r\n")
        }
        let report = try archive.report(on: mirror)
        #expect(report.outcome == .failed && !report.facts.hasArchive)
        #expect(report.items(.release).allSatisfy { $0.evidence("found") == "a page of HTML" }, "\(report.lines)")
        #expect(report.items(.trace).map(\.outcome) == [.warned])
    }

    @Test func anExpiredReleaseFailsWhereTheArchivesOwnIsYounger() throws {
        var small = TestArchive.small
        small.suites[0].validUntil = small.suites[0].date.adding(seconds: 7 * 86_400)
        let archive = try CheckedArchive(small, dayCount: 3)
        let report = try archive.report(on: archive.days[0]) { $0.staleAfterSeconds = 1_000_000_000 }
        let item = try #require(report.items(.validity).first { $0.outcome == .failed }, "\(report.lines)")
        #expect(item.summary.hasPrefix("it expired 6 days"))
        // The archive's own has expired as well: no fault of a mirror.
        #expect(try archive.report(on: archive.today).outcome(.validity) == .warned)
    }

    @Test func aMirrorMayLeaveOutSuitesAndArchitecturesButNotAll() throws {
        let archive = try CheckedArchive()
        let partial = archive.today.filter { path, _ in
            !path.hasPrefix("dists/tern/") && !path.contains("arm64") && !path.contains("/contrib/")
        }
        let report = try archive.report(on: partial) { $0.indexCount = 12 }
        #expect(report.faults.isEmpty, "\(report.lines)")
        #expect(report.items(.release).contains { $0.outcome == .warned && $0.summary == "suite tern is not carried" })
        #expect(report.items(.index).contains { $0.outcome == .warned && $0.summary.hasPrefix("not carried") })
        let bare = archive.today.filter { $0.key.hasSuffix("Release") }
        #expect(try archive.report(on: bare).outcome(.index) == .failed)
        #expect(try archive.report(on: [:]).outcome(.release) == .failed)
    }
}
