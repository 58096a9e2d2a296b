import Posix
import TestSupport
import Testing

@Suite("When the power is cut")
struct PowerLossTests {
    @Test(
        "the disk holds a whole generation and each permit that was spent, and the next sync mends all",
        .enabled(if: DiskImage.obstacle == nil, "\(DiskImage.obstacle ?? "")"), arguments: 0..<2)
    func powerLoss(shard: Int) throws {
        let bench = try FaultBench()
        let directory = try TemporaryDirectory()
        var numbers = SeededNumbers(Extent.seed &+ UInt64(shard))
        let scenarios: [FaultScenario] = [.sync, .firstSync, .sync, .rollBack, .sync, .publish, .sync, .unchanged]
        for number in 0..<Extent.count(usual: 8, share: 0.15) / 2 {
            let scenario = scenarios[(number * 2 + shard) % scenarios.count]
            let steps = try bench.steps(scenario)
            let duration = try bench.duration(scenario)
            // Half of the steps are those at which something was to be durable.
            let syncs = steps.filter { $0.call.contains("sync") || $0.call == "rename" || $0.call == "posix_spawn" }
            let step = (number % 2 == 0 ? syncs : steps).randomElement(using: &numbers)
            let fault = Bool.random(using: &numbers) ? Fault.stoppedBefore : .stoppedAfter
            let isAtStep = number % 4 != 3
            let cut = PowerCut(
                moment: isAtStep
                    ? .step(PlannedFault(step: step?.number ?? 1, fault: fault))
                    : .microseconds(Int.random(in: 0...duration, using: &numbers)),
                flush: number % 3 == 2 ? Int.random(in: 0...duration / 2, using: &numbers) : nil,
                mode: number % 5 == 4 ? "writeback" : "ordered")
            let what =
                isAtStep
                ? "\(step?.number ?? 0): \(step?.call ?? "") \(step?.path.suffix(60) ?? "")" : "number \(number)"
            try expect(bench.cutPower(scenario, cut, step: what, next: number, directory.path))
        }
    }
    /// The kinds of sync that the program could forget, and the step after which the power is then cut.
    enum Forgotten: String, CaseIterable {
        case treeBeforePublication = "syncfs"
        case permitBeforeContact = "fsync fdatasync"

        func step(_ steps: [Step]) -> Step? {
            switch self {
            // The directory that holds the public link is synced, and with it the name of a tree that is not.
            case .treeBeforePublication: steps.last { $0.call == "fsync" && $0.path.hasSuffix("/mirror") }
            case .permitBeforeContact: steps.first { $0.call == "posix_spawn" && $0.path.hasSuffix("/rsync") }
            }
        }
    }

    @Test(
        "a sync that was forgotten is noticed by what these tests look at",
        .enabled(if: DiskImage.obstacle == nil, "\(DiskImage.obstacle ?? "")"), arguments: Forgotten.allCases)
    func notices(forgotten: Forgotten) throws {
        let bench = try FaultBench()
        let directory = try TemporaryDirectory()
        let step = try #require(forgotten.step(bench.steps(.sync)))
        var cut = PowerCut(
            moment: .step(PlannedFault(step: step.number, fault: .stoppedAfter)), flush: nil, mode: "ordered")
        cut.dropped = forgotten.rawValue
        let verdict = try bench.cutPower(.sync, cut, step: step.call, next: 0, directory.path)
        switch forgotten {
        case .treeBeforePublication: #expect(verdict.served == "torn", "\(verdict)")
        case .permitBeforeContact: #expect(verdict.permitsLost > 0, "\(verdict)")
        }
    }
}
