import Glibc
import TestSupport
import Testing

@Suite("When any change to the disk")
struct EveryEffectTests {
    /// Each with an upstream of its own, so that they run at the same time.
    private static let shards = 0..<2

    @Test(
        "fails, or is the last because of a kill, a whole generation is served, and the next sync mends all",
        arguments: shards)
    func everyEffect(shard: Int) throws {
        let bench = try FaultBench()
        try PlannedCases(Fault.failures, usual: 26, share: 0.5).run(on: bench, shard: shard, of: Self.shards.count)
        try PlannedCases([.killedBefore, .killedAfter], usual: 18, share: 0.2)
            .run(on: bench, shard: shard, of: Self.shards.count)
        try killAtRandom(bench, shard)
        try failToOpen(bench, shard)
    }

    @Test("lacks a descriptor to read what came, that is said of this machine and not of the archive")
    func noDescriptors() throws {
        let bench = try FaultBench()
        let openings = try bench.openings(.sync)
        for name in ["/Packages", "/Translation-en", "/InRelease"] {
            let step = try #require(openings.first { $0.path.contains(name) }, "\(openings)")
            let verdict = try bench.run(.sync, PlannedFault(step: step.number, fault: .opening(EMFILE)), step)
            try expect(verdict)
            #expect(verdict.isHit && verdict.status == 40, "\(verdict)")
        }
    }

    private func failToOpen(_ bench: FaultBench, _ shard: Int) throws {
        var numbers = SeededNumbers(Extent.seed &+ UInt64(shard))
        let openings = try bench.openings(.sync).shuffled(using: &numbers)
        for (number, step) in openings.prefix(Extent.count(usual: 4, share: 0.1) / Self.shards.count).enumerated() {
            let fault = Fault.opening(number.isMultiple(of: 2) ? EMFILE : EACCES)
            try expect(bench.run(.sync, PlannedFault(step: step.number, fault: fault), step))
        }
    }

    private func killAtRandom(_ bench: FaultBench, _ shard: Int) throws {
        var numbers = SeededNumbers(Extent.seed &+ UInt64(shard))
        for number in 0..<Extent.count(usual: 8, share: 0.15) / Self.shards.count {
            let scenario = [FaultScenario.sync, .firstSync, .sync, .unchanged][number % 4]
            let duration = try bench.duration(scenario)
            let moment = Int.random(in: 0...duration, using: &numbers)
            try expect(bench.kill(scenario, after: moment, next: number))
        }
    }
}

/// Cases drawn from every step of every scenario with every fault, in an order that the seed decides.
struct PlannedCases {
    let faults: [Fault]
    let usual: Int
    let share: Double

    init(_ faults: [Fault], usual: Int, share: Double) {
        self.faults = faults
        self.usual = usual
        self.share = share
    }

    func run(on bench: FaultBench, shard: Int, of shards: Int) throws {
        let cases = try drawn(bench)
        for index in cases.indices where index % shards == shard {
            let (scenario, step, fault) = cases[index]
            try expect(bench.run(scenario, PlannedFault(step: step.number, fault: fault), step))
        }
    }

    /// Half of the cases are of `sync`, which has the most steps; each scenario has some. A step comes again only when each had its
    /// turn.
    private func drawn(_ bench: FaultBench) throws -> [(FaultScenario, Step, Fault)] {
        let count = Extent.count(usual: usual, share: share)
        var numbers = SeededNumbers(Extent.seed)
        var cases: [(FaultScenario, Step, Fault)] = []
        for scenario in FaultScenario.allCases {
            let share = scenario == .sync ? count / 2 : max(1, count / 2 / (FaultScenario.allCases.count - 1))
            let steps = try bench.steps(scenario).shuffled(using: &numbers)
            var order: [(FaultScenario, Step, Fault)] = []
            for round in faults.indices {
                for (index, step) in steps.enumerated() {
                    let possible = faults.filter { $0.canHit(step) }
                    // Neighbours begin with different faults.
                    if round < possible.count {
                        order.append((scenario, step, possible[(round + index) % possible.count]))
                    }
                }
            }
            cases += order.prefix(share)
        }
        return cases
    }
}

/// Keeps the verdict and complains of it.
func expect(_ verdict: CaseVerdict, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try FaultTable.append(verdict)
    #expect(
        verdict.complaints.isEmpty,
        "\(verdict.scenario), \(verdict.kind), \(verdict.step), seed \(Extent.seed): \(verdict.complaints)",
        sourceLocation: sourceLocation)
}
