import Configuration
import Posix
import Publishing
import Reporting
import StateStore
import Timekeeping

/// Whether what the next sync may bring fits on the disk, by what the last ones brought.
struct SpaceForecast: Hashable {
    /// The most that one of the last syncs brought, without all up to the first that published: they brought the whole archive.
    let neededByteCount: Int64
    /// Of how many syncs that is the most.
    let syncCount: Int
    let freeByteCount: Int64
    /// `Minimum-Free`.
    let keptByteCount: Int64

    /// How many of the last syncs are looked at: a month of days.
    static let memory = 30

    /// How many are read: among fewer than these is the first of all.
    static let readCount = 3 * memory

    /// - Parameter syncs: the newest first, at most `readCount`.
    init?(_ syncs: [SyncRecord], freeByteCount: Int64, keptByteCount: Int64) {
        let first =
            syncs.count < Self.readCount ? syncs.lastIndex { $0.ending?.outcome == "published" } : syncs.endIndex
        guard let first else { return nil }
        let counts = syncs[..<first].compactMap { $0.ending?.transfer?.transferredByteCount }.prefix(Self.memory)
        guard let most = counts.max() else { return nil }
        neededByteCount = most
        syncCount = counts.count
        self.freeByteCount = freeByteCount
        self.keptByteCount = keptByteCount
    }

    /// Old files are removed only after the new ones have come: what is needed is needed beside what is there.
    var isShort: Bool { freeByteCount - keptByteCount < neededByteCount }

    var sentence: String {
        let spare = max(0, freeByteCount - keptByteCount)
        return "the next sync may not fit: one of the last \(syncCount) brought \(byteText(neededByteCount)), and "
            + "\(byteText(spare)) are free beyond Minimum-Free"
    }
}

extension Program {
    /// `Minimum-Free` in bytes.
    func minimumFreeByteCount(_ mirror: MirrorConfiguration) throws(Failure) -> UInt64 {
        switch mirror.minimumFree {
        case .bytes(let count): return UInt64(clamping: count)
        case .percent(let share):
            let space = try Failure.ofSystem { () throws(SystemCallError) in try freeSpace(mirror.root) }
            return space.totalByteCount / 100 * UInt64(clamping: share)
        }
    }

    /// Nil where the mirror has not been synced twice yet, or its disk cannot be asked.
    func spaceForecast(_ mirror: MirrorConfiguration, _ store: StateStore) throws(Failure) -> SpaceForecast? {
        let syncs = try Failure.ofStore { () throws(StateStoreError) in
            try store.syncs(of: mirror.name, limit: SpaceForecast.readCount)
        }
        guard let space = try? freeSpace(mirror.root), let kept = try? minimumFreeByteCount(mirror) else { return nil }
        return SpaceForecast(
            syncs, freeByteCount: Int64(clamping: space.freeByteCount), keptByteCount: Int64(clamping: kept))
    }
}

extension SyncRun {
    /// Warns of a disk on which the next sync may not fit: in the report of each sync, and aloud once a week, for a cron job
    /// that mails the same each day is soon read no more.
    func forecastSpace() throws(Failure) {
        guard let forecast = try program.spaceForecast(mirror, store), forecast.isShort else { return }
        report.remarks.append(forecast.sentence)
        let week = now.adding(seconds: -7 * 86_400)
        let isKnown = try stored { () throws(StateStoreError) in
            try store.events(of: mirror.name, limit: 100).contains {
                $0.kind == .spaceShort && $0.occurredAt > week
            }
        }
        if isKnown { return }
        try record(.spaceShort, forecast.sentence)
        program.warn(
            Message(
                "\(forecast.sentence) (\(root.path))",
                hint: "`mirrorward generations \(mirror.name)` shows what dropping a generation gives back"))
    }
}
