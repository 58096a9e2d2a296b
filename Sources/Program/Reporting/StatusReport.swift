package import Timekeeping

/// The state of all mirrors at one moment, from which every form of the status is written.
///
/// The JSON form carries `schemaVersion`: a field is never renamed, removed or given another meaning under the same version.
/// A field without a value is left out.
package struct StatusReport: Sendable, Encodable {
    package var schemaVersion = 1
    package var generatedAt: Instant
    package var mirrors: [MirrorStatus]
    package var registries: [RegistryStatus]

    package init(generatedAt: Instant, mirrors: [MirrorStatus], registries: [RegistryStatus] = []) {
        self.generatedAt = generatedAt
        self.mirrors = mirrors
        self.registries = registries
    }
}

package struct MirrorStatus: Sendable, Encodable {
    package var name: String
    package var upstream: String
    package var root: String
    package var timeZone: String
    package var served: ServedGeneration?
    package var suites: [SuiteStatus] = []
    /// What the configuration leaves out, in one line; nil where all is mirrored.
    package var selection: String?
    package var lastSync: SyncStatus?
    package var running: RunningSync?
    /// Calendar days in a row, up to the newest with a sync, on which none could publish; 0 when the last could.
    package var daysWithoutPublication = 0
    /// Such days among the last 30.
    package var daysWithoutPublicationOfMonth = 0
    package var next: NextSync
    /// Why nothing is published at the moment, as after a rollback; nil when the mirror is not held.
    package var held: String?
    /// What keeps the mirror from working at all, as a disk that is not mounted; nil as a rule.
    package var fault: String?
    package var disk: DiskStatus?
    package var findings: [FindingReport] = []
    /// What the operator should know besides, each a sentence.
    package var remarks: [String] = []

    package init(name: String, upstream: String, root: String, timeZone: String, next: NextSync) {
        self.name = name
        self.upstream = upstream
        self.root = root
        self.timeZone = timeZone
        self.next = next
    }
}

package struct ServedGeneration: Sendable, Encodable {
    package var name: String
    package var publishedAt: Instant?

    package init(name: String, publishedAt: Instant?) {
        self.name = name
        self.publishedAt = publishedAt
    }
}

package struct SuiteStatus: Sendable, Encodable {
    package var name: String
    package var codename: String?
    package var date: Instant?
    package var validUntil: Instant?
    package var packageCount: Int?

    package init(name: String, codename: String?, date: Instant?, validUntil: Instant?, packageCount: Int?) {
        self.name = name
        self.codename = codename
        self.date = date
        self.validUntil = validUntil
        self.packageCount = packageCount
    }
}

package struct SyncStatus: Sendable, Encodable {
    package var startedAt: Instant
    package var endedAt: Instant?
    /// The exit status of that `sync`; nil when it was cut off.
    package var exitStatus: Int?
    /// One sentence.
    package var outcome: String
    package var receivedByteCount: Int64?
    package var log: String?

    package init(
        startedAt: Instant, endedAt: Instant?, exitStatus: Int?, outcome: String, receivedByteCount: Int64?,
        log: String?
    ) {
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.exitStatus = exitStatus
        self.outcome = outcome
        self.receivedByteCount = receivedByteCount
        self.log = log
    }
}

package struct RunningSync: Sendable, Encodable {
    package var startedAt: Instant?
    package var description: String

    package init(startedAt: Instant?, description: String) {
        self.startedAt = startedAt
        self.description = description
    }
}

package struct NextSync: Sendable, Encodable {
    /// Nil when it may happen now.
    package var notBefore: Instant?
    /// One sentence, lower case, without a full stop.
    package var reason: String

    package init(notBefore: Instant?, reason: String) {
        self.notBefore = notBefore
        self.reason = reason
    }
}

package struct DiskStatus: Sendable, Encodable {
    /// What all trees below Root occupy together, files shared between them counted once.
    package var usedByteCount: Int64?
    package var freeByteCount: Int64
    package var generationCount: Int
    /// The most that one of the last 30 syncs brought: what the next one may need beside what is there.
    package var expectedByteCount: Int64?

    package init(usedByteCount: Int64?, freeByteCount: Int64, generationCount: Int) {
        self.usedByteCount = usedByteCount
        self.freeByteCount = freeByteCount
        self.generationCount = generationCount
    }
}
