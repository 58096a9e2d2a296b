import MirrorRegistry
import Probing
import TestSupport
import Testing
import Timekeeping

@Suite struct ReferenceTests {
    private func fault(_ body: () throws -> ArchiveReference) -> ReferenceFault? {
        do {
            _ = try body()
            return nil
        } catch { return error as? ReferenceFault }
    }

    @Test func aDirectoryAndAServerShowTheSameArchive() throws {
        let archive = try CheckedArchive()
        let server = try MirrorServer(archive.today)
        var settings = archive.referenceSettings
        let local = try readReference(.directory(archive.todayPath), settings, now: archive.now)
        settings.suites = ["wren", "tern"]
        let remote = try readReference(.url(try server.url), settings, now: archive.now)
        #expect(local.suites.map(\.name) == ["tern", "wren"] && remote.seen == local.seen)
        #expect(local.seen.allSatisfy { $0.firstSeenAt == archive.now && $0.digest.count == 64 && $0.date != nil })
        #expect(remote.samples == local.samples && local.faults.isEmpty)
    }

    @Test func aSampleHoldsFilesOfThePoolWithTheirSizesAndDigests() throws {
        let archive = try CheckedArchive()
        let reference = try readReference(.directory(archive.todayPath), archive.referenceSettings, now: archive.now)
        #expect(reference.samples.count == 2)
        for sample in reference.samples {
            #expect(!sample.files.isEmpty && Set(sample.files.map(\.path)).count == sample.files.count)
            for file in sample.files {
                let bytes = try #require(archive.today[file.path], "\(file.path)")
                #expect(file.byteCount == Int64(bytes.count) && file.digest == sha256(bytes))
            }
            // Release lists the unpacked forms too, which the archive does not keep.
            for index in sample.indexes where index.path.hasSuffix(".gz") {
                let bytes = try #require(archive.today[index.path], "\(index.path)")
                #expect(index.digest == sha256(bytes))
            }
        }
    }

    @Test func aSampleIsBoundedAndNotDrawnTwice() throws {
        var large = TestArchive.small
        large.suites[0].packages += (0..<200).map { TestArchive.Package("package-\($0)", "1.0") }
        let archive = try CheckedArchive(large)
        var settings = archive.referenceSettings
        settings.sampleCount = 16
        let first = try readReference(.directory(archive.todayPath), settings, now: archive.now)
        #expect(first.samples.allSatisfy { $0.files.count <= 16 })
        settings.sampled = Set(first.suites.map(\.digest))
        let second = try readReference(.directory(archive.todayPath), settings, now: archive.now)
        #expect(
            second.samples.isEmpty && second.remembering(first.seen, samples: first.samples).samples == first.samples)
    }

    @Test func whatIsRememberedKeepsTheTimeAtWhichItWasSeen() throws {
        let archive = try CheckedArchive()
        let earlier = Instant(CalendarDay(year: 2024, month: 1, day: 7))
        let first = try readReference(.directory(archive.todayPath), archive.referenceSettings, now: earlier)
        let later = try readReference(.directory(archive.todayPath), archive.referenceSettings, now: archive.now)
        let suite = try #require(later.suites.first)
        let before = SeenRelease(
            suite: suite.name, digest: String(repeating: "0", count: 64), date: nil,
            firstSeenAt: earlier.adding(seconds: -60))
        let history = later.remembering(first.seen + [before]).history
        let placement = history.placement(suite: suite.name, digest: before.digest, date: nil, now: archive.now)
        #expect(placement == .behind(generations: 1, lagSeconds: archive.now.seconds(since: earlier)))
    }

    @Test func aServerNeedsSuitesAndAnArchiveWithoutAnyIsNone() throws {
        let archive = try CheckedArchive()
        let server = try MirrorServer([:])
        var settings = archive.referenceSettings
        let url = try server.url
        #expect(fault { try readReference(.url(url), settings, now: archive.now) } == .noSuites)
        let empty = archive.directory.path
        #expect(
            fault { try readReference(.directory(empty), settings, now: archive.now) }
                == .noSuiteFound(directory: empty))
        settings.suites = ["wren"]
        guard
            case .nothingReadable(.suite("wren", _))? = fault({
                try readReference(.url(url), settings, now: archive.now)
            })
        else {
            Issue.record("an archive without InRelease was read")
            return
        }
    }

    @Test func aForeignSignatureAndNamesThatLeadOutAreFaultsOfTheirSuite() throws {
        let archive = try CheckedArchive()
        let foreign = try SigningKey()
        var files = archive.today
        let other = try TestArchive.small.files(signedBy: foreign)
        files["dists/tern/InRelease"] = other["dists/tern/InRelease"]
        let server = try MirrorServer(files)
        var settings = archive.referenceSettings
        settings.suites = ["wren", "tern", "../../etc"]
        let reference = try readReference(.url(try server.url), settings, now: archive.now)
        #expect(reference.suites.map(\.name) == ["wren"])
        #expect(reference.faults.count == 2 && reference.faults.allSatisfy { !$0.message.contains("\n") })
        #expect(reference.faults.contains(.suite("../../etc", .unsafeName)))
        #expect(
            reference.faults.contains { $0.message.hasPrefix("suite tern of the archive: signed by") },
            "\(reference.faults)")
        #expect(!server.requests.contains { $0.contains("etc") })
    }

    @Test func aReleaseWithADetachedSignatureAndAFlatArchiveAreReadToo() throws {
        let archive = try CheckedArchive()
        let flat = TestFlatArchive("vendor", packages: [TestArchive.Package("tool", "1.0")])
        var files = try flat.files(signedBy: archive.key)
        files["vendor/InRelease"] = nil
        let server = try MirrorServer(
            Dictionary(uniqueKeysWithValues: files.map { (String($0.key.dropFirst(7)), $0.value) }))
        var settings = archive.referenceSettings
        settings.suites = ["./"]
        let reference = try readReference(.url(try server.url), settings, now: archive.now)
        #expect(reference.suites.first?.hasInRelease == false)
        #expect(reference.samples.first?.files.map(\.path) == ["tool_1.0_amd64.deb"])
        let prober = try Prober(archive.settings(), reference: reference, clock: StoppedClock(now: archive.now))
        let report = prober.check(ProbeWish(addresses: [try server.url]))
        #expect(report.faults.isEmpty && report.outcome(.generation) == .passed, "\(report.lines)")
        #expect(report.outcome(.index) == .passed && report.outcome(.signature) == .passed, "\(report.lines)")
    }
}
