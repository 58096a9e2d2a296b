/// The minute of the day in UTC at which a mirror is to sync, 0 to 1439: the one that lies farthest from those of the others.
///
/// A minute that was given stays as it is, so only the new one is chosen. Full hours are left out, when everybody's jobs start, and
/// of several that lie equally far the host's name takes one, so that a second registry does not give all the same minutes. Where
/// every minute has a mirror, those with the fewest are looked at.
/// - Parameters:
///   - taken: the minutes of the listed mirrors.
///   - busy: minutes in which the archive itself has much to do, as while it is written; left out as long as others are left.
package func slotMinute(for host: String, taken: [Int], busy: Set<Int> = []) -> Int {
    var counts = [Int](repeating: 0, count: minutesInDay)
    for minute in taken where counts.indices.contains(minute) { counts[minute] += 1 }
    let quiet = counts.indices.filter { !busy.contains($0) }
    let wanted = quiet.filter { $0 % 60 != 0 }
    let choice = wanted.isEmpty ? quiet.isEmpty ? Array(counts.indices) : quiet : wanted
    let fewest = choice.map { counts[$0] }.min() ?? 0
    let distances = distances(toThoseAbove: fewest, counts)
    let offset = spreadHash(host) % minutesInDay
    let best = choice.filter { counts[$0] == fewest }.max { left, right in
        // Of equals the first after the host's own minute.
        (distances[left], -((left - offset + minutesInDay) % minutesInDay))
            < (distances[right], -((right - offset + minutesInDay) % minutesInDay))
    }
    return best ?? offset
}

/// The slot of `listing`: the one that it has, else the best beside those of the others, of which the rejected and removed have none.
package func slotMinute(for listing: Listing, among others: [Listing], busy: Set<Int> = []) -> Int {
    if let slot = listing.slotMinute { return slot }
    let living = others.filter { $0.number != listing.number && $0.state != .rejected && $0.state != .removed }
    return slotMinute(for: listing.host, taken: living.compactMap(\.slotMinute), busy: busy)
}

/// The minutes from `first` until before `end`, over midnight where `end` is not later: 1380 and 60 are 23:00 to 00:59.
package func minutes(from first: Int, until end: Int) -> Set<Int> {
    guard (0..<minutesInDay).contains(first), (0...minutesInDay).contains(end) else { return [] }
    return Set(first < end ? Array(first..<end) : Array(first..<minutesInDay) + Array(0..<end))
}

/// `04:17`.
package func clockTime(ofMinute minute: Int) -> String {
    let bounded = min(max(minute, 0), minutesInDay - 1)
    return [bounded / 60, bounded % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
}

private let minutesInDay = 1440

/// For each minute of the day, how far the nearest minute is that has more mirrors than `count`, round the clock.
private func distances(toThoseAbove count: Int, _ counts: [Int]) -> [Int] {
    var distances = counts.map { $0 > count ? 0 : minutesInDay }
    // Twice round in each direction, for the nearest may lie over midnight.
    for step in 1..<(2 * minutesInDay) {
        let forward = step % minutesInDay
        distances[forward] = min(distances[forward], distances[(step - 1) % minutesInDay] + 1)
        let backward = minutesInDay - 1 - forward
        distances[backward] = min(distances[backward], distances[(backward + 1) % minutesInDay] + 1)
    }
    return distances
}

/// FNV-1a, folded to a number that is not negative.
private func spreadHash(_ text: String) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ hash >> 32) & 0x7FFF_FFFF)
}
