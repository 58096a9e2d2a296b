import Configuration
import MirrorRegistry
import Posix
package import Reporting
import StateStore
import Timekeeping

/// How a daily run is wished.
package struct RegistryRunWish: Sendable {
    /// Checks alone: nothing is recorded, mailed or published.
    package var isDryRun: Bool
    /// Publishes although the list becomes much shorter.
    package var isConfirmed: Bool
    /// Whether failing mirrors are checked again, with pauses.
    package var hasRetries: Bool

    package init(isDryRun: Bool = false, isConfirmed: Bool = false, hasRetries: Bool = true) {
        self.isDryRun = isDryRun
        self.isConfirmed = isConfirmed
        self.hasRetries = hasRetries
    }
}

extension OpenRegistry {
    /// The daily run: reads the spool, checks every mirror, judges the day, writes mails, publishes.
    ///
    /// - Throws: `Failure.locked` while another run of the registry is on.
    package func runDaily(_ wish: RegistryRunWish, _ observer: RegistryObserver) throws(Failure) -> RegistryRunReport {
        let lock = try takeRunLock()
        var report = RegistryRunReport(registry: name, startedAt: now)
        report.isDryRun = wish.isDryRun
        let run = wish.isDryRun ? nil : try beginRun()
        do throws(Failure) { try perform(wish, observer, &report) } catch {
            // A run that a kill cut off has no end either: that it failed is for the record, not for what follows.
            if let run { try? endRun(run, report, .interrupted) }
            throw error
        }
        report.seconds = max(0, now.seconds(since: report.startedAt))
        if let run { try endRun(run, report, report.ownOutage == nil ? .judged : .ownOutage) }
        lock.release()
        return report
    }

    private func perform(
        _ wish: RegistryRunWish, _ observer: RegistryObserver, _ report: inout RegistryRunReport
    ) throws(Failure) {
        if !wish.isDryRun { try readSubmissions(&report) }
        let checks = try checkAll(wish, observer)
        report.count(checks)
        if let outage = checks.outage {
            report.ownOutage = outage.message
            if !wish.isDryRun { try recordOutage(checks) }
        } else {
            try draw(checks, isDryRun: wish.isDryRun, &report)
        }
        if !wish.isDryRun { try publishAfterRun(wish, &report) }
    }

    /// Judges and writes mails; in a dry run all of it is taken back, and the mails are only shown.
    private func draw(_ checks: RunChecks, isDryRun: Bool, _ report: inout RegistryRunReport) throws(Failure) {
        guard isDryRun else {
            try judge(checks, &report)
            return try sendNotices(checks, &report)
        }
        var rehearsed = report
        try rehearse { () throws(Failure) in
            try judge(checks, &rehearsed)
            try sendNotices(checks, &rehearsed)
        }
        report = rehearsed
    }

    private func takeRunLock() throws(Failure) -> FileLock {
        let path = program.lockPath(of: configuration, "run")
        let holder = program.lockHolder
        let lock = try Failure.ofSystem { () throws(SystemCallError) in try FileLock.acquire(path, holder: holder) }
        if let held = consume lock { return held }
        throw .locked(mirror: name, kind: "registry", holder: FileLock.holder(path) ?? "unknown")
    }

    private func beginRun() throws(Failure) -> Int64 {
        try stored { () throws(StateStoreError) in try store.beginRun(of: name, at: now) }
    }

    private func endRun(
        _ id: Int64, _ report: RegistryRunReport, _ outcome: RegistryRunRecord.Outcome
    ) throws(Failure) {
        var run = RegistryRunRecord(startedAt: report.startedAt)
        run.endedAt = now
        run.outcome = outcome
        run.reason = report.ownOutage
        run.goodCount = report.goodCount
        run.warnedCount = report.warnedCount
        run.badCount = report.badCount
        run.condemnedCount = report.condemnedCount
        run.unknownCount = report.unknownCount
        run.changeCount = report.changes.count
        run.mailCount = report.mailCount
        try stored { () throws(StateStoreError) in
            try store.endRun(id, run)
            // As far back as the public history reaches, and some months for the maintainer.
            try store.pruneRegistry(name, before: today.adding(days: -400))
        }
    }
}

extension RegistryRunReport {
    /// Counts the mirrors by their last check.
    mutating func count(_ checks: RunChecks) {
        listingCount = checks.listings.count
        for listing in checks.listings {
            switch checks.last(listing)?.outcome {
            case .passed: goodCount += 1
            case .warned: warnedCount += 1
            case .failed: badCount += 1
            case .condemned: condemnedCount += 1
            case .skipped, nil: unknownCount += 1
            }
        }
    }
}
