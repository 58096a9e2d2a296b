/// A span of time as people say it, in its two largest units: `3 h 12 min`, `2 days 4 h`, `40 s`.
///
/// What is smaller is cut off; a negative span reads as its size.
package func humanDuration(_ seconds: Int64) -> String {
    let whole = seconds.magnitude
    let units: [(size: UInt64, one: String, many: String)] = [
        (86_400, "day", "days"), (3600, "h", "h"), (60, "min", "min"), (1, "s", "s"),
    ]
    guard let first = units.firstIndex(where: { whole >= $0.size }) else { return "0 s" }
    let parts = units[first...].prefix(2).compactMap { unit -> String? in
        let outer = unit.size == units[first].size ? whole : whole % units[first].size
        let count = outer / unit.size
        return count == 0 ? nil : "\(count) \(count == 1 ? unit.one : unit.many)"
    }
    return parts.joined(separator: " ")
}
