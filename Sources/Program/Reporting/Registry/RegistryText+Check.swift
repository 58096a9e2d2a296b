package import MirrorRegistry
import Timekeeping

extension RegistryText {
    /// A check: a line for each item, with its evidence and the command that shows the same; passed and skipped ones are only
    /// counted unless `isVerbose`.
    package func check(_ report: CheckReport, addresses: [MirrorURL], isVerbose: Bool = false) -> String {
        let host = addresses.first?.host ?? "no address"
        let lines =
            ["\(singleLine(host)): \(verdict(report))"] + addressRows(addresses)
            + itemLines(report, addresses, isVerbose: isVerbose) + factRows(report.facts)
            + [row("asked", effort(report))]
        return lines.joined(separator: "\n") + "\n"
    }

    /// `failed in 2 of 21 checks, with 1 warning`.
    func verdict(_ report: CheckReport) -> String {
        let counts = Dictionary(grouping: report.items, by: \.outcome).mapValues(\.count)
        let made = report.items.count - (counts[.skipped] ?? 0)
        let faults = (counts[.failed] ?? 0) + (counts[.condemned] ?? 0)
        let warnings = counted(counts[.warned] ?? 0, "warning")
        switch report.outcome {
        case .skipped: return "nothing could be checked"
        case .passed: return "well: \(counted(made, "check")) passed"
        case .warned: return "works, with \(warnings) in \(counted(made, "check"))"
        case .failed, .condemned:
            let word = report.outcome == .failed ? "failed" : "condemned"
            let besides = (counts[.warned] ?? 0) > 0 ? ", with \(warnings)" : ""
            return "\(word) in \(countText(faults)) of \(counted(made, "check"))\(besides)"
        }
    }

    func itemLines(_ report: CheckReport, _ addresses: [MirrorURL], isVerbose: Bool) -> [String] {
        let shown = report.items.filter { isVerbose || $0.outcome >= .warned }
        let lines = shown.flatMap { self.lines(of: $0, addresses) }
        guard !isVerbose else { return lines }
        return lines + quietRows(report)
    }

    /// What passed and what was not looked at, by kind: `ok  30: url, release 2, signature 2`.
    private func quietRows(_ report: CheckReport) -> [String] {
        [CheckOutcome.passed, .skipped].compactMap { outcome in
            let items = report.items.filter { $0.outcome == outcome }
            guard !items.isEmpty else { return nil }
            let kinds = CheckCode.allCases.compactMap { code -> String? in
                let count = items.count { $0.code == code }
                return count == 0 ? nil : count == 1 ? code.rawValue : "\(code.rawValue) \(count)"
            }
            return labelledRow(
                mark(outcome), "\(countText(items.count)): \(kinds.joined(separator: ", "))", labelWidth: 10)
        }
    }

    private func lines(of item: CheckItem, _ addresses: [MirrorURL]) -> [String] {
        let head = "  \(padded(mark(item.outcome), to: 9)) \(item.code.rawValue): \(singleLine(item.summary))"
        let subject = self.subject(of: item, addresses)
        let isShort = head.count + subject.count + 3 <= 80
        let first = subject.isEmpty ? [head] : isShort ? ["\(head) (\(subject))"] : [head, "      at \(subject)"]
        let evidence = item.evidence.map { "      \(singleLine($0.name)): \(singleLine($0.value))" }
        let command = item.reproduction.map { ["      $ \(singleLine($0))"] } ?? []
        return first + evidence + command
    }

    /// Relative to the mirror's address where it has but one.
    private func subject(of item: CheckItem, _ addresses: [MirrorURL]) -> String {
        let subject = singleLine(item.subject)
        guard addresses.count == 1, let base = addresses.first?.text, subject.hasPrefix(base) else { return subject }
        return String(subject.dropFirst(base.count))
    }

    private func mark(_ outcome: CheckOutcome) -> String {
        switch outcome {
        case .skipped: "skipped"
        case .passed: "ok"
        case .warned: "warning"
        case .failed: "FAILED"
        case .condemned: "CONDEMNED"
        }
    }

    private func effort(_ report: CheckReport) -> String {
        let tenths = report.seconds.isFinite ? Int64((min(max(report.seconds, 0), 1_000_000) * 10).rounded()) : 0
        return "\(counted(report.facts.requestCount, "request")), \(byteText(report.facts.byteCount)), "
            + "\(tenths / 10).\(tenths % 10) s"
    }
}
