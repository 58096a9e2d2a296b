import MirrorRegistry
import Operations
import Reporting
import Timekeeping

/// What a daily run says: its progress to a terminal, its outcome where something changed or failed.
struct RegistrySpeaker {
    let context: CommandContext

    private var console: Console { context.console }

    var observer: RegistryObserver {
        guard console.isErrorTerminal else { return .silent }
        let console = console
        return RegistryObserver(
            checked: { listing, report, done, count in
                let faults = report.faults.map(\.code.rawValue).joined(separator: ", ")
                let outcome = faults.isEmpty ? report.outcome.rawValue : "\(report.outcome.rawValue): \(faults)"
                console.details("\(done)/\(count) \(listing.host): \(outcome)\n")
            },
            waits: { seconds, count in
                console.details(
                    "\(counted(count, "mirror")) failed: checked again in \(humanDuration(seconds))\n")
            })
    }

    /// Says how the runs ended; returns the exit status.
    func say(
        _ reports: [RegistryRunReport], _ failures: [Failure], isJSON: Bool, isVerbose: Bool
    ) throws -> Int32 {
        if isJSON { console.json(try jsonText(reports.map { RegistryRunDocument(run: $0) })) }
        for report in reports { say(report, isJSON: isJSON, isVerbose: isVerbose) }
        for message in failures.flatMap(\.reports) { console.error(message.text, hint: message.hint) }
        // Of several the highest, as of several syncs.
        return (reports.map { status(of: $0).rawValue } + failures.map(\.exitStatus)).max() ?? 0
    }

    private func say(_ report: RegistryRunReport, isJSON: Bool, isVerbose: Bool) {
        if !isJSON { sayInWords(report, isVerbose: isVerbose) }
        if let outage = report.ownOutage {
            console.error("\(report.registry): \(outage)", hint: "nothing was judged; the next run looks again")
        }
        if let fault = report.publicationFault { console.error(fault.text, hint: fault.hint) }
        for remark in report.remarks { console.warning("\(report.registry): \(remark)") }
    }

    /// Mails that nothing sends are printed whatever else is said: cron brings them to the maintainer.
    private func sayInWords(_ report: RegistryRunReport, isVerbose: Bool) {
        if isVerbose || console.isOutputTerminal || report.isDryRun {
            console.output(context.registryText.run(report))
        }
        for mail in report.printedMails { console.output("\n\(mail)\n") }
    }

    private func status(of report: RegistryRunReport) -> ExitStatus {
        if report.publicationFault != nil { return report.isPublicationHeld ? .invalidArchive : .machineFailed }
        return report.ownOutage == nil ? .success : .upstreamFailed
    }
}
