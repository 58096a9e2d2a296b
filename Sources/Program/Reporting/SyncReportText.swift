package import Timekeeping

/// A sync report for people.
package struct SyncReportText {
    private let now: Instant
    private let times: LocalTimeText
    private static let labelWidth = 13

    package init(now: Instant, zone: TimeZoneRules) {
        self.now = now
        times = LocalTimeText(zone: zone)
    }

    /// The summary of a sync that needs no attention, for standard output.
    package func summary(_ report: SyncReport) -> String {
        var lines = ["\(report.mirror): \(headline(report))"]
        lines += report.remarks.map { row("note", $0) }
        if let transfer = report.transfer { lines.append(row("transferred", text(transfer))) }
        if let validation = report.validation { lines += rows(validation) }
        if let publication = report.publication { lines += rows(publication) }
        lines.append(row("findings", findingCounts(report)))
        lines += self.lines(report, limit: 10)
        if let next = report.next { lines.append(row("next sync", text(next))) }
        if let log = report.log { lines.append(row("log", log)) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What a sync that failed or was held back says on standard error, behind `mirrorward: error: `.
    package func failure(_ report: SyncReport) -> Message? {
        switch report.outcome {
        case .published where report.rottenCount > 0, .unchanged where report.rottenCount > 0:
            Message(
                "\(counted(report.rottenCount, "file")) of what is served rotted on this disk (\(report.mirror))",
                hint: "the next sync fetches what rotted again; see to the disk")
        case .published(let generation), .unchanged(let generation):
            report.isInherited
                ? Message(
                    "what is served is not sound (\(report.mirror)): generation \(generation) has errors that the one "
                        + "before had too, so it was not held back",
                    hint: "an ended suite belongs in Archived; anything else the upstream has to mend") : nil
        case .notDue: nil
        case .heldAfterRollback(let serving):
            Message(
                "what came is not published (\(report.mirror)): it was rolled back from; \(Self.serving(serving))",
                hint: "`mirrorward resume \(report.mirror)` ends what rollback began")
        case .heldBack:
            Message(
                "held back by the policy (\(report.mirror)): \(report.next?.reason ?? "not yet"); nothing was contacted",
                hint: report.next?.notBefore.map { "the next sync may happen from \(when($0))" })
        case .alreadyRunning(let holder):
            Message(
                "another sync is running (\(report.mirror)): \(holder)",
                hint: "`mirrorward status \(report.mirror)` shows it")
        case .upstreamFailed(let message), .machineFailed(let message), .wrongConfiguration(let message):
            named(message, report.mirror)
        case .invalid(let serving):
            Message(
                "what came is invalid (\(report.mirror)): \(counted(blockingCount(report), "finding")) "
                    + "\(blockingCount(report) == 1 ? "keeps" : "keep") it from being published; \(Self.serving(serving))",
                hint: report.log.map { "what rsync said is in \($0); the tree stays in staging for the next sync" })
        case .interrupted(let signal):
            Message(
                "ended by signal \(signal) (\(report.mirror)): what was served is served still",
                hint: "the next sync goes on with what was transferred; when all of it is here, "
                    + "`mirrorward publish \(report.mirror)` validates and publishes it without a contact")
        }
    }

    /// A fault of the machine that names no mirror is told of the one that it stopped.
    private func named(_ message: Message, _ mirror: String) -> Message {
        message.text.contains(mirror) ? message : Message("\(mirror): \(message.text)", hint: message.hint)
    }

    /// The findings behind a failure, for standard error; empty where there are none.
    package func failureDetails(_ report: SyncReport) -> String {
        let lines = self.lines(report, limit: 20)
        let next = report.next.flatMap { next in
            report.outcome == .heldBack
                ? nil : "  next sync: \(next.notBefore.map { "from \(when($0))" } ?? "may happen now")"
        }
        let all = lines + report.remarks.map { "  note: \($0)" } + [next].compactMap { $0 }
        return all.isEmpty ? "" : all.joined(separator: "\n") + "\n"
    }

    private func lines(_ report: SyncReport, limit: Int) -> [String] {
        findingLines(
            report.findings.filter { $0.severity != "note" }, groups: report.groups, limit: limit,
            offer: WaiverOffer(mirror: report.mirror, now: now))
    }

    private static func serving(_ generation: String?) -> String {
        generation.map { "generation \($0) is served still" } ?? "nothing is served yet"
    }

    private func blockingCount(_ report: SyncReport) -> Int { total(report) { $0.isBlocking } }

    /// Of all that were counted.
    private func total(_ report: SyncReport, _ isMeant: (FindingGroup) -> Bool) -> Int {
        let groups = report.groups.isEmpty ? grouped(report.findings) : report.groups
        return groups.filter(isMeant).reduce(0) { $0 + $1.count }
    }

    private func headline(_ report: SyncReport) -> String {
        switch report.outcome {
        case .published(let generation): "published generation \(generation)\(waived(report))"
        case .unchanged(let generation): "nothing new; generation \(generation) is served still\(waived(report))"
        case .notDue: "not due"
        case .heldAfterRollback: "not published: it was rolled back from"
        default: "failed"
        }
    }

    private func waived(_ report: SyncReport) -> String {
        report.findings.contains(where: \.isWaivedError) ? ", with errors that are waived" : ""
    }

    private func row(_ label: String, _ text: String) -> String {
        labelledRow(label, text, labelWidth: Self.labelWidth)
    }

    private func text(_ transfer: TransferSummary) -> String {
        var text = "\(countText(transfer.transferredCount)) of \(counted(transfer.fileCount, "file")), "
        text += "\(byteText(transfer.receivedByteCount)) received in \(humanDuration(transfer.seconds))"
        if let speedup = transfer.speedup {
            let tenths = Int64(min(1e15, (speedup * 10).rounded()))
            text += ", speedup \(tenths / 10).\(tenths % 10)"
        }
        if transfer.deletedCount > 0 { text += ", \(countText(transfer.deletedCount)) deleted" }
        if transfer.connectionCount > 1 { text += ", \(transfer.connectionCount) connections" }
        return text
    }

    private func rows(_ validation: ValidationSummary) -> [String] {
        var first = counted(validation.suites.count, "suite")
        if !validation.suites.isEmpty, validation.suites.count <= 6 {
            first += " (\(validation.suites.joined(separator: ", ")))"
        }
        first += ", \(counted(validation.indexCount, "index", plural: "indexes")), "
        first += "\(counted(validation.packageCount, "package")), \(counted(validation.sourceCount, "source"))"
        let second =
            "\(counted(validation.poolFileCount, "pool file")) present, "
            + "\(counted(validation.readFileCount, "file")) read (\(byteText(validation.readByteCount))) "
            + "in \(humanDuration(validation.seconds))"
        let selection = validation.selection.map { [row("mirrored", $0)] } ?? []
        return [row("validated", first), row("", second)] + selection
    }

    private func rows(_ publication: PublicationSummary) -> [String] {
        var lines = [row("published", "\(publication.link) -> generations/\(publication.generation)")]
        if publication.graceCount > 0 {
            let files = counted(publication.graceCount, "file")
            lines.append(row("kept", "\(files) that clients of the previous generation may still ask for"))
        }
        if publication.linkedFromLiveCount > 0 {
            let files = counted(publication.linkedFromLiveCount, "file")
            lines.append(row("kept", "\(files) that the upstream lacks and the previous generation holds"))
        }
        return lines
    }

    private func findingCounts(_ report: SyncReport) -> String {
        let counts = ["error", "warning", "note"].compactMap { severity -> String? in
            let count = total(report) { $0.severity == severity }
            guard count > 0 else { return nil }
            let waived = total(report) { $0.severity == severity && $0.waiver != nil }
            return counted(count, severity) + (waived > 0 ? " (\(countText(waived)) waived)" : "")
        }
        return counts.isEmpty ? "none" : counts.joined(separator: ", ")
    }

    private func when(_ instant: Instant) -> String {
        "\(times.minute(instant)) (\(times.distance(instant, from: now)))"
    }

    private func text(_ next: NextSync) -> String {
        guard let instant = next.notBefore else { return "may happen now: \(next.reason)" }
        return "from \(when(instant)): \(next.reason)"
    }
}
