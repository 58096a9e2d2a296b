package import Timekeeping

/// The status for people at a terminal, within 80 columns where names allow.
package struct StatusText {
    private let now: Instant
    private let times: LocalTimeText
    private static let labelWidth = 12

    package init(now: Instant, zone: TimeZoneRules) {
        self.now = now
        times = LocalTimeText(zone: zone)
    }

    /// - Parameter findingLimit: how many findings are shown of each mirror.
    package func text(_ mirror: MirrorStatus, findingLimit: Int) -> String {
        var lines = ["\(mirror.name): \(headline(mirror))"]
        lines.append(row("upstream", mirror.upstream))
        lines.append(row("served", served(mirror)))
        lines += suiteRows(mirror.suites)
        if let selection = mirror.selection { lines.append(row("mirrored", selection)) }
        if let running = mirror.running { lines.append(row("running", running.description)) }
        lines.append(row("last sync", mirror.lastSync.map(lastSync) ?? "none yet"))
        if let log = mirror.lastSync?.log { lines.append(row("", "log \(log)")) }
        lines.append(row("next sync", next(mirror.next)))
        if let held = mirror.held { lines.append(row("held", held)) }
        if let disk = mirror.disk { lines.append(row("disk", self.disk(disk))) }
        lines += mirror.remarks.map { row("note", $0) }
        lines += findingRows(mirror.findings, limit: findingLimit, name: mirror.name)
        return lines.joined(separator: "\n") + "\n"
    }

    private func headline(_ mirror: MirrorStatus) -> String {
        if let fault = mirror.fault { return fault }
        if mirror.held != nil { return "held" }
        guard mirror.served != nil else { return "nothing published yet" }
        if mirror.suites.contains(where: { ($0.validUntil ?? now) < now }) { return "serving an expired suite" }
        switch mirror.lastSync?.exitStatus {
        case 30?: return "serving, but what came last is invalid"
        case 20?: return "serving, but the last sync failed at the upstream"
        case 40?: return "serving, but the last sync failed on this machine"
        default: break
        }
        if mirror.findings.contains(where: \.isWaivedError) { return "serving, with errors that are waived" }
        return mirror.findings.contains { $0.severity != "note" } ? "serving, with findings" : "serving"
    }

    private func row(_ label: String, _ text: String) -> String {
        labelledRow(label, text, labelWidth: Self.labelWidth)
    }

    private func served(_ mirror: MirrorStatus) -> String {
        guard let served = mirror.served else { return "nothing" }
        guard let published = served.publishedAt else { return "generation \(served.name)" }
        return "generation \(served.name), published \(times.distance(published, from: now))"
    }

    private func suiteRows(_ suites: [SuiteStatus]) -> [String] {
        suites.enumerated().map { index, suite in row(index == 0 ? "suites" : "", self.suite(suite)) }
    }

    private func suite(_ suite: SuiteStatus) -> String {
        var parts = [suite.name]
        if let codename = suite.codename, codename != suite.name { parts[0] += " (\(codename))" }
        if let date = suite.date { parts.append("dated \(times.minute(date)), \(times.distance(date, from: now))") }
        if let count = suite.packageCount { parts.append(counted(count, "package")) }
        if let end = suite.validUntil {
            let left = humanDuration(end.seconds(since: now))
            parts.append(end < now ? "expired \(left) ago" : "valid for \(left)")
        }
        return parts.joined(separator: ", ")
    }

    private func lastSync(_ sync: SyncStatus) -> String {
        var text = "\(times.minute(sync.startedAt)): \(sync.outcome)"
        if let count = sync.receivedByteCount, count > 0 { text += ", \(byteText(count)) received" }
        return text
    }

    private func next(_ next: NextSync) -> String {
        guard let instant = next.notBefore else { return "now: \(next.reason)" }
        return "from \(times.minute(instant)) (\(times.distance(instant, from: now))): \(next.reason)"
    }

    private func disk(_ disk: DiskStatus) -> String {
        let used = disk.usedByteCount.map { "\(byteText($0)) used by " } ?? ""
        return "\(used)\(counted(disk.generationCount, "generation")), \(byteText(disk.freeByteCount)) free"
    }

    private func findingRows(_ findings: [FindingReport], limit: Int, name: String) -> [String] {
        guard !findings.isEmpty else { return [row("findings", "none")] }
        return [row("findings", "\(countText(findings.count)), of the last validation:")]
            + findingLines(findings, limit: limit)
    }
}
