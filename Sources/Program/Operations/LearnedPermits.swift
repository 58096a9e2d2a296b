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
            let found = [markedPermit(mirror), loggedPermit(mirror, at: now)].compactMap { $0 }
            for permit in found {
                try Failure.ofStore { () throws(StateStoreError) in try store.recordLonger(permit) }
            }
            if !found.isEmpty { count += 1 }
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

    /// A log is named after the opening of the connection under which it was begun. It counts as spent, whatever became of it.
    private func loggedPermit(_ mirror: MirrorConfiguration, at now: ClockReading) -> Permit? {
        guard let last = lastLog(mirror) else { return nil }
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
