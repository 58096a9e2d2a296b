/// Whether a suite has lost so many packages that its upstream is more likely broken than tidied up.
package struct PackageFall {
    /// Hundredths. Debian's testing loses some percent in a day when a transition goes through, never a quarter.
    package static let usualLimit = 25
    /// Stanzas: a fall by no more than these is no fall, unless it leaves none, or less than a quarter of four or more. A small
    /// archive may drop half of its packages on any day.
    static let unjudgedCount = 20

    /// Stanzas that were last accepted, of all indexes that are still to be there.
    let before: Int
    let after: Int
    /// Hundredths of `before`, 0 to 100.
    let limit: Int

    init(before: Int, after: Int, limit: Int) {
        self.before = before
        self.after = after
        self.limit = limit
    }

    /// - Parameters:
    ///   - old: what was last accepted.
    ///   - after: stanzas by the paths of the indexes that were read.
    ///   - isExplained: whether an index that was not read is accounted for otherwise: it is left out on purpose, or Release lists it
    ///     and its absence has a finding of its own.
    init(from old: SuiteFacts, to after: [String: Int], limit: Int, isExplained: (String) -> Bool) {
        let total = after.values.reduce(0, +)
        if old.recordCounts.isEmpty {
            // As an earlier version remembered it.
            self.init(before: old.packageCount + old.sourceCount, after: total, limit: limit)
            return
        }
        let expected = old.recordCounts.filter { after[$0.key] != nil || !isExplained($0.key) }
        self.init(
            before: expected.values.reduce(0, +), after: expected.keys.reduce(0) { $0 + after[$1, default: 0] },
            limit: limit)
    }

    var isTooDeep: Bool {
        let lost = before - after
        guard lost > 0, limit < 100, lost * 100 > before * limit else { return false }
        return lost > Self.unjudgedCount || after == 0 || (before >= 4 && after * 4 < before)
    }

    func finding(path: String, suite: String) -> Finding? {
        guard isTooDeep else { return nil }
        return Finding(
            .error, .packagesFell, path: path, suites: [suite],
            expected: "at most \(limit) % fewer than \(before) stanzas",
            found: "\(after) stanzas, \((before - after) * 100 / before) % fewer")
    }
}
