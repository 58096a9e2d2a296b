import ArchiveModel
import Posix

/// What was read since it was last handed over: reading a new archive takes hours, and a kill shall not cost all of them.
private struct VerifiedBatch {
    /// Bytes. A disk reads them in half a minute or so.
    static let size: Int64 = 8 << 30

    var start: Int
    var readByteCount: Int64

    mutating func handOver(_ ledger: borrowing Ledger, to observer: ValidationObserver) {
        observer.verified(Array(ledger.newlyVerified[start...]))
        start = ledger.newlyVerified.count
        readByteCount = ledger.statistics.readByteCount
    }
}

/// Checks each pool file that indexes name: that it is there, its size, and what it holds when it is new.
struct PoolCheck {
    /// Files of one piece of work: few enough that the progress is seen, and many enough that handing them out costs nothing.
    private static let pieceFileCount = 256
    /// Bytes, for the same reasons: a disk reads them in a second.
    private static let pieceByteCount: Int64 = 64 << 20

    let scope: PoolRangeCheck.Scope
    let jobs: Int
    let observer: ValidationObserver

    /// Entries that are not there are left in the state `missing`. Ends early when it is interrupted.
    func run(_ ledger: inout Ledger) {
        // In no other hands while threads read it, so that nothing is copied.
        let wanted = ledger.wanted
        ledger.wanted = WantedFiles()
        let states = check(wanted, &ledger)
        ledger.wanted = consume wanted
        ledger.wanted.set(states)
        ledger.statistics.poolFileCount = states.count
        ledger.statistics.poolByteCount = ledger.wanted.entries.reduce(0) { $0 &+ $1.byteCount }
    }

    private func check(_ wanted: WantedFiles, _ ledger: inout Ledger) -> [WantedFiles.State] {
        let count = wanted.entries.count
        var states: [WantedFiles.State] = []
        states.reserveCapacity(count)
        var batch = VerifiedBatch(start: ledger.newlyVerified.count, readByteCount: ledger.statistics.readByteCount)
        let pieces = Self.pieces(of: wanted)
        let work = { @Sendable [scope] (number: Int) in PoolRangeCheck(scope, wanted).run(pieces[number]) }
        inOrder(pieces.count, jobs: jobs, work: work) { outcome in
            states += outcome.states
            take(outcome, &ledger)
            if ledger.statistics.readByteCount - batch.readByteCount >= VerifiedBatch.size {
                batch.handOver(ledger, to: observer)
            }
            if !observer.isStopped { report(states.count, of: count, ledger) }
        }
        if observer.isStopped { batch.handOver(ledger, to: observer) }
        return states
    }

    private static func pieces(of wanted: WantedFiles) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var (start, byteCount) = (0, Int64(0))
        for (index, entry) in wanted.entries.enumerated() {
            byteCount = byteCount &+ entry.byteCount
            guard index + 1 - start >= pieceFileCount || byteCount >= pieceByteCount else { continue }
            pieces.append(start..<index + 1)
            (start, byteCount) = (index + 1, 0)
        }
        if start < wanted.entries.count { pieces.append(start..<wanted.entries.count) }
        return pieces
    }

    private func take(_ outcome: PoolRangeCheck.Outcome, _ ledger: inout Ledger) {
        ledger.log.merge(outcome.log)
        ledger.statistics.readFileCount += outcome.newlyReadCount
        ledger.statistics.readByteCount += outcome.readByteCount
        ledger.newlyVerified += outcome.newlyVerified
        ledger.filesToTakeOut += outcome.filesToTakeOut
    }

    private func report(_ checkedFileCount: Int, of fileCount: Int, _ ledger: borrowing Ledger) {
        observer.progress(
            ValidationProgress(
                checkedFileCount: checkedFileCount, fileCount: fileCount,
                readByteCount: ledger.statistics.readByteCount))
    }
}
