import Glibc
import Posix
import Publishing
import TestSupport
import Testing
import Timekeeping

/// What is done to a mirror that serves `wren` and served `robin` before it.
enum Scenario: CaseIterable, Sendable {
    case publish, publishWhileHeld, publishTraces, rollBack, resume, retire, claimStaging, prepareNext, recover

    func arrange(_ mirror: TestMirror) throws {
        try mirror.publish("robin", day: 0)
        try mirror.publish("wren", day: 1)
        switch self {
        case .publish: try mirror.stage("tern")
        case .publishWhileHeld:
            try mirror.publish("cuckoo", day: 2)
            try rollBack(mirror, from: "cuckoo", to: "wren", FailingEffects().effects)
            try mirror.stage("tern")
        case .publishTraces:
            let origin = try mirror.root.claimStaging(keeping: 2, pinned: [])
            try StagedTree(mirror.root).prepareNext(origin)
            try mirror.write("new trace", to: "staging/project/trace/mirror.example.org")
            try mirror.write("other trace", to: "staging/project/trace/upstream.example.org")
        case .resume:
            try mirror.publish("tern", day: 2)
            try rollBack(mirror, from: "tern", to: "wren", FailingEffects().effects)
        case .retire: break
        case .rollBack: break
        case .claimStaging, .prepareNext:
            let name = try TestMirror.generation(-1)
            try mirror.write("old", to: "generations/\(name)/pool/old.deb")
            try mirror.root.setStamp(TestMirror.generation(0))
        case .recover:
            try mirror.stage("tern")
            try renameFile(mirror.root.staging, to: mirror.root.path(of: TestMirror.generation(2)))
            try mirror.write("", to: ".public.new")
            try mirror.write("", to: ".publishing.tmp")
        }
    }

    func act(_ mirror: TestMirror, _ effects: FileEffects) throws {
        switch self {
        case .publish, .publishWhileHeld:
            _ = try StagedTree(mirror.root, effects).publish(TestMirror.releases("tern"), at: TestMirror.day(3))
        case .publishTraces:
            try StagedTree(mirror.root, effects).publishTraces(comparedWith: TestMirror.generation(1))
        case .rollBack: try rollBack(mirror, from: "wren", to: "robin", effects)
        case .resume:
            _ = try mirror.root.resume(effects)
            _ = try mirror.root.recover(effects)
        case .retire: try mirror.root.retire(TestMirror.generation(0), pinned: [], effects)
        case .claimStaging: _ = try mirror.root.claimStaging(keeping: 2, pinned: [], effects)
        case .prepareNext:
            let origin = try mirror.root.claimStaging(keeping: 2, pinned: [], effects)
            try StagedTree(mirror.root, effects).prepareNext(origin)
        case .recover: _ = try mirror.root.recover(effects)
        }
    }

    /// What may be served after a failure.
    var served: Set<String> {
        switch self {
        case .publish, .publishWhileHeld, .resume, .recover: ["wren", "tern"]
        case .rollBack: ["wren", "robin"]
        case .publishTraces, .retire, .claimStaging, .prepareNext: ["wren"]
        }
    }

    private func rollBack(
        _ mirror: TestMirror, from: String, to: String, _ effects: FileEffects
    ) throws {
        try mirror.root.rollBack(
            Generations(of: mirror.root).rollback(), leaving: TestMirror.releases(from),
            returning: TestMirror.releases(to), at: TestMirror.day(3), effects)
    }
}

extension MirrorRoot {
    func setStamp(_ generation: GenerationName) throws {
        try FileEffect.symbolicLink("\(path)/.staging-of", target: generation.description).carryOut()
    }
}

@Suite("When one step fails")
struct EveryStepFailsTests {
    @Test("a complete generation is served, and the next sync mends all", arguments: Scenario.allCases)
    func failures(_ scenario: Scenario) throws {
        let count = try stepCount(scenario)
        #expect(count > 0)
        for step in 0..<count {
            for moment in FailingEffects.Moment.allCases {
                for number in [EIO, ENOSPC, EROFS, EACCES] {
                    try check(scenario, failing: step, moment, number)
                }
            }
        }
    }

    private func stepCount(_ scenario: Scenario) throws -> Int {
        let mirror = try TestMirror()
        try scenario.arrange(mirror)
        let effects = FailingEffects()
        try scenario.act(mirror, effects.effects)
        return effects.performedEffects.count
    }

    private func check(
        _ scenario: Scenario, failing step: Int, _ moment: FailingEffects.Moment, _ number: Int32
    ) throws {
        let mirror = try TestMirror()
        try scenario.arrange(mirror)
        let effects = FailingEffects(failing: step, moment, number: number)
        let comment: Comment = "step \(step): \(moment) \(String(describing: effects.performedEffects.last))"
        #expect(throws: PublishingError.self, comment) { try scenario.act(mirror, effects.effects) }
        #expect(scenario.served.contains(try mirror.servedWord() ?? "nothing"), comment)
        if scenario == .rollBack, try mirror.servedWord() == "robin" {
            #expect(try mirror.root.readMarker()?.hold != nil, comment)
        }
        try expectMended(mirror, scenario, comment)
    }

    /// The next sync: recovery, then a new tree.
    private func expectMended(
        _ mirror: TestMirror, _ scenario: Scenario, _ comment: Comment
    ) throws {
        _ = try mirror.root.recover()
        #expect(scenario.served.contains(try mirror.servedWord() ?? "nothing"), comment)
        let origin = try mirror.root.claimStaging(keeping: 2, pinned: [])
        let tree = try StagedTree(mirror.root)
        #expect(try tree.prepareForTransfer(origin) != .none, comment)
        #expect(mirror.read("staging/pool/common.deb") == "common", comment)
        try mirror.publish("heron", day: 9)
        _ = try mirror.root.retireSurplus(keeping: 2, pinned: [])
        try mirror.root.removeRetired()
        #expect(try mirror.servedWord() == "heron", comment)
        #expect(try mirror.root.readMarker()?.hold == nil, comment)
        let left = try TreeSurvey(of: mirror.root.path).symbolicLinks.filter { !$0.hasPrefix("generations/") }
        #expect(left == ["public"], comment)
        #expect(mirror.read(".publishing.tmp") == nil, comment)
    }
}
