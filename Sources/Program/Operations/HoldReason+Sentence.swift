import Reporting
import Scheduling
import Timekeeping

extension HoldReason {
    /// Why an upstream is not contacted, in lower case and without a full stop; times in `zone`.
    func sentence(_ zone: TimeZoneRules) -> String {
        let times = LocalTimeText(zone: zone)
        switch self {
        case .spentToday(_, let opened, _):
            return "one sync a day: the upstream was contacted at \(times.minute(opened))"
        case .tooSoon(let opened, let secondsAgo, _):
            return "18 hours between two syncs: the upstream was contacted \(humanDuration(secondsAgo)) ago, at "
                + times.minute(opened)
        case .refused(let outcome, let instant, _):
            return "the upstream refused at \(times.minute(instant)) (\(outcome.words)): its word ends the day"
        case .upstreamFull(let answers, let last, _):
            return "the upstream was full (\"max connections\"), \(counted(answers, "time")), last at "
                + "\(times.minute(last)): it is asked again after two hours, twice a day at most"
        case .neverReached(let count, let last):
            return "the upstream could not be reached, \(counted(count, "time")), last at \(times.minute(last)): "
                + "the permit was given back, and is taken again after an hour, three times a day at most"
        case .beforeMinute(let minute):
            return "not before \(zeroPadded(minute / 60, to: 2)):\(zeroPadded(minute % 60, to: 2)), as At says"
        case .clockNotSet(let instant):
            return "the clock of this machine is not set: it shows \(instant.iso8601)"
        }
    }
}

extension ConnectionOutcome {
    var words: String {
        switch self {
        case .finished: "finished"
        case .dropped: "dropped"
        case .neverReached: "never reached"
        case .accessDenied: "access denied"
        case .unknownModule: "unknown module"
        case .authenticationFailed: "authentication failed"
        case .upstreamFull: "max connections"
        case .interrupted: "interrupted"
        case .failedHere: "this machine failed"
        }
    }
}
