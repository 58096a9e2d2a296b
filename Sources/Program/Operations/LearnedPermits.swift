import Configuration
import Posix
import Publishing
import Scheduling
import StateStore
import Timekeeping

extension Program {
    /// Records in a new store when each mirror was synced last, as the marker in its Root and the newest of its logs say: the later
    /// counts. What cannot be read says nothing here; an unreadable marker is judged when the mirror is synced.
    ///
    /// - Returns: for how many mirrors something was found.
    func learnPermits(_ store: StateStore) throws(Failure) -> Int {
        let now = machine.clock.reading()
        var count = 0
        for mirror in configuration.mirrors {
            let marked = markedPermit(mirror)
            if let marked { try Failure.ofStore { () throws(StateStoreError) in try store.merge(marked) } }
            let logged = try loggedPermit(mirror, at: now, store)
            if let logged { try Failure.ofStore { () throws(StateStoreError) in try store.record(logged) } }
            if marked != nil || logged != nil { count += 1 }
        }
        return count
    }

    /// Records for which mirrors a damaged store has known generations, as far as their logs tell: where nothing of it can be read, a Root
    /// without its marker is a disk that is not mounted all the same. A store that is not there at all tells nothing of the kind:
    /// whoever wants to begin anew has removed it.
    func rememberGenerations(_ store: StateStore) throws(Failure) {
        for mirror in configuration.mirrors where lastLog(mirror) != nil {
            try Failure.ofStore { () throws(StateStoreError) in try store.markYoung(mirror.name) }
        }
    }

    private func markedPermit(_ mirror: MirrorConfiguration) -> Permit? {
        let marker = (try? mirror.mirrorRoot.readMarker()) ?? nil
        guard let marker, marker.mirror == mirror.name else { return nil }
        return marker.permit.flatMap { Permit(encoded: $0) }
    }

    /// A log is named after the opening of the connection under which it was begun. It counts as spent, whatever became of it; nil
    /// where the permit of that connection is known, with the clocks as they were.
    private func loggedPermit(
        _ mirror: MirrorConfiguration, at now: ClockReading, _ store: StateStore
    ) throws(Failure) -> Permit? {
        guard let last = lastLog(mirror) else { return nil }
        let rounding = PolicyLimits.roundingOfClocks
        let since = last.adding(seconds: -rounding)
        let openings = try Failure.ofStore { () throws(StateStoreError) in
            try store.permits(of: mirror.name, since: since)
        }.flatMap(\.connections)
        if openings.contains(where: { $0.opened.wall.seconds(since: last).magnitude <= rounding }) { return nil }
        var permit = Permit(upstream: mirror.upstreamKey, mirror: mirror.name, opened: reading(of: last, now))
        permit.close(at: permit.last.opened, .finished)
        return permit
    }

    /// When the connection was opened under which the newest log was begun.
    private func lastLog(_ mirror: MirrorConfiguration) -> Instant? {
        let names = (try? directoryNames(logDirectory(mirror))) ?? []
        return names.filter { $0.hasSuffix(".log") }.compactMap { GenerationName(String($0.prefix(16)))?.instant }.max()
    }

    /// The clocks at `instant`, as far as they are known now: in this boot where it lies behind its start. A time in the future is
    /// that of a clock which was set: it counts as now.
    private func reading(of instant: Instant, _ now: ClockReading) -> ClockReading {
        let ago = max(0, now.wall.seconds(since: instant))
        let isOfThisBoot = ago <= now.secondsSinceBoot
        return ClockReading(
            wall: now.wall.adding(seconds: -ago), secondsSinceBoot: isOfThisBoot ? now.secondsSinceBoot - ago : 0,
            bootID: isOfThisBoot ? now.bootID : "")
    }
}
