package import Timekeeping

/// The right to contact one upstream on one calendar day, spent before the contact, and the connections made under it.
package struct Permit: Sendable, Hashable {
    package let upstream: UpstreamKey
    /// The name of the mirror that spent it.
    package let mirror: String
    /// Why the policy was overridden for it, if it was.
    package let overrideReason: String?
    /// In the order in which they were opened; never empty.
    package private(set) var connections: [Connection]
    /// Whether it was given back because the upstream was never reached: then it counts no longer.
    package var isReturned = false

    /// A permit as it is spent: its first connection is about to be opened.
    package init(upstream: UpstreamKey, mirror: String, opened: ClockReading, overrideReason: String? = nil) {
        self.init(upstream: upstream, mirror: mirror, overrideReason: overrideReason, first: Connection(opened: opened))
    }

    /// A permit as it was recorded.
    package init(
        upstream: UpstreamKey, mirror: String, overrideReason: String?, first: Connection, later: [Connection] = [],
        isReturned: Bool = false
    ) {
        self.upstream = upstream
        self.mirror = mirror
        self.overrideReason = overrideReason
        self.isReturned = isReturned
        connections = [first] + later
    }

    package var first: Connection { connections[0] }
    package var last: Connection { connections[connections.count - 1] }

    /// What tells this permit from every other: its first opening and its mirror.
    package var id: String {
        let opened = first.opened
        return "\(opened.wall.secondsSinceEpoch)-\(opened.secondsSinceBoot)-\(opened.bootID)/\(mirror)"
    }

    /// Records that one more connection is about to be opened.
    package mutating func open(at now: ClockReading) {
        connections.append(Connection(opened: now))
    }

    /// Records that the last connection still transfers.
    package mutating func markActive(at now: ClockReading) {
        connections[connections.count - 1].lastActive = now
    }

    /// Records how the last connection ended.
    package mutating func close(at now: ClockReading, _ outcome: ConnectionOutcome) {
        connections[connections.count - 1].lastActive = now
        connections[connections.count - 1].outcome = outcome
    }

    /// This permit with its openings placed by the clocks of `now`.
    ///
    /// Where it differs from this one, which is once for each start of the machine and each time that the wall clock was set, it is to
    /// be recorded. A clock that was not set yet places nothing.
    package func corrected(at now: ClockReading) -> Permit {
        guard now.wall >= PolicyLimits.earliestPlausibleTime else { return self }
        var result = self
        for index in connections.indices {
            if let corrected = connections[index].corrected(at: now) { result.connections[index] = corrected }
        }
        return result
    }

    /// Whether an opening has another wall time here than in `earlier`, the same permit as it was recorded: then a clock was set. To be
    /// placed in another boot at the same wall time is no move.
    package func isMoved(from earlier: Permit) -> Bool {
        zip(connections, earlier.connections).contains { now, before in
            now.placed.wall.seconds(since: before.placed.wall).magnitude > PolicyLimits.roundingOfClocks.magnitude
        }
    }

    /// At least this many seconds have passed since the last opening.
    package func leastSeconds(until now: ClockReading) -> Int64 {
        last.placed.leastSeconds(until: now)
    }
}
