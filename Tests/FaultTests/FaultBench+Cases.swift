import Glibc
import Posix
import TestSupport

extension FaultBench {
    /// Runs the command of `scenario` with this fault, then the next sync, and says what came of both.
    func run(_ scenario: FaultScenario, _ fault: PlannedFault, _ step: Step?) throws -> CaseVerdict {
        let what = step.map { "\(fault.step): \($0.call) \(shortened($0.path))" } ?? "\(fault.step)"
        var isHit = false
        var verdict = try judge(scenario, kind: fault.fault.kind, step: what, next: fault.step) { place, arguments in
            let result = try place.run(arguments, fault)
            isHit = try place.steps().contains(where: \.isHit)
            return (result, expectation(fault.fault))
        }
        verdict.isHit = isHit
        return verdict
    }

    /// Kills the command after `microseconds`.
    func kill(_ scenario: FaultScenario, after microseconds: Int, next: Int) throws -> CaseVerdict {
        try judge(scenario, kind: "killed at random", step: "after \(microseconds / 1000) ms", next: next) {
            place, arguments in
            var command = try place.start(arguments)
            usleep(useconds_t(microseconds))
            command.signal(SIGKILL)
            return (try command.wait(), [0, 128 + SIGKILL])
        }
    }

    private func expectation(_ fault: Fault) -> Set<Int32> {
        switch fault {
        case .killedBefore, .killedAfter: [0, 128 + SIGKILL]
        // What validation may not look into makes the tree invalid.
        case .opening(EACCES): [0, 30, 40]
        default: [0, 40]
        }
    }

    /// - Parameters:
    ///   - next: decides whether the upstream has something new again at the next sync.
    ///   - act: runs the command, and tells with which statuses it may end.
    private func judge(
        _ scenario: FaultScenario, kind: String, step: String, next: Int,
        _ act: (MirrorPlace, [String]) throws -> (CommandResult, Set<Int32>)
    ) throws -> CaseVerdict {
        let place = try place(scenario)
        defer { try? removeTree(place.path) }
        var verdict = CaseVerdict(kind: kind, scenario: scenario, step: step)
        let before = Counts(contacts: upstream.daemon.connectionCount, records: try place.recordedConnections())
        try upstream.offer(scenario.offered)
        let (result, statuses) = try act(place, try scenario.arguments(place))
        verdict.status = result.status
        if !statuses.contains(result.status)
            || (result.status == 40 && !result.errorOutput.contains("mirrorward: error: "))
        {
            verdict.complaints.append("not to be expected: \(result)")
        }
        try judgePermits(place, since: before, &verdict)
        try judgeServed(place, scenario, &verdict)
        if result.status == 0, verdict.served != "new" {
            verdict.complaints.append("ended with 0, and \(verdict.served) is served: \(result)")
        }
        try mend(place, scenario, next.isMultiple(of: 2) ? .fourth : .fifth, &verdict)
        try judgePermits(place, since: before, &verdict)
        return verdict
    }

    func judgePermits(_ place: MirrorPlace, since before: Counts, _ verdict: inout CaseVerdict) throws {
        // Counted first: an rsync that outlived its parent may connect at any moment.
        let contacts = upstream.daemon.connectionCount - before.contacts
        let records = try place.recordedConnections() - before.records
        guard contacts > records else { return }
        verdict.permitsLost += contacts - records
        verdict.complaints.append("\(contacts) connections and \(records) records of them")
    }

    func judgeServed(_ place: MirrorPlace, _ scenario: FaultScenario, _ verdict: inout CaseVerdict) throws {
        verdict.served = try served(place, old: scenario.old, new: scenario.new)
        switch verdict.served {
        case "torn": verdict.complaints.append("what is served is torn")
        case "nothing":
            if scenario.old != nil { verdict.complaints.append("nothing is served") }
        default:
            let refusals = try refusals(place, verdict.served == "old" ? scenario.old ?? .first : scenario.new)
            verdict.isAptContent = refusals.isEmpty
            verdict.complaints += refusals
        }
    }

    /// The next sync, on a day on which the upstream has `version`.
    func mend(_ place: MirrorPlace, _ scenario: FaultScenario, _ version: Version, _ verdict: inout CaseVerdict) throws
    {
        try upstream.offer(version)
        let result = try place.run(MirrorPlace.syncAgain)
        var faults: [String] = []
        if result.status != 0 { faults.append("the next sync: \(result)") }
        let differences = try upstream.differences(version, from: place.published)
        if !differences.isEmpty { faults.append("the next sync did not bring \(differences)") }
        faults += try place.leftovers(generationLimit: scenario.generationLimit).map { "left behind: \($0)" }
        if faults.isEmpty { faults += try refusals(place, version) }
        verdict.isMended = faults.isEmpty
        verdict.complaints += faults
    }

    private func shortened(_ path: String) -> String {
        path.split(separator: "/").suffix(3).joined(separator: "/")
    }
}

/// Connections as the upstream counts them, and as they are recorded.
struct Counts {
    let contacts: Int
    let records: Int
}
