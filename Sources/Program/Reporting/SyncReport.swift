/// What a sync of one mirror did, for people and for the exit status.
package struct SyncReport: Sendable {
    package enum Outcome: Sendable, Hashable {
        case published(generation: String)
        /// The upstream had nothing new; `generation` goes on being served.
        case unchanged(generation: String)
        /// `sync` without names: it is not due.
        case notDue
        case heldBack
        /// `holder` as the lock file says it.
        case alreadyRunning(holder: String)
        case upstreamFailed(Message)
        /// What came is invalid; `serving` is what clients get meanwhile.
        case invalid(serving: String?)
        /// What came was rolled back from, or the mirror is held: it stays in staging.
        case heldAfterRollback(serving: String?)
        case machineFailed(Message)
        case wrongConfiguration(Message)
        case interrupted(signal: Int32)
    }

    package var mirror: String
    package var outcome: Outcome
    package var transfer: TransferSummary?
    package var validation: ValidationSummary?
    package var publication: PublicationSummary?
    package var findings: [FindingReport] = []
    /// Those of `findings`, with all that were counted.
    package var groups: [FindingGroup] = []
    /// Files of what is served that were found to have rotted; they are among the findings.
    package var rottenCount = 0
    package var next: NextSync?
    package var log: String?
    /// What happened on the way and should be known, each a sentence.
    package var remarks: [String] = []

    package init(mirror: String, outcome: Outcome) {
        self.mirror = mirror
        self.outcome = outcome
    }

    /// The exit status of `sync`, as its help and the README tell.
    package var exitStatus: Int32 {
        switch outcome {
        case .published, .unchanged: isInherited ? 30 : 0
        case .notDue, .heldAfterRollback: 0
        case .heldBack: 10
        case .alreadyRunning: 11
        case .upstreamFailed: 20
        case .invalid: 30
        case .machineFailed: 40
        case .wrongConfiguration: 78
        case .interrupted(let signal): 128 + signal
        }
    }

    /// Whether what is published has errors that what was served before had too: they hold nothing back, and apt refuses those
    /// suites all the same.
    package var isInherited: Bool { findings.contains(where: \.isInheritedError) }

    /// Whether the sync failed, other than by not being allowed or by another one that runs.
    package var isFailure: Bool {
        switch outcome {
        case .published, .unchanged, .notDue, .heldBack, .alreadyRunning, .heldAfterRollback: false
        case .upstreamFailed, .invalid, .machineFailed, .wrongConfiguration, .interrupted: true
        }
    }

    /// The status of several mirrors in one run: the highest, but 10 and 11 never outrank 0.
    package static func exitStatus(of reports: [SyncReport]) -> Int32 {
        let statuses = reports.map(\.exitStatus)
        if statuses.count == 1, let only = statuses.first { return only }
        return statuses.filter { $0 != 10 && $0 != 11 }.max() ?? (statuses.isEmpty ? 0 : statuses.max() ?? 0)
    }
}

/// What is wrong, and what to do about it: both without a full stop.
package struct Message: Sendable, Hashable, Encodable {
    package var text: String
    package var hint: String?

    package init(_ text: String, hint: String? = nil) {
        self.text = text
        self.hint = hint
    }
}

/// What rsync brought, over all connections of the session.
package struct TransferSummary: Sendable, Hashable {
    package var transferredCount: Int64 = 0
    package var deletedCount: Int64 = 0
    package var fileCount: Int64 = 0
    package var receivedByteCount: Int64 = 0
    package var seconds: Int64 = 0
    package var connectionCount = 0
    package var speedup: Double?

    package init() {}
}

/// How much validation looked at.
package struct ValidationSummary: Sendable, Hashable {
    package var suites: [String] = []
    package var indexCount = 0
    package var packageCount = 0
    package var sourceCount = 0
    package var poolFileCount = 0
    package var readFileCount = 0
    package var readByteCount: Int64 = 0
    package var seconds: Int64 = 0
    /// What the configuration leaves out, in one line.
    package var selection: String?

    package init() {}
}

/// What was published, and what was kept for clients of the generation before.
package struct PublicationSummary: Sendable, Hashable {
    package var link: String
    package var generation: String
    package var graceCount = 0
    package var linkedFromLiveCount = 0

    package init(link: String, generation: String) {
        self.link = link
        self.generation = generation
    }
}
