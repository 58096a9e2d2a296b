import Glibc
import Posix

/// One running rsync: what it said, what was made of it, and whether it is to be ended.
struct TransferSession: ~Copyable {
    private let request: TransferRequest
    private let progress: ((TransferProgress) -> Void)?
    private let start = ContinuousClock.now
    private var log: TransferLog
    private var output = LineAssembler(cutsAtReturn: true)
    private var errors = LineAssembler(cutsAtReturn: false)
    private var collection = OutputCollection()
    private var meter: ProgressMeter
    private var watchdog: Watchdog
    private var space: SpaceWatch
    private var stop: Stop?

    /// An order to end. rsync ends its own receiver, which saves what it has of a file; a signal to both at once can lose it.
    private struct Stop {
        let reason: StopReason
        let start: ContinuousClock.Instant
        var isForGroup = false
    }

    init(_ request: TransferRequest, log path: String, progress: ((TransferProgress) -> Void)?) {
        self.request = request
        self.progress = progress
        log = TransferLog(path)
        meter = ProgressMeter(start: start)
        watchdog = Watchdog(request, start: start)
        space = SpaceWatch(request)
        log.write("$ \(shellText(request.command))", .own)
    }

    /// Reads what rsync says until it ends or is to be ended.
    ///
    /// - Throws: `SystemCallError` from poll(2), read(2), waitid(2): faults of ours.
    mutating func run(
        _ child: consuming PipedChild, _ interruption: Interruption?
    ) throws(SystemCallError) -> TransferOutcome {
        var exit: ChildExit?
        while exit == nil {
            exit = try turn(&child, interruption)
            if let stop, ContinuousClock.now >= stop.start + .seconds(request.patienceSeconds) { break }
        }
        // rsync waits for its own; what is left after it was killed gets the same time to end as rsync itself.
        let patience = exit == nil ? Duration.zero : .seconds(request.patienceSeconds)
        exit = try child.end(patience: patience) ?? exit
        finishLines()
        return outcome(ending(exit), exit: exit)
    }

    private mutating func turn(
        _ child: inout PipedChild, _ interruption: Interruption?
    ) throws(SystemCallError) -> ChildExit? {
        // A descriptor that stays readable must not be waited for twice.
        let waker = stop == nil ? interruption?.descriptorNumber ?? -1 : -1
        let limit = stop == nil ? interval : .milliseconds(100)
        let exit = try child.turn(limit: limit, waker: waker) { receive($0, $1) }
        if exit == nil, stop == nil, let reason = reasonToStop(child.processID, interruption) {
            log.write("[ending rsync: \(reason)]", .own)
            stop = Stop(reason: reason, start: ContinuousClock.now)
            for signal in [SIGTERM, SIGCONT] { child.signal(signal) }
        }
        if let stop, !stop.isForGroup, ContinuousClock.now >= stop.start + .seconds(request.patienceSeconds) / 2 {
            self.stop?.isForGroup = true
            for signal in [SIGTERM, SIGCONT] { child.signalGroup(signal) }
        }
        return exit
    }

    private var interval: Duration {
        space.isOn ? min(watchdog.interval, SpaceWatch.interval) : watchdog.interval
    }

    private mutating func reasonToStop(_ group: pid_t, _ interruption: Interruption?) -> StopReason? {
        if let signal = interruption?.signal { return .interrupted(signal: signal) }
        if let reason = space.look(at: ContinuousClock.now) { return reason }
        return watchdog.look(at: ContinuousClock.now) { groupActivity(group) }
    }

    private mutating func receive(_ stream: ChildStream, _ bytes: ArraySlice<UInt8>) {
        watchdog.sawOutput(at: ContinuousClock.now)
        var lines: [String] = []
        switch stream {
        case .output: output.append(bytes) { lines.append($0) }
        case .error: errors.append(bytes) { lines.append($0) }
        }
        for line in lines { record(line, stream) }
    }

    /// What a process that was killed left without a newline.
    private mutating func finishLines() {
        var rest: [(String, ChildStream)] = []
        output.finish { rest.append(($0, .output)) }
        errors.finish { rest.append(($0, .error)) }
        for (line, stream) in rest { record(line, stream) }
    }

    private mutating func record(_ line: String, _ stream: ChildStream) {
        if stream == .error {
            collection.error(line)
            log.write(line, .error)
        } else if let step = collection.output(line) {
            if let progress, let shown = meter.record(step, at: ContinuousClock.now) { progress(shown) }
        } else {
            log.write(line, .output)
        }
    }

    private func ending(_ exit: ChildExit?) -> TransferEnding {
        // rsync may have been done just when it was to be ended.
        if let stop, exit != .status(0) { return stop.reason.ending }
        guard let exit else { return .localFault(.killed(signal: SIGKILL)) }
        return RsyncRemains(
            exit: exit, messages: collection.messages + collection.ends, upstream: request.upstream.transport,
            sourceAddress: request.sourceAddress
        ).ending
    }

    mutating func outcome(_ ending: TransferEnding, exit: ChildExit?) -> TransferOutcome {
        log.write("[rsync ended: \(exit.map { "\($0)" } ?? "it did not run"), \(ending)]", .own)
        log.flush()
        var words: [String] = []
        if case .refused = ending { words = collection.upstreamWords }
        return TransferOutcome(
            ending: ending, exit: exit, statistics: collection.statistics, senderProblems: collection.senderProblems,
            messages: collection.otherMessages, upstreamWords: words, skippedPaths: collection.skippedPaths,
            skippedCount: collection.skippedCount, deletionsSkipped: collection.deletionsSkipped,
            logFailure: log.failure, elapsedSeconds: (ContinuousClock.now - start).components.seconds)
    }
}
