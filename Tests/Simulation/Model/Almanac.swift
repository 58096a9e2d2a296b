/// The calendar of one zone as zdump(8) tells it: who judges the policy shares no line with what it is judged on.
struct Almanac: Hashable, Sendable {
    struct Change: Hashable {
        var instant: Int64
        var offsetBefore: Int64
        var offset: Int64
    }

    /// Seconds east of UTC before the first change.
    let firstOffset: Int64
    let changes: [Change]

    /// Reads the lines of one zone of `zdump -i`: date, time after the change, offset; nil for anything else.
    init?(zdump lines: [Substring]) {
        var rows = lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false) }[...]
        guard let first = rows.popFirst(), first.count >= 3, first[0] == "-", let offset = Self.offset(first[2]) else {
            return nil
        }
        var changes: [Change] = []
        for row in rows {
            guard row.count >= 3, let day = Self.day(row[0]), let time = Self.seconds(row[1].split(separator: ":")),
                let after = Self.offset(row[2])
            else { return nil }
            changes.append(
                Change(
                    instant: day * 86_400 + time - after, offsetBefore: changes.last?.offset ?? offset, offset: after))
        }
        firstOffset = offset
        // A change of the name only is none of the clock.
        self.changes = changes.filter { $0.offset != $0.offsetBefore }
    }

    func offset(at time: Int64) -> Int64 {
        let index = indexOfNextChange(after: time)
        return index == 0 ? firstOffset : changes[index - 1].offset
    }

    func firstChange(after time: Int64) -> Int64? {
        let index = indexOfNextChange(after: time)
        return index < changes.count ? changes[index].instant : nil
    }

    private func indexOfNextChange(after time: Int64) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].instant <= time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Days since 1970-01-01 by the clocks of the zone. `time` is not before 1970.
    func day(at time: Int64) -> Int64 { (time + offset(at: time)) / 86_400 }

    func minuteOfDay(at time: Int64) -> Int { Int((time + offset(at: time)) % 86_400 / 60) }

    /// Whether the clocks have shown `minute` of the present day, or a later one. Where they were set back since, they have.
    func hasShown(_ minute: Int, at time: Int64) -> Bool {
        let first = instants(ofDay: day(at: time), minute: minute).first
        return first.map { $0 <= time } ?? (minuteOfDay(at: time) >= minute)
    }

    /// The instants at which the clocks come to that minute of `day`: none where they skip it, two where they show it twice.
    func instants(ofDay day: Int64, minute: Int) -> [Int64] {
        let local = day * 86_400 + Int64(minute) * 60
        let early = local - offset(at: local - 100_000)
        let late = local - offset(at: local + 100_000)
        guard early != late else { return [early] }
        // No zone changes its clocks twice within two days: one offset holds before, one after.
        return [min(early, late), max(early, late)].filter { $0 + offset(at: $0) == local }
    }

    private static func day(_ text: Substring) -> Int64? {
        let parts = text.split(separator: "-").compactMap { Int64($0) }
        guard parts.count == 3 else { return nil }
        // Counted by the days of the years and months, not by eras as Timekeeping does.
        var days: Int64 = parts[2] - 1
        for year in 1970..<max(1970, parts[0]) { days += isLeap(year) ? 366 : 365 }
        let lengths: [Int64] = [31, isLeap(parts[0]) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return days + lengths.prefix(Int(parts[1]) - 1).reduce(0, +)
    }

    private static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// `+0545` or `-03`.
    private static func offset(_ text: Substring) -> Int64? {
        let digits = Array(text.dropFirst())
        guard let sign = text.first, sign == "+" || sign == "-", digits.count % 2 == 0 else { return nil }
        let parts = stride(from: 0, to: digits.count, by: 2).map { Substring(String(digits[$0..<$0 + 2])) }
        return seconds(parts).map { sign == "-" ? -$0 : $0 }
    }

    /// Hours, minutes and seconds, the latter two where they are not 0.
    private static func seconds(_ parts: [Substring]) -> Int64? {
        let numbers = parts.compactMap { Int64($0) }
        guard numbers.count == parts.count, (1...3).contains(numbers.count) else { return nil }
        return zip(numbers, [3600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
