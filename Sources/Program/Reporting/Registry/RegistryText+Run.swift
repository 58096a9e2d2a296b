import MirrorRegistry
import Timekeeping

extension RegistryText {
    /// What a run of the daily checks found and did; most changes are in a row of their own.
    ///
    /// - Parameter changeLimit: how many changes are shown.
    package func run(_ run: RegistryRunReport, changeLimit: Int = 50) -> String {
        var lines = ["\(run.registry): \(headline(run))"]
        if let reason = run.ownOutage { lines.append(row("own outage", "nothing was judged: \(reason)")) }
        if run.isDryRun { lines.append(row("dry run", "nothing was recorded, written or sent")) }
        lines += run.changes.prefix(changeLimit).map { change in
            row(change.entry.action.rawValue, "\(change.entry.listing) \(change.host): \(reason(of: change.entry))")
        }
        let rest = run.changes.count - changeLimit
        if rest > 0 { lines.append("  ... and \(counted(rest, "more change")) in the log") }
        if run.mailCount > 0 || run.heldMailCount > 0 { lines.append(row("mails", mails(run))) }
        if let list = run.published { lines.append(row("published", published(list))) }
        lines += run.remarks.map { row("note", $0) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func headline(_ run: RegistryRunReport) -> String {
        let counts: [(Int, String)] = [
            (run.goodCount, "good"), (run.warnedCount, "warned"), (run.badCount, "bad"),
            (run.condemnedCount, "condemned"), (run.maintenanceCount, "in maintenance"),
            (run.unknownCount, "not judged"),
        ]
        let parts = counts.filter { $0.0 > 0 }.map { "\(countText($0.0)) \($0.1)" }
        let interrupted = run.isInterrupted ? ", interrupted" : ""
        let head = "\(counted(run.listingCount, "mirror")) in \(humanDuration(run.seconds))\(interrupted)"
        return parts.isEmpty ? head : "\(head): \(parts.joined(separator: ", "))"
    }

    private func reason(of entry: LogEntry) -> String {
        let move =
            entry.from.map { $0 == entry.to ? "" : "\($0.rawValue) -> \(entry.to.rawValue)" } ?? entry.to.rawValue
        return [move, entry.reason].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func mails(_ run: RegistryRunReport) -> String {
        let held = run.heldMailCount > 0 ? ", \(countText(run.heldMailCount)) held back by the limit of a day" : ""
        return "\(countText(run.mailCount)) written\(held)"
    }

    private func published(_ list: PublishedList) -> String {
        "\(list.path), \(counted(list.mirrorCount, "mirror")) in \(counted(list.fileCount, "file"))"
            + (list.isSigned ? ", signed" : "")
    }
}
