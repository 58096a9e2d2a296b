import Posix

/// Tells when an rsync does nothing any more, or has been at it for too long.
struct Watchdog {
    private let stall: Duration
    private let longest: Duration
    private let start: ContinuousClock.Instant
    private var lastSign: ContinuousClock.Instant
    private var lastLook: ContinuousClock.Instant
    private var activity: UInt64?

    init(_ request: TransferRequest, start: ContinuousClock.Instant) {
        stall = .seconds(request.stallSeconds)
        longest = .seconds(request.longestSeconds)
        self.start = start
        lastSign = start
        lastLook = start
    }

    /// How long one may wait before the next look.
    var interval: Duration { max(.milliseconds(50), min(stall / 10, .seconds(30))) }

    mutating func sawOutput(at now: ContinuousClock.Instant) { lastSign = now }

    /// - Parameter activity: a number that changes while rsync reads or writes; asked for only now and then.
    mutating func look(at now: ContinuousClock.Instant, activity: () -> UInt64?) -> StopReason? {
        if now - start >= longest { return .tookTooLong(seconds: Int(longest.components.seconds)) }
        guard now - lastLook >= interval else { return nil }
        lastLook = now
        let activity = activity()
        if activity != self.activity { lastSign = now }
        self.activity = activity
        return now - lastSign >= stall ? .stalled(seconds: Int(stall.components.seconds)) : nil
    }
}

/// Why we end an rsync that runs.
enum StopReason: Hashable {
    case interrupted(signal: Int32)
    case stalled(seconds: Int)
    case tookTooLong(seconds: Int)
    case tooLittleSpace(freeByteCount: UInt64, wantedByteCount: UInt64)

    var ending: TransferEnding {
        switch self {
        case .interrupted(let signal): .interrupted(signal: signal)
        case .stalled(let seconds): .stalled(seconds: seconds)
        case .tookTooLong(let seconds): .tookTooLong(seconds: seconds)
        case .tooLittleSpace(let free, let wanted):
            .localFault(.minimumFree(freeByteCount: free, wantedByteCount: wanted))
        }
    }
}
