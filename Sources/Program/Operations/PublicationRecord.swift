import Configuration
import Reporting
import StateStore
import Timekeeping

/// On which days syncs could publish, and on which they could not.
struct PublicationRecord: Hashable {
    /// Calendar days with a sync, and none that published or found nothing new: without a success since, the newest ones.
    private(set) var daysInRow = 0
    /// Such days among those that were looked at.
    private(set) var dayCount = 0
    /// How the last sync of each of the days in a row ended, the newest first, in the store's words.
    private(set) var outcomes: [String] = []

    /// How many calendar days are looked at, today included.
    static let memory: Int64 = 30

    /// - Parameter syncs: of one mirror, the newest first. Those that run say nothing.
    init(_ syncs: [SyncRecord], now: Instant, zone: TimeZoneRules) {
        let today = zone.localTime(of: now).daysSinceEpoch
        var days: [(day: Int64, isGood: Bool, outcome: String)] = []
        for sync in syncs {
            guard let outcome = sync.ending?.outcome else { continue }
            let day = zone.localTime(of: sync.startedAt).daysSinceEpoch
            let isGood = ["published", "unchanged"].contains(outcome)
            if days.last?.day == day {
                days[days.count - 1].isGood = days[days.count - 1].isGood || isGood
            } else {
                days.append((day, isGood, outcome))
            }
        }
        dayCount = days.count { !$0.isGood && $0.day > today - Self.memory }
        let row = days.prefix { !$0.isGood }
        daysInRow = row.count
        outcomes = row.map(\.outcome)
    }

    /// Nil where the last day was a good one and there is nothing to tell.
    var sentence: String? {
        guard dayCount > 0 else { return nil }
        let month = "\(counted(dayCount, "day")) of the last \(Self.memory) without a publication"
        guard daysInRow > 0 else { return month }
        var kinds: [String: Int] = [:]
        for outcome in outcomes { kinds[outcome, default: 0] += 1 }
        let list = kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
        return "\(counted(daysInRow, "day")) in a row without a publication (\(list.joined(separator: ", "))); \(month)"
    }
}

extension Program {
    func publicationRecord(
        _ mirror: MirrorConfiguration, _ zone: TimeZoneRules, _ store: StateStore
    ) throws(Failure) -> PublicationRecord {
        let now = machine.clock.now()
        let syncs = try Failure.ofStore { () throws(StateStoreError) in
            try store.syncs(of: mirror.name, since: now.adding(seconds: -400 * 86_400))
        }
        return PublicationRecord(syncs, now: now, zone: zone)
    }
}
