package import Configuration
import Posix
import Publishing
import Reporting
package import Scheduling
import StateStore
import Timekeeping
import Transfer
import Validation

/// What a sync would do now.
package struct SyncPlan: Sendable {
    package let mirror: String
    package let isAllowed: Bool
    /// One sentence, lower case, without a full stop.
    package let policy: String
    /// The rsync command as a shell reads it.
    package let command: String
    /// The filter rules of the selection; they lie in a file that the command names.
    package let filterRules: [String]
}

extension Program {
    /// What `sync` would do; contacts nobody and writes nothing.
    package func plan(_ mirror: MirrorConfiguration, _ request: SyncRequest) throws(Failure) -> SyncPlan {
        let zone = try zone(of: mirror)
        let store = try openStoreForReading()
        let root = mirror.mirrorRoot
        let marker = try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in try root.readMarker() }
        let live = try Failure.ofPublishing(mirror.name) { () throws(PublishingError) -> GenerationName? in
            guard marker != nil, try !root.isStagingLinked() else { return nil }
            return try Generations(of: root).live
        }
        let transfer = transferRequest(mirror, live: live.map { root.path(of: $0) })
        let facts = try policyFacts(mirror, zone, store, marker, withSplay: true)
        let (isAllowed, policy) = describe(facts.decision(for: request), zone)
        return SyncPlan(
            mirror: mirror.name, isAllowed: isAllowed, policy: policy, command: shellText(transfer.command),
            filterRules: try selection(mirror, store).rules.map(\.line))
    }

    private func describe(_ decision: Decision, _ zone: TimeZoneRules) -> (Bool, String) {
        switch decision {
        case .held(let reason, let until):
            return (false, "held back until \(LocalTimeText(zone: zone).minute(until)): \(reason.sentence(zone))")
        case .allowed(let allowance):
            let delay = allowance.delay > 0 ? ", after a splay of \(humanDuration(allowance.delay))" : ""
            if let hold = allowance.overridden {
                return (true, "allowed by override, though: \(hold.sentence(zone))\(delay)")
            }
            return (true, "allowed now\(delay)")
        }
    }
}
