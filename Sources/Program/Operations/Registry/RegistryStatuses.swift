import Configuration
import MirrorRegistry
import Posix
package import Reporting
import StateStore
import Timekeeping

extension Program {
    /// Where each registry stands; contacts nobody and changes nothing.
    package func registryStatuses() throws(Failure) -> [RegistryStatus] {
        if configuration.registries.isEmpty { return [] }
        guard let store = try openStoreForReading() else {
            return configuration.registries.map { RegistryStatus(name: $0.name) }
        }
        var statuses: [RegistryStatus] = []
        for registry in configuration.registries { statuses.append(try status(of: registry, store)) }
        return statuses
    }

    private func status(of registry: RegistryConfiguration, _ store: StateStore) throws(Failure) -> RegistryStatus {
        let (listings, run) = try Failure.ofStore { () throws(StateStoreError) in
            (try store.listings(of: registry.name), try store.runs(of: registry.name, limit: 1).first)
        }
        var status = RegistryStatus(
            name: registry.name,
            counts: Dictionary(grouping: listings, by: \.state.rawValue).mapValues(\.count),
            waitingCount: listings.count(where: \.waitsForDecision))
        status.lastRun = run.map { runStatus($0, registry) }
        status.list = registry.publishDirectory.map { "\($0)/public" }
        return status
    }

    /// A run without an end that nobody is making was cut off.
    private func runStatus(_ run: RegistryRunRecord, _ registry: RegistryConfiguration) -> RegistryRunStatus {
        let isRunning = run.outcome == nil && FileLock.isHeld(lockPath(of: registry, "run"))
        return RegistryRunStatus(
            startedAt: run.startedAt, outcome: run.outcome?.rawValue ?? (isRunning ? "running" : "cut off"),
            wellCount: run.goodCount + run.warnedCount, badCount: run.badCount + run.condemnedCount,
            reason: run.reason)
    }

    /// - Parameter kind: `run` for the daily run, `publication` for whoever writes the list.
    func lockPath(of registry: RegistryConfiguration, _ kind: String) -> String {
        "\(configuration.stateDirectory)/locks/registry-\(registry.name).\(kind)"
    }
}
