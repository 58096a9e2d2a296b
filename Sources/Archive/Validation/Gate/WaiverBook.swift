import Timekeeping

/// The waivers of a validation, and the instant by which they hold.
struct WaiverBook: Sendable {
    private let waivers: [Waiver]
    private let now: Instant
    private let numbersByCode: [FindingCode: [Int]]

    init(_ waivers: [Waiver] = [], now: Instant = Instant(secondsSinceEpoch: 0)) {
        self.waivers = waivers
        self.now = now
        numbersByCode = Dictionary(grouping: waivers.indices, by: { waivers[$0].code })
    }

    /// The number of the first waiver that means the finding: one that holds, or else one that has expired.
    func number(for finding: Finding) -> Int? {
        let meant = (numbersByCode[finding.code] ?? []).filter { waivers[$0].means(finding) }
        return meant.first { waivers[$0].holds(at: now) } ?? meant.first
    }

    /// The waiver of this number as it is applied; nil where it has expired.
    func applied(_ number: Int) -> AppliedWaiver? {
        let waiver = waivers[number]
        guard waiver.holds(at: now) else { return nil }
        return AppliedWaiver(number: number, until: waiver.until, reason: waiver.reason)
    }

    /// - Parameter counts: how many findings each meant, by its number.
    func uses(_ counts: [Int: Int]) -> [WaiverUse] {
        waivers.enumerated().map { number, waiver in
            WaiverUse(waiver: waiver, isExpired: !waiver.holds(at: now), count: counts[number, default: 0])
        }
    }
}

extension WaiverUse {
    /// What is to be said of it: a waiver that ended or covers nothing is to be removed or renewed.
    var finding: Finding? {
        let place = "\(waiver.code.rawValue) under \(waiver.pathPattern)"
        if isExpired {
            let found = count > 0 ? "\(count) of them, which count again" : "none any more"
            return Finding(
                .warning, .waiverExpired, path: waiver.pathPattern, expected: "\(place) until \(waiver.until)",
                found: found)
        }
        guard count == 0 else { return nil }
        return Finding(.note, .waiverUnneeded, path: waiver.pathPattern, expected: place, found: "none")
    }
}
