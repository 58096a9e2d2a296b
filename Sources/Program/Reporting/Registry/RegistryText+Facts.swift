import MirrorRegistry
import Timekeeping

extension RegistryText {
    /// What the checks measured; rows without a fact are left out.
    func factRows(_ facts: CheckFacts) -> [String] {
        let rows: [(String, String?)] = [
            ("lag", lag(facts)), ("answers", answers(facts)), ("speed", speed(facts)),
            ("certificate", facts.certificateExpires.map(certificate)),
            ("last sync", facts.lastSync.map { moment($0) + ", by its trace" }),
            ("own word", ownWord(facts.presumed)),
        ]
        return rows.compactMap { label, text in text.map { row(label, $0) } }
    }

    private func lag(_ facts: CheckFacts) -> String? {
        guard let seconds = facts.lagSeconds else { return facts.hasArchive ? "unknown" : nil }
        if seconds == 0 { return "none: it serves the archive's present state" }
        let behind = facts.suites.values.compactMap(\.generationsBehind).max() ?? 0
        return behind == 0
            ? humanDuration(seconds) : "\(humanDuration(seconds)), \(counted(behind, "generation")) behind"
    }

    private func answers(_ facts: CheckFacts) -> String? {
        let families = [("IPv4", facts.answersIPv4), ("IPv6", facts.answersIPv6)]
        let said = families.compactMap { name, answers in answers.map { $0 ? "over \(name)" : "not over \(name)" } }
        let schemes = facts.workingSchemes.sorted().map(\.rawValue)
        let parts = (schemes.isEmpty ? [] : [schemes.joined(separator: ", ")]) + said
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private func speed(_ facts: CheckFacts) -> String? {
        let first = facts.latencySeconds.flatMap(milliseconds).map { "first byte after \(countText($0)) ms" }
        let rate = facts.bytesPerSecond.flatMap { $0 > 0 && $0 < 1e15 ? "\(byteText(Int64($0)))/s" : nil }
        let parts = [first, rate].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private func milliseconds(_ seconds: Double) -> Int64? {
        seconds >= 0 && seconds < 1_000_000 ? Int64((seconds * 1000).rounded()) : nil
    }

    private func certificate(_ end: Instant) -> String {
        end <= now ? "expired \(times.minute(end))" : "until \(moment(end))"
    }

    /// What the mirror says of itself, which nobody has checked.
    private func ownWord(_ fields: ListingFields) -> String? {
        let said: [(String, String?)] = [
            ("country", fields.country), ("location", fields.location), ("sponsor", fields.sponsor),
            ("maintainer", fields.maintainer), ("contact", fields.contact),
            ("architectures", fields.architectures.isEmpty ? nil : fields.architectures.joined(separator: " ")),
            ("bandwidth", fields.bandwidth),
        ]
        let parts = said.compactMap { name, value in value.map { "\(name) \($0)" } }
        return parts.isEmpty ? nil : parts.joined(separator: "; ") + " (not checked)"
    }
}
