import MirrorRegistry
import Testing
import Timekeeping

@Suite("Ninety days of two hundred mirrors") struct HealthSimulationTests {
    @Test("leave each in the state that the written rule says, on each day")
    func followTheRule() throws {
        let world = MirrorWorld(seed: 4)
        var registry = SimulatedRegistry(world)
        let days = (0..<MirrorWorld.mirrorCount).map { letters(world, $0) }
        var differences: [String] = []
        for day in 0..<MirrorWorld.dayCount {
            try registry.live(through: day)
            for (mirror, listing) in registry.listings.enumerated() {
                let expected = stateByTheWrittenRule(days[mirror], mirror, day: day)
                guard listing.state != expected else { continue }
                differences.append("mirror \(mirror), day \(day): \(listing.state), not \(expected)")
            }
        }
        #expect(differences.isEmpty, "\(differences.prefix(5)) of \(differences.count)")
        check(registry)
    }

    /// That the log holds only what the table allows, without gaps, and that each thing that was to happen did.
    private func check(_ registry: SimulatedRegistry) {
        let allowed: Set<[String]> = [
            ["approved", "degrade", "degraded"], ["degraded", "recover", "approved"],
            ["approved", "delist", "delisted"], ["degraded", "delist", "delisted"],
            ["delisted", "return", "approved"], ["delisted", "return", "degraded"],
            ["approved", "pause", "paused"], ["degraded", "pause", "paused"], ["delisted", "pause", "paused"],
            ["paused", "resume", "approved"],
        ]
        var states = [ListingState](repeating: .approved, count: MirrorWorld.mirrorCount)
        var seen: Set<[String]> = []
        var breaks = 0
        for entry in registry.log {
            let step = [entry.from?.rawValue ?? "", entry.action.rawValue, entry.to.rawValue]
            seen.insert(step)
            if entry.from != states[Int(entry.listing)] || !allowed.contains(step) { breaks += 1 }
            states[Int(entry.listing)] = entry.to
        }
        #expect(breaks == 0)
        #expect(allowed.subtracting(seen).filter { $0[1] != "pause" }.isEmpty)
        let quietDays = [MirrorWorld.archiveOutage, MirrorWorld.networkOutage, MirrorWorld.off]
        let onQuietDays = registry.log.filter { entry in
            quietDays.contains { UTCTime(entry.occurredAt).calendarDay == calendarDay(Int64($0)) }
        }
        #expect(onQuietDays.isEmpty)
        let lies = registry.log.filter { $0.listing == Int64(MirrorWorld.liar) && $0.reasonClass == .foreign }
        #expect(lies.map { UTCTime($0.occurredAt).calendarDay } == [calendarDay(Int64(MirrorWorld.lie))])
    }
}

/// What the daily runs make of a world: each run checks all on its first time, then those that were not well.
private struct SimulatedRegistry {
    let world: MirrorWorld
    var listings: [Listing]
    var log: [LogEntry] = []

    init(_ world: MirrorWorld) {
        self.world = world
        listings = (0..<MirrorWorld.mirrorCount).map { number in
            var listing = listing(number: Int64(number), host: "m\(number).example.org")
            listing.windows =
                world.maintenance[number].map {
                    [
                        MaintenanceWindow(
                            from: instant($0.lowerBound, 0), until: instant($0.upperBound, 0), reason: "disks")
                    ]
                } ?? []
            return listing
        }
    }

    mutating func live(through day: Int) throws {
        if day == MirrorWorld.pause.lowerBound { try decide(.pause, day) }
        if day == MirrorWorld.pause.upperBound { try decide(.resume, day) }
        guard day != MirrorWorld.off else { return }
        var reports: [Int: [CheckReport]] = [:]
        for (run, hour) in MirrorWorld.runHours.enumerated() {
            let found = checks(day, run, hour, reports)
            let outage = ownOutage(
                archiveFailed: day == MirrorWorld.archiveOutage,
                controlFailures: day == MirrorWorld.controlOutage && run == 0 ? 2 : 0, controlCount: 2,
                results: listings.enumerated().compactMap { mirror, listing in
                    (found[mirror] ?? reports[mirror]?.last).map { (listing.state, $0.outcome) }
                })
            if outage != nil { continue }
            for mirror in listings.indices {
                guard let report = found[mirror] else { continue }
                reports[mirror, default: []].append(report)
                judge(mirror, day, reports[mirror] ?? [], report)
            }
        }
    }

    private func checks(_ day: Int, _ run: Int, _ hour: Int, _ before: [Int: [CheckReport]]) -> [Int: CheckReport] {
        var found: [Int: CheckReport] = [:]
        for (mirror, listing) in listings.enumerated() where listing.state.isChecked {
            let isWell = before[mirror]?.last.map { $0.outcome < .failed } ?? false
            if isWell { continue }
            let outcome = world.outcome(mirror, day: day, run: run)
            found[mirror] = report(
                outcome, at: instant(day, hour), code: outcome == .condemned ? .signature : .connection)
        }
        return found
    }

    /// After each run, as the daily one does: what a later run finds takes the place of it.
    private mutating func judge(_ mirror: Int, _ day: Int, _ reports: [CheckReport], _ last: CheckReport) {
        let record = dayRecord(
            of: calendarDay(Int64(day)), reports: reports, windows: listings[mirror].windows,
            countsFrom: listings[mirror].health.countsFrom)
        let result = judging(listings[mirror], day: record, report: last, at: last.startedAt)
        listings[mirror] = result.listing
        if let entry = result.entry { log.append(entry) }
    }

    private mutating func decide(_ action: RegistryAction, _ day: Int) throws {
        // It comes back to the list whatever its health was before, as one that a person looked at.
        var listing = listings[MirrorWorld.pausedOne]
        if action == .resume { listing.pausedFrom = .approved }
        let result = try transition(listing, action, by: .person("Ada"), reason: "asked", at: instant(day, 1))
        listings[MirrorWorld.pausedOne] = result.listing
        log.append(result.entry)
    }
}

private func instant(_ day: Int, _ hour: Int) -> Instant { Instant(calendarDay(Int64(day)), hour: hour) }
