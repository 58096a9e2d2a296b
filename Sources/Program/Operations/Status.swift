package import Configuration
import Posix
import Publishing
package import Reporting
import StateStore
import Timekeeping
import Transfer

extension Program {
    /// The state of these mirrors, from what is recorded and from the disks; contacts nobody and changes nothing.
    ///
    /// - Parameter withRegistries: those, too.
    package func status(
        _ mirrors: [MirrorConfiguration], withRegistries: Bool = false
    ) throws(Failure) -> StatusReport {
        let store = try openStoreForReading()
        var statuses: [MirrorStatus] = []
        for mirror in mirrors { statuses.append(try status(mirror, store)) }
        return StatusReport(
            generatedAt: machine.clock.now(), mirrors: statuses,
            registries: withRegistries ? try registryStatuses() : [])
    }

    private func status(_ mirror: MirrorConfiguration, _ store: StateStore?) throws(Failure) -> MirrorStatus {
        let zone = try zone(of: mirror)
        let root = mirror.mirrorRoot
        var remarks: [String] = []
        let disk = readDisk(root, mirror, &remarks)
        let next = try nextSync(mirror, zone, store, disk.marker)
        var status = MirrorStatus(
            name: mirror.name, upstream: mirror.upstream.description, root: mirror.root, timeZone: zone.name, next: next
        )
        let known = try store.map { store throws(Failure) in try self.known(store, mirror) } ?? KnownState()
        if let live = disk.generations?.live?.description {
            status.served = ServedGeneration(
                name: live, publishedAt: known.generations.first { $0.name == live }?.publishedAt)
        }
        if disk.marker == nil, known.hadGenerations {
            status.fault = PublishingError.markerMissing(path: root.marker).explained(mirror.name).text
        }
        status.suites = known.suites.map {
            SuiteStatus(
                name: escapedForTerminal($0.name), codename: $0.codename.map(escapedForTerminal), date: $0.date,
                validUntil: $0.validUntil,
                packageCount: $0.packageCount)
        }
        status.selection = mirror.selectionLine
        status.lastSync = known.lastSync.map { SyncStatus($0) }
        status.findings =
            servedRotten(known.rotten, root, disk.generations).map { FindingReport($0) }
            + known.findings.map { FindingReport($0) }
        status.held = disk.marker?.hold.map { heldSentence($0, mirror, zone) }
        status.running = running(mirror)
        status.disk = diskStatus(root, disk.generations)
        if let store { try tellHistory(mirror, zone, store, &status) }
        status.remarks +=
            remarks + known.replacements.map(\.text) + overrideRemarks(known.overrides, zone)
            + staged(root, known, mirror)
            + [startWarning(mirror)].compactMap { $0 }
        return status
    }

    /// How often nothing could be published, and whether the next sync fits on the disk.
    private func tellHistory(
        _ mirror: MirrorConfiguration, _ zone: TimeZoneRules, _ store: StateStore, _ status: inout MirrorStatus
    ) throws(Failure) {
        let record = try publicationRecord(mirror, zone, store)
        status.daysWithoutPublication = record.daysInRow
        status.daysWithoutPublicationOfMonth = record.dayCount
        let forecast = try spaceForecast(mirror, store)
        status.disk?.expectedByteCount = forecast?.neededByteCount
        status.remarks += [record.sentence, forecast.flatMap { $0.isShort ? $0.sentence : nil }].compactMap { $0 }
    }

    /// Those that the served generation holds; older ones may hold others still.
    private func servedRotten(
        _ files: [RottenFileRecord], _ root: MirrorRoot, _ generations: Generations?
    ) -> [RottenFileRecord] {
        guard let live = generations?.live else { return [] }
        return files.filter { file in
            let served = "\(root.path(of: live))/\(file.path)"
            return (try? fileStatus(served, followingLinks: false))??.inode == file.inode
        }
    }

