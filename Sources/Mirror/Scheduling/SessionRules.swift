package import Timekeeping

/// Why no further connection may be opened under a permit.
package enum SessionEnd: Sendable, Hashable {
    /// It has had as many connections as a session may have.
    case connectionsUsed(Int)
    /// Seconds since the last sign of life of its last connection.
    case pauseTooLong(seconds: Int64)
    /// The upstream does not want us, or not now.
    case answered(ConnectionOutcome)
    case returned
    /// Another permit was spent since its last opening, or on this calendar day.
    case overtaken(mirror: String)
}

extension Permit {
    /// Why the sync that holds this permit may open no further connection now: to continue a dropped one, or for a second pass.
    /// Nil when it may.
    package func sessionEnd(at now: ClockReading) -> SessionEnd? {
        if isReturned { return .returned }
        if let outcome = last.outcome, outcome.isRefusal || outcome == .upstreamFull { return .answered(outcome) }
        if connections.count >= PolicyLimits.connectionsOfSession { return .connectionsUsed(connections.count) }
        let pause = pause(until: now) ?? .max
        return pause < PolicyLimits.pauseOfSession ? nil : .pauseTooLong(seconds: pause)
    }

    /// Seconds since the last sign of life, or nil where they are not known. Where a start of the machine has seen that the opening lies
    /// further back than the wall clock says now, for it was set back since, that counts.
    private func pause(until now: ClockReading) -> Int64? {
        guard let known = last.lastActive.knownSeconds(until: now) else { return nil }
        let length = last.opened.secondsOfOneBoot(until: last.lastActive) ?? 0
        return max(known, last.placed.leastSeconds(until: now) - length)
    }

    /// The same, where other permits of the upstream are known. Two mirrors on one upstream may wait for each other's sessions, but
    /// none goes on once the other has begun; nor does a session on a day that a clock, since set, has shown at another's opening,
    /// unless the policy was overridden for it.
    ///
    /// - Parameter others: permits of any upstream, this one among them or not.
    package func sessionEnd(at now: ClockReading, zone: TimeZoneRules, others: [Permit]) -> SessionEnd? {
        sessionEnd(at: now)
            ?? overtaking(others, at: now, zone: zone).map { .overtaken(mirror: $0.mirror) }
    }

    /// The first of `others` that was opened since this permit's last opening, or on this calendar day, also by the clock as it is set
    /// now: it may have been set while the session lasted.
    func overtaking(_ others: [Permit], at now: ClockReading, zone: TimeZoneRules) -> Permit? {
        let sinceOpening = leastSeconds(until: now)
        let today = zone.localTime(of: now.wall).daysSinceEpoch
        return others.lazy
            .filter { !$0.isReturned && $0.first.opened != first.opened && $0.upstream.overlaps(upstream) }
            .map { $0.corrected(at: now) }
            .first {
                $0.leastSeconds(until: now) < sinceOpening
                    || overrideReason == nil && $0.days(in: zone).contains(today)
            }
    }

    /// Whether this permit is to be given back: none of its connections reached the upstream, and this day's returns are not used up.
    ///
    /// - Parameter others: the permits of the same upstream.
    package func mayBeReturned(at now: ClockReading, zone: TimeZoneRules, others: [Permit]) -> Bool {
        guard connections.allSatisfy({ $0.outcome == .neverReached }) else { return false }
        let today = zone.localTime(of: now.wall).daysSinceEpoch
        let returns = others.filter { $0.isReturned && $0.id != id && $0.days(in: zone).contains(today) }
        return returns.count < PolicyLimits.returnsOfDay
    }

    /// Whether a sync under this permit was cut, and none was resumed: that is done once.
    var isCutOnce: Bool {
        last.isCut && !connections.dropLast().contains(where: \.isCut)
    }

    /// How often the upstream said "max connections" under this permit.
    package var answersOfFullUpstream: Int { connections.count { $0.outcome == .upstreamFull } }

    /// The calendar days, counted from 1970-01-01, on which an opening happened: by the clock as it showed then, and as corrected.
    func days(in zone: TimeZoneRules) -> [Int64] {
        var days: [Int64] = []
        for connection in connections {
            days.append(zone.localTime(of: connection.opened.wall).daysSinceEpoch)
            if let corrected = connection.corrected { days.append(zone.localTime(of: corrected.wall).daysSinceEpoch) }
        }
        return days
    }
}
