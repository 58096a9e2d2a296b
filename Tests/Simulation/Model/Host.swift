import Scheduling

/// One configuration of one mirror, and the process that runs for it.
struct Host {
    let name: String
    let key: UpstreamKey
    /// Which state directory and which disk it has.
    let store: Int
    let root: Int
    let minuteOfDay: Int?
    let splay: Int64
    var lines: [Line]
    var run: Run?
    /// The answer to its last start.
    var heldUntil = Int64.min
    /// Whether a process has compared both records since the machine or a record last suffered.
    var hasLooked = true

    struct Line {
        let cron: CronLine
        /// By the wall clock: the minute of the line, and when the start really comes.
        var scheduled: Int64
        var due: Int64
    }
}

/// The steps of a sync as the program takes them; it may be killed before each.
package enum Step: Int, Sendable, CaseIterable, CustomStringConvertible {
    case takeLocks, readMarker, reconcileStore, reconcileMarker, decide, spend, mark, connect, close, closeInMarker,
        reopen, reopenInMarker, finish

    package var description: String {
        switch self {
        case .takeLocks: "locks"
        case .readMarker: "marker read"
        case .reconcileStore: "corrections in the store"
        case .reconcileMarker: "corrections in Root"
        case .decide: "decision"
        case .spend: "permit in the store"
        case .mark: "permit in Root"
        case .connect: "connection"
        case .close: "end in the store"
        case .closeInMarker: "end in Root"
        case .reopen: "next connection in the store"
        case .reopenInMarker: "next connection in Root"
        case .finish: "end of the sync"
        }
    }
}

/// A process on its way through the steps.
struct Run {
    let request: SyncRequest
    var step = Step.takeLocks
    var wakeAt: Int64
    /// How many steps it takes before it is killed.
    var stepsLeft: Int
    /// Whether it holds the lock in Root.
    var holdsRoot = false
    /// What it read at its beginning.
    var marker: Permit?
    /// What the marker is to say before the policy is asked.
    var forMarker: Permit?
    var permit: Permit?
    /// The number that the judge gave to the session.
    var session = 0
    var ending = Ending.finished
    /// What had suffered when it compared both records.
    var damageCount = 0
    /// It has the store open that was replaced meanwhile: what it records there is lost.
    var writesToLostStore = false
}
