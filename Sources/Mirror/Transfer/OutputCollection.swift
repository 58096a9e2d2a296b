import Posix

/// What rsync said so far, sorted by what it means.
struct OutputCollection {
    private static let mostProblems = 1000
    private static let mostMessages = 100
    private static let mostSkippedPaths = 10_000
    /// A name and a target of 4,096 bytes each, read in ten ways, ten thousand times, would be 800 MB.
    private static let mostSkippedBytes = 8 << 20

    private(set) var statistics = TransferStatistics()
    private(set) var skippedPaths: [SkippedPath] = []
    private(set) var skippedCount = 0
    private(set) var deletionsSkipped = false
    /// The first of them; what is said last, why rsync ended, is kept in `ends`.
    private(set) var messages: [RsyncMessage] = []
    private(set) var ends: [RsyncMessage] = []

    /// - Returns: the progress that the line tells of, if it does.
    mutating func output(_ line: String) -> RsyncProgress? {
        switch RsyncLine(line) {
        case .progress(let progress): return progress
        case .skipped(let paths):
            skippedCount += 1
            if skippedPaths.count < Self.mostSkippedPaths, skippedByteCount < Self.mostSkippedBytes {
                skippedPaths += paths
                skippedByteCount += paths.count * line.utf8.count
            }
        case .statistic(let name, let value): statistics.record(name, value)
        case .sent(let sent, let received):
            statistics.sentByteCount = sent
            statistics.receivedByteCount = received
        case .deletionsSkipped: deletionsSkipped = true
        case .item, .other: break
        }
        return nil
    }

    /// The sender's problems may be thousands; what else is said must not be lost behind them.
    mutating func error(_ line: String) {
        let message = RsyncMessage(line).shortened
        if case .end = message.kind {
            if ends.count < Self.mostMessages { ends.append(message) }
        } else if messages.count < Self.mostProblems || (!message.isSendersProblem && otherCount < Self.mostProblems) {
            messages.append(message)
            if !message.isSendersProblem { otherCount += 1 }
        }
    }

    private var otherCount = 0
    private var skippedByteCount = 0

    var senderProblems: [String] { messages.filter(\.isSendersProblem).map(\.text) }

    var otherMessages: [String] {
        (messages.filter { !$0.isSendersProblem } + ends).prefix(Self.mostMessages).map(\.text)
    }

    /// What the upstream wrote when it refused.
    var upstreamWords: [String] {
        messages.filter { message in
            switch message.kind {
            case .daemonError, .remark: true
            case .problem: message.text.contains("server is configured to refuse")
            case .end, .vanished, .failedVerification: false
            }
        }.prefix(Self.mostMessages).map(\.text)
    }
}

extension RsyncMessage {
    /// What the sender could not give; the rest of the archive came nevertheless.
    var isSendersProblem: Bool {
        switch kind {
        case .vanished, .failedVerification: true
        case .problem: isFromSender
        case .daemonError, .end, .remark: false
        }
    }
}
