import Scheduling
import Timekeeping

/// What a state directory keeps, as StateStore does.
struct SimulatedStore {
    private(set) var permits: [Permit] = []
    let limit: Int

    init(limit: Int) { self.limit = limit }

    mutating func record(_ permit: Permit) {
        if let index = permits.lastIndex(where: { $0.isSame(as: permit) }) {
            permits[index] = permit
        } else {
            permits.append(permit)
        }
        // Three permits a day may be given back, and those of four days count.
        if permits.count > limit { permits.removeFirst(limit / 2) }
    }

    /// As `StateStore.permits(touching:at:)` finds them.
    func permits(touching upstream: UpstreamKey, at now: ClockReading) -> [Permit] {
        permits.filter { permit in
            permit.connections.contains { $0.mayCount(at: now) } && permit.upstream.overlaps(upstream)
        }
    }
}

extension Permit {
    /// Whether both are records of one permit.
    func isSame(as other: Permit) -> Bool { first.opened == other.first.opened && mirror == other.mirror }
}

extension Connection {
    fileprivate func mayCount(at now: ClockReading) -> Bool {
        max(opened.wall, placed.wall).seconds(since: now.wall) >= -4 * 86_400
            || opened.bootID == now.bootID && opened.secondsSinceBoot >= now.secondsSinceBoot - 4 * 86_400
    }
}

/// A disk: its marker, and who holds its lock.
struct SimulatedRoot {
    var marker: Permit?
    var holder: Int?
}
