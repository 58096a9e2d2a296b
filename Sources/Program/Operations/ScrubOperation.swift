package import Configuration
package import Reporting
import Timekeeping

extension Program {
    /// Reads a share of what is served again; contacts nobody.
    ///
    /// - Returns: nil when a sync of the mirror runs.
    /// - Throws: `Failure`; `.usage` where nothing is served, `.interrupted`.
    package func scrub(
        _ mirror: MirrorConfiguration, percent: Int, _ observer: SyncObserver = .silent
    ) throws(Failure) -> ScrubSummary? {
        guard let run = try begin(mirror, observer) else { return nil }
        try run.recover()
        _ = try liveGeneration(mirror)
        try run.forgetGoneFiles()
        let started = machine.clock.reading().secondsSinceBoot
        var summary = try run.scrub(percent: percent, readBefore: nil)
        summary.seconds = machine.clock.reading().secondsSinceBoot - started
        return summary
    }
}
