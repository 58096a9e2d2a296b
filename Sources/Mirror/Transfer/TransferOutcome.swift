package import Posix

/// What became of a transfer.
package struct TransferOutcome: Sendable, Hashable {
    package let ending: TransferEnding
    /// Nil when rsync never ran.
    package let exit: ChildExit?
    package let statistics: TransferStatistics
    /// What the sender could not give, as rsync said it: unreadable, vanished, changed while it was read. At most 1,000.
    package let senderProblems: [String]
    /// What else rsync said on standard error, in order: for the message to the operator. At most 100.
    package let messages: [String]
    /// What a daemon said when it refused: for the operator to read as the upstream wrote it, escaped for a terminal.
    package let upstreamWords: [String]
    /// What rsync left out, for its kind or for where it leads. At most 10,000; see `skippedCount`.
    package let skippedPaths: [SkippedPath]
    package let skippedCount: Int
    /// The sender had I/O errors, so that nothing was deleted: staging may hold files that the upstream no longer has.
    package let deletionsSkipped: Bool
    /// Why the log is incomplete.
    package let logFailure: SystemCallError?
    package let elapsedSeconds: Int64

    /// Whether a connection was made, so that the day's permit is spent.
    package var reachedUpstream: Bool { exit != nil && ending.reachedUpstream }
}
