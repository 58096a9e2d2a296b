package import Timekeeping

/// A process that can be told from a later one with the same number.
package struct RecordedProcess: Sendable, Hashable {
    package var processID: Int32
    /// Clock ticks from boot to its start, as in field 22 of /proc/pid/stat.
    package var startTime: UInt64
    package var bootID: String

    package init(processID: Int32, startTime: UInt64, bootID: String) {
        self.processID = processID
        self.startTime = startTime
        self.bootID = bootID
    }
}

/// What a transfer moved, all its connections together.
package struct TransferCounts: Sendable, Hashable {
    package var connectionCount = 0
    /// Files, directories and links in the tree.
    package var fileCount: Int64 = 0
    package var createdCount: Int64 = 0
    package var deletedCount: Int64 = 0
    package var transferredCount: Int64 = 0
    /// The size of the tree.
    package var totalByteCount: Int64 = 0
    /// The size of the transferred files.
    package var transferredByteCount: Int64 = 0
    /// What went over the connection.
    package var sentByteCount: Int64 = 0
    package var receivedByteCount: Int64 = 0

    package init() {}
}

/// How a sync ended.
package struct SyncEnding: Sendable, Hashable {
    package var endedAt: Instant
    /// That of `sync`, for this mirror alone.
    package var exitStatus: Int32
    /// A stable word, as `published`, `unchanged`, `invalid`, `unreachable`.
    package var outcome: String
    /// One sentence for people.
    package var detail: String?
    package var verdict: String?
    /// The generation that it made, if it made one.
    package var generation: String?
    /// Nil where nothing was transferred.
    package var transfer: TransferCounts?

    package init(endedAt: Instant, exitStatus: Int32, outcome: String, detail: String? = nil) {
        self.endedAt = endedAt
        self.exitStatus = exitStatus
        self.outcome = outcome
        self.detail = detail
    }
}

/// One sync, which runs, has ended, or was cut by a crash.
package struct SyncRecord: Sendable, Hashable {
    package let id: Int64
    package let mirror: String
    package let startedAt: Instant
    /// The `Permit.id` under which it runs; nil where it made no contact, as `publish` of a kept staging tree.
    package let permitID: String?
    package let logPath: String?
    /// The process that runs or ran it.
    package let parent: RecordedProcess
    /// The rsync that it started, until that was seen to end.
    package let transferProcess: RecordedProcess?
    /// Nil while it runs, and when a crash cut it.
    package let ending: SyncEnding?
}