    private func heldSentence(_ hold: Hold, _ mirror: MirrorConfiguration, _ zone: TimeZoneRules) -> String {
        "rolled back from \(hold.generation) at \(LocalTimeText(zone: zone).minute(hold.since)); "
            + "`mirrorward resume \(mirror.name)` ends that"
    }

    private func overrideRemarks(_ overrides: [EventRecord], _ zone: TimeZoneRules) -> [String] {
        let times = LocalTimeText(zone: zone)
        return overrides.map { "the policy was overridden at \(times.minute($0.occurredAt)): \($0.text)" }
    }

    /// A kept tree that did not pass is worth a word.
    private func staged(_ root: MirrorRoot, _ known: KnownState, _ mirror: MirrorConfiguration) -> [String] {
        guard known.lastSync?.ending?.exitStatus == 30 else { return [] }
        return ["what came last is kept in \(root.staging); `mirrorward publish \(mirror.name)` validates it again"]
    }

    private func running(_ mirror: MirrorConfiguration) -> RunningSync? {
        let path = lockPath(mirror, .sync)
        guard FileLock.isHeld(path) else { return nil }
        return RunningSync(startedAt: nil, description: FileLock.holder(path) ?? "by an unknown process")
    }

    private func readDisk(_ root: MirrorRoot, _ mirror: MirrorConfiguration, _ remarks: inout [String]) -> (
        marker: MirrorMarker?, generations: Generations?
    ) {
        do throws(PublishingError) {
            let marker = try root.readMarker()
            return (marker, marker == nil ? nil : try Generations(of: root))
        } catch {
            remarks.append(error.explained(mirror.name).text)
            return (nil, nil)
        }
    }

    private func diskStatus(_ root: MirrorRoot, _ generations: Generations?) -> DiskStatus? {
        guard let space = try? freeSpace(root.path) else { return nil }
        let sizes = generations == nil ? nil : try? GenerationSizes(of: root)
        return DiskStatus(
            usedByteCount: sizes?.total, freeByteCount: Int64(clamping: space.freeByteCount),
            generationCount: generations?.names.count ?? 0)
    }

    private func known(_ store: StateStore, _ mirror: MirrorConfiguration) throws(Failure) -> KnownState {
        try Failure.ofStore { () throws(StateStoreError) in
            var known = KnownState()
            known.suites = try store.suiteStates(of: mirror.name).filter { $0.kind == .suite }
            known.generations = try store.generations(of: mirror.name)
            known.hadGenerations = try store.knowsGenerations(of: mirror.name)
            known.lastSync = try store.syncs(of: mirror.name, limit: 1).first
            let validated = try store.syncs(of: mirror.name, limit: 30).first { $0.ending?.verdict != nil }
            known.findings =
                try validated.map { sync throws(StateStoreError) in try store.findings(ofSync: sync.id) } ?? []
            known.rotten = try store.rottenFiles(of: mirror.name)
            let recent = machine.clock.now().adding(seconds: -30 * 86_400)
            let events = try store.events(of: mirror.name, limit: 100).filter { $0.occurredAt > recent }
            known.overrides = events.filter { $0.kind == .policyOverridden }
            known.replacements = events.filter { $0.kind == .stateReplaced }
            return known
        }
    }
}

/// What the store knows of a mirror.
private struct KnownState {
    var suites: [SuiteState] = []
    var generations: [GenerationRecord] = []
    var hadGenerations = false
    var lastSync: SyncRecord?
    var findings: [FindingRecord] = []
    var rotten: [RottenFileRecord] = []
    var overrides: [EventRecord] = []
    /// When the state was damaged and made anew.
    var replacements: [EventRecord] = []
}

extension SyncStatus {
    init(_ record: SyncRecord) {
        let outcome = record.ending.map { $0.detail ?? $0.outcome } ?? "runs, or was cut off"
        self.init(
            startedAt: record.startedAt, endedAt: record.ending?.endedAt,
            exitStatus: record.ending.map { Int($0.exitStatus) }, outcome: outcome,
            receivedByteCount: record.ending?.transfer?.receivedByteCount, log: record.logPath)
    }
}
