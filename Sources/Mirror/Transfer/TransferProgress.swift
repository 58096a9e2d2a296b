/// How far a transfer has come.
package struct TransferProgress: Sendable, Hashable {
    /// Bytes of file contents so far.
    package let byteCount: Int64
    /// Mean over the last seconds.
    package let bytesPerSecond: Int64
    /// Files compared or transferred, of all files of the upstream: 0 to 1. Nil while their list still grows.
    package let share: Double?
    package let elapsedSeconds: Int64
    /// By the share of files done so far; nil while that is too little to tell.
    package let remainingSeconds: Int64?
}

/// Makes progress out of the many lines of rsync: a few times a second, with a rate over some seconds.
struct ProgressMeter {
    private static let interval = Duration.milliseconds(250)
    private static let rateWindow = Duration.seconds(5)

    private let start: ContinuousClock.Instant
    private var reportedAt: ContinuousClock.Instant?
    private var files: RsyncProgress.Files?
    private var samples: [(time: ContinuousClock.Instant, byteCount: Int64)] = []

    init(start: ContinuousClock.Instant) {
        self.start = start
    }

    /// - Returns: what to show now; nil when something was shown a moment ago.
    mutating func record(_ line: RsyncProgress, at now: ContinuousClock.Instant) -> TransferProgress? {
        if let files = line.files { self.files = files }
        if let reportedAt, now - reportedAt < Self.interval { return nil }
        reportedAt = now
        samples.append((now, line.byteCount))
        // At least two, or there is no rate.
        while samples.count > 2, let first = samples.first, now - first.time > Self.rateWindow { samples.removeFirst() }
        let elapsed = now - start
        let share = files.flatMap { $0.isComplete && $0.known > 0 ? Double($0.done) / Double($0.known) : nil }
        return TransferProgress(
            byteCount: line.byteCount, bytesPerSecond: rate(at: now), share: share,
            elapsedSeconds: elapsed.components.seconds, remainingSeconds: Self.remaining(share, elapsed))
    }

    private func rate(at now: ContinuousClock.Instant) -> Int64 {
        guard let first = samples.first, let last = samples.last else { return 0 }
        let (byteCount, time) =
            samples.count > 1 ? (last.byteCount - first.byteCount, now - first.time) : (last.byteCount, now - start)
        let seconds = time / .seconds(1)
        return seconds > 0 ? Int64(clamping: Int(max(0, min(1e15, Double(byteCount) / seconds)))) : 0
    }

    private static func remaining(_ share: Double?, _ elapsed: Duration) -> Int64? {
        guard let share, share > 0.02, elapsed > .seconds(3) else { return nil }
        return Int64(min(1e9, elapsed / .seconds(1) * (1 - share) / share))
    }
}
