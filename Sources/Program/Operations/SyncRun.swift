import Configuration
import Posix
import Publishing
import Reporting
import Scheduling
import StateStore
import Timekeeping
package import Transfer
import Validation

/// One sync of one mirror, or the publication of a kept staging tree: what its steps share. It lives on one thread, under the
/// sync lock.
final class SyncRun {
    let program: Program
    let mirror: MirrorConfiguration
    let zone: TimeZoneRules
    let store: StateStore
    let root: MirrorRoot
    let lock: FileLock
    let rootLock: FileLock
    let observer: SyncObserver
    var marker: MirrorMarker
    var report: SyncReport
    var permit: Permit?
    /// When this sync opened its first connection: a session that it goes on with may have had others before.
    var firstOpening: ClockReading?
    var syncID: Int64?
    /// The store's `replacementCount` when that was recorded.
    var recordedReplacements = 0
    /// What validation found, with every fact, for the store.
    var findings: [Finding] = []
    /// What is mirrored; the rules that rsync was given and those that validation asks are the same.
    let selection: Selection
    var counts: TransferCounts?
    let startedAt: Instant

    init(
        program: Program, mirror: MirrorConfiguration, zone: TimeZoneRules, store: StateStore, root: MirrorRoot,
        lock: consuming FileLock,
        rootLock: consuming FileLock, marker: MirrorMarker,
        selection: Selection, observer: SyncObserver
    ) {
        self.program = program
        self.mirror = mirror
        self.zone = zone
        self.store = store
        self.root = root
        self.lock = lock
        self.rootLock = rootLock
        self.marker = marker
        self.selection = selection
        self.observer = observer
        startedAt = program.machine.clock.now()
        report = SyncReport(mirror: mirror.name, outcome: .notDue)
    }

    var machine: Machine { program.machine }
    var now: Instant { machine.clock.now() }

    func publishing<Result: ~Copyable>(_ body: () throws(PublishingError) -> Result) throws(Failure) -> Result {
        do throws(PublishingError) { return try body() } catch { throw .publishing(error, mirror: mirror.name) }
    }

    func stored<Result: ~Copyable>(_ body: () throws(StateStoreError) -> Result) throws(Failure) -> Result {
        do throws(StateStoreError) { return try body() } catch { throw .store(error) }
    }

    /// Runs `body` under the publication lock, which others hold for moments only.
    func underPublicationLock<Result>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        try program.underPublicationLock(mirror, body)
    }

    func publicationLock() throws(Failure) -> FileLock { try program.publicationLock(mirror) }

    func pinned() throws(Failure) -> Set<GenerationName> { try program.pinnedGenerations(mirror) }

    func record(_ kind: EventRecord.Kind, _ text: String) throws(Failure) {
        try stored { () throws(StateStoreError) in
            try store.record(EventRecord(mirror: mirror.name, occurredAt: now, kind: kind, text: text))
        }
    }

    func checkInterruption() throws(Failure) {
        if let signal = machine.interruption.signal { throw .interrupted(signal: signal) }
    }
}

/// What hears of a sync while it runs; nothing of it is said where no terminal is.
package struct SyncObserver: Sendable {
    package let step: @Sendable (String) -> Void
    package let progress: (@Sendable (TransferProgress) -> Void)?

    package init(
        step: @escaping @Sendable (String) -> Void, progress: (@Sendable (TransferProgress) -> Void)?
    ) {
        self.step = step
        self.progress = progress
    }

    package static let silent = SyncObserver(step: { _ in }, progress: nil)

    func validated(_ progress: ValidationProgress) {
        let share = progress.fileCount > 0 ? progress.checkedFileCount * 100 / progress.fileCount : 100
        step(
            "validating, \(share) % of \(countText(progress.fileCount)) files, \(byteText(progress.readByteCount)) read"
        )
    }
}
