package import Timekeeping

/// What is known about permits from the store and from the marker in Root together.
///
/// Each may be behind the other: the store was lost or restored, or Root was. Of two records of one permit the longer counts, of
/// each connection the end and the correction that either knows, and it is returned only if both say so. What only the marker
/// knows takes its place by the time of its first opening.
package func mergedPermits(store: [Permit], marker: Permit?) -> [Permit] {
    guard let marker else { return store }
    var result = store
    guard let index = store.firstIndex(where: { $0.isRecord(ofSameAs: marker) }) else {
        let place = store.firstIndex { $0.first.opened.wall > marker.first.opened.wall }
        result.insert(marker, at: place ?? store.endIndex)
        return result
    }
    if store[index] != marker { result[index] = store[index].merged(with: marker) }
    return result
}

extension Permit {
    fileprivate func isRecord(ofSameAs other: Permit) -> Bool {
        first.opened == other.first.opened && mirror == other.mirror
    }

    fileprivate func merged(with other: Permit) -> Permit {
        let both = zip(connections, other.connections).map { $0.merged(with: $1) }
        let longer = connections.count >= other.connections.count ? connections : other.connections
        let all = both + longer.dropFirst(both.count)
        return Permit(
            upstream: upstream, mirror: mirror, overrideReason: overrideReason, first: all[0],
            later: Array(all.dropFirst()),
            isReturned: isReturned && other.isReturned)
    }
}

extension Connection {
    fileprivate func merged(with other: Connection) -> Connection {
        var result = outcome == nil && other.outcome != nil ? other : self
        // The later place holds longer.
        result.corrected = [corrected, other.corrected].compactMap { $0 }.max { $0.wall < $1.wall }
        return result
    }
}

/// What is to be recorded before the policy is asked, so that the loss of one record loses nothing that the other knew, and no
/// opening stands where a set clock has misplaced it.
package struct PermitReconciliation: Sendable, Hashable {
    /// What the store does not know, or otherwise; in the order in which it is to be recorded.
    package let forStore: [Permit]
    /// The mirror's last permit, where the marker does not have it so: the one with the last opening, for one that was learned from a
    /// record that was put back is recorded after it.
    package let forMarker: Permit?

    package init(store: [Permit], marker: Permit?, mirror: String, at now: ClockReading) {
        let known = mergedPermits(store: store, marker: marker).map { $0.corrected(at: now) }
        forStore = known.filter { permit in !store.contains(permit) }
        // Of equals the one that was recorded last.
        let last = known.reversed().filter { $0.mirror == mirror }
            .min { $0.leastSeconds(until: now) < $1.leastSeconds(until: now) }
        forMarker = last == marker ? nil : last
    }
}
