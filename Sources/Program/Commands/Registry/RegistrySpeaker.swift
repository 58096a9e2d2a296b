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
    func say(_ reports: [RegistryRunReport], isJSON: Bool, isVerbose: Bool) throws -> Int32 {
        var status = ExitStatus.success
        if isJSON { console.json(try jsonText(reports.map { RegistryRunDocument(run: $0) })) }
        for report in reports {
            if !isJSON, isVerbose || console.isOutputTerminal || report.isDryRun {
                console.output(context.registryText.run(report))
            }
            if let outage = report.ownOutage {
                console.error("\(report.registry): \(outage)", hint: "nothing was judged; the next run looks again")
                status = .upstreamFailed
            }
            for mail in report.printedMails { console.output("\n\(mail)\n") }
            if let fault = report.publicationFault {
                console.error(fault.text, hint: fault.hint)
                status = report.isPublicationHeld ? .invalidArchive : .machineFailed
            }
            for remark in report.remarks { console.warning("\(report.registry): \(remark)") }
        }
        return status.rawValue
    }
}
