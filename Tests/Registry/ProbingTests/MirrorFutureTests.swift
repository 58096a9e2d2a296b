import MirrorRegistry
import Probing
import TestSupport
import Testing
import Timekeeping

@Suite struct MirrorFutureTests {
    /// A mirror that serves the third day of an archive that was read on the second, at that moment.
    private func report(
        _ archive: borrowing CheckedArchive, source: ArchiveSource, rereads: Bool, now: Instant? = nil
    ) throws -> CheckReport {
        var settings = archive.referenceSettings
        settings.suites = ["wren", "tern"]
        let reference = try readReference(source, settings, now: archive.now)
        let prober = try Prober(
            archive.settings(), reference: reference, clock: StoppedClock(now: now ?? archive.now),
            rereading: rereads ? settings : nil)
        let mirror = try MirrorServer(archive.days[2])
        return prober.check(ProbeWish(addresses: [try mirror.url]))
    }

    @Test func whatTheArchivePublishedMeanwhileIsItsPresentGeneration() throws {
        let archive = try CheckedArchive(dayCount: 3)
        let upstream = try MirrorServer(archive.days[1])
        var settings = archive.referenceSettings
        settings.suites = ["wren", "tern"]
        let reference = try readReference(.url(try upstream.url), settings, now: archive.now)
        let newer = try MirrorServer(archive.days[2])
        // The archive moves on after it was read.
        let moved = ArchiveReference(
            source: .url(try newer.url), readAt: archive.now, suites: reference.suites, samples: reference.samples)
        let prober = try Prober(
            archive.settings(), reference: moved, clock: StoppedClock(now: archive.now), rereading: settings)
        let report = prober.check(ProbeWish(addresses: [try newer.url]))
        #expect(report.faults.isEmpty && report.facts.lagSeconds == 0, "\(report.lines)")
        #expect(report.items(.generation).allSatisfy { $0.summary.contains("published during these checks") })
    }

    @Test func whatTheArchiveDoesNotServeIsAFault() throws {
        let archive = try CheckedArchive(dayCount: 3)
        let upstream = try MirrorServer(archive.days[1])
        for rereads in [true, false] {
            let report = try report(archive, source: .url(try upstream.url), rereads: rereads)
            #expect(report.outcome(.generation) == .failed, "\(report.lines)")
        }
    }

    @Test func aDateInTheFutureIsCondemned() throws {
        let archive = try CheckedArchive(dayCount: 3)
        let upstream = try MirrorServer(archive.days[1])
        let before = Instant(CalendarDay(year: 2024, month: 1, day: 7), hour: 12)
        let report = try report(archive, source: .url(try upstream.url), rereads: true, now: before)
        #expect(report.outcome(.generation) == .condemned, "\(report.lines)")
    }
}
