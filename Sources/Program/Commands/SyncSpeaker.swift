import Configuration
import Operations
import Reporting
import Timekeeping

/// What a sync says while it runs and when it ends: the summary on standard output, failures on standard error.
struct SyncSpeaker: Sendable {
    let context: CommandContext
    let program: Program
    let isVerbose: Bool

    /// Steps and progress on one line that is written over, on a terminal alone.
    func observer(_ mirror: MirrorConfiguration) -> SyncObserver {
        guard context.console.isErrorTerminal else { return .silent }
        let line = ProgressLine(console: context.console, mirror: mirror.name)
        return SyncObserver(step: { line.show($0) }, progress: { line.show(progressText($0)) })
    }

    func say(_ report: SyncReport, _ mirror: MirrorConfiguration) {
        let console = context.console
        if console.isErrorTerminal { console.terminal(ProgressLine.erasure) }
        let zone = (try? program.zone(of: mirror)) ?? .utc
        let text = SyncReportText(now: program.machine.clock.now(), zone: zone)
        if let failure = text.failure(report) {
            if report.exitStatus == 0 {
                console.warning(failure.text, hint: failure.hint)
            } else {
                console.error(failure.text, hint: failure.hint)
            }
            console.details(text.failureDetails(report))
        } else if report.outcome != .notDue, isVerbose || console.isOutputTerminal {
            console.output(text.summary(report))
        }
    }
}
