import MirrorRegistry
package import Timekeeping

/// Where a registry stands, in numbers.
package struct RegistryStatus: Sendable, Hashable, Encodable {
    package var name: String
    /// Mirrors by the name of their state; states without any are left out.
    package var counts: [String: Int]
    /// Mirrors that wait for the maintainer.
    package var waitingCount: Int
    /// nil before the first run.
    package var lastRun: RegistryRunStatus?
    /// What is to be served; nil where no list is written.
    package var list: String?

    package init(name: String, counts: [String: Int] = [:], waitingCount: Int = 0) {
        self.name = name
        self.counts = counts
        self.waitingCount = waitingCount
    }

    /// Mirrors that the public list shows.
    package var listedCount: Int {
        ListingState.allCases.filter(\.isPublic).reduce(0) { $0 + (counts[$1.rawValue] ?? 0) }
    }
}

/// The last daily run of a registry.
package struct RegistryRunStatus: Sendable, Hashable, Encodable {
    package var startedAt: Instant
    /// `running`, `judged`, `own-outage`, `interrupted` or `cut`.
    package var outcome: String
    package var wellCount: Int
    package var badCount: Int
    package var reason: String?

    package init(startedAt: Instant, outcome: String, wellCount: Int, badCount: Int, reason: String?) {
        self.startedAt = startedAt
        self.outcome = outcome
        self.wellCount = wellCount
        self.badCount = badCount
        self.reason = reason
    }
}

extension RegistryText {
    /// A registry in some lines of `status`.
    package func status(_ status: RegistryStatus) -> String {
        var parts = ["\(counted(status.listedCount, "mirror")) listed"]
        for state in [ListingState.degraded, .delisted, .quarantined, .paused] {
            if let count = status.counts[state.rawValue] { parts.append("\(count) \(state.rawValue)") }
        }
        if status.waitingCount > 0 { parts.append("\(status.waitingCount) waiting for a decision") }
        var lines = ["registry \(status.name): \(parts.joined(separator: ", "))"]
        lines.append(row("last run", status.lastRun.map(run) ?? "none yet: `mirrorward registry check --all`"))
        if let list = status.list { lines.append(row("list", list)) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func run(_ run: RegistryRunStatus) -> String {
        let when = moment(run.startedAt)
        switch run.outcome {
        case "judged": return "\(when): \(run.wellCount) well, \(run.badCount) failed"
        case "own-outage": return "\(when): nothing was judged: \(run.reason ?? "our own outage")"
        default: return "\(when): \(run.outcome)"
        }
    }
}
