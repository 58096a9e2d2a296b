import Configuration
package import MirrorRegistry
import Posix
import Probing
import Reporting
import StateStore
import Timekeeping
import Validation

/// What the checks of a run brought, before anything is judged.
struct RunChecks {
    var listings: [Listing] = []
    /// By the number of the listing, each check of this run in its order.
    var reports: [Int64: [CheckReport]] = [:]
    /// Why nothing of it counts.
    var outage: RunOutage?

    func last(_ listing: Listing) -> CheckReport? { reports[listing.number]?.last }
}

/// Our own outage, in a sentence.
struct RunOutage {
    let message: String
}

/// Who is told of each mirror as its check ends.
package struct RegistryObserver: Sendable {
    package let checked: @Sendable (_ listing: Listing, _ report: CheckReport, _ done: Int, _ of: Int) -> Void
    package let waits: @Sendable (_ seconds: Int64, _ count: Int) -> Void

    package init(
        checked: @escaping @Sendable (Listing, CheckReport, Int, Int) -> Void,
        waits: @escaping @Sendable (Int64, Int) -> Void
    ) {
        self.checked = checked
        self.waits = waits
    }

    package static let silent = RegistryObserver(checked: { _, _, _, _ in }, waits: { _, _ in })
}

extension OpenRegistry {
    /// Looks at the archive and the controls, then at every mirror; those that fail are looked at again after a pause.
    func checkAll(_ wish: RegistryRunWish, _ observer: RegistryObserver) throws(Failure) -> RunChecks {
        var checks = RunChecks()
        checks.listings = try stored { () throws(StateStoreError) in try store.listings(of: name) }
            .filter { $0.state.isChecked }
        let failedControls = failedControls()
        let prober: Prober
        switch try readArchive(isRecorded: !wish.isDryRun) {
        case .failure(let fault):
            checks.outage = RunOutage(message: "the archive itself cannot be read: \(fault.message)")
            return checks
        case .success(let reference):
            prober = try makeProber(reference)
        }
        checks.outage = outage(checks, failedControls: failedControls)
        if checks.outage != nil { return checks }
        var due = checks.listings
        for attempt in 0...(wish.hasRetries ? configuration.limits.retries : 0) {
            if attempt > 0 { try pause(due.count, observer) }
            try check(due, prober, observer, &checks)
            due = due.filter { checks.last($0)?.outcome == .failed }
            if due.isEmpty { break }
        }
        checks.outage = outage(checks, failedControls: failedControls)
        return checks
    }

    private func pause(_ count: Int, _ observer: RegistryObserver) throws(Failure) {
        observer.waits(configuration.limits.retryPause, count)
        if let signal = machine.pause(seconds: configuration.limits.retryPause) { throw .interrupted(signal: signal) }
    }

    func makeProber(_ reference: ArchiveReference?) throws(Failure) -> Prober {
        let settings = try probeSettings()
        do throws(ValidationError) {
            return try Prober(
                settings, reference: reference, clock: machine.clock, rereading: try? referenceSettings())
        } catch { throw Failure(error, keyring: configuration.keyrings.first ?? "", mirror: name) }
    }

    /// Nothing is recorded yet: the checks of a run that is our own outage must not count.
    private func check(
        _ listings: [Listing], _ prober: Prober, _ observer: RegistryObserver, _ checks: inout RunChecks
    ) throws(Failure) {
        var done = 0
        prober.checkAll(
            listings.map(wish), jobs: configuration.limits.connections, interruption: machine.interruption
        ) { index, report in
            let listing = listings[index]
            done += 1
            observer.checked(listing, report, done, listings.count)
            checks.reports[listing.number, default: []].append(report)
        }
        if let signal = machine.interruption.signal { throw .interrupted(signal: signal) }
    }

    private func outage(_ checks: RunChecks, failedControls: Int) -> RunOutage? {
        let results = checks.listings.compactMap { listing in
            checks.last(listing).map { (state: listing.state, outcome: $0.outcome) }
        }
        return ownOutage(
            archiveFailed: false, controlFailures: failedControls, controlCount: configuration.controls.count,
            results: results
        ).map { RunOutage(message: $0.message) }
    }
}
