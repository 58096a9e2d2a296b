import Glibc
import Posix
import Publishing
import TestSupport
import Testing

@Suite("When one step fails")
struct EveryStepFailsTests {
    @Test("a complete generation is served, and the next sync mends all", arguments: Scenario.allCases)
    func failures(_ scenario: Scenario) throws {
        let steps = try steps(of: scenario)
        #expect(!steps.isEmpty)
        for (step, effect) in steps.enumerated() {
            for moment in FailingEffects.Moment.allCases where moment != .midway || effect.isDivisible {
                // What has happened in part, or wholly, is the same for each.
                for number in moment == .instead ? [EIO, ENOSPC, EROFS, EACCES, EMFILE, EINTR] : [EIO] {
                    try check(scenario, failing: step, moment, number)
                }
            }
        }
    }

    private func steps(of scenario: Scenario) throws -> [FileEffect] {
        let mirror = try TestMirror()
        try scenario.arrange(mirror)
        let effects = FailingEffects()
        try scenario.act(mirror, effects.effects)
        return effects.performedEffects
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
        let effects = FailingEffects().effects
        _ = try mirror.root.recover(effects)
        #expect(scenario.served.contains(try mirror.servedWord() ?? "nothing"), comment)
        if scenario == .mend { try expectRotMended(mirror, comment) }
        let origin = try mirror.root.claimStaging(keeping: 2, pinned: [], effects)
        let tree = try StagedTree(mirror.root, effects)
        #expect(try tree.prepareForTransfer(origin) != .none, comment)
        #expect(mirror.read("staging/pool/common.deb") == "common", comment)
        try mirror.publish("heron", day: 9)
        _ = try mirror.root.retireSurplus(keeping: 2, pinned: [], effects)
        try mirror.root.removeRetired(effects)
        #expect(try mirror.servedWord() == "heron", comment)
        #expect(try mirror.root.readMarker()?.hold == nil, comment)
        try expectNothingLeft(mirror, comment)
    }

    /// The next sync mends again what it finds unmended.
    private func expectRotMended(_ mirror: TestMirror, _ comment: Comment) throws {
        func inode(_ tree: String) throws -> UInt64? { try fileStatus("\(tree)/pool/common.deb")?.inode }
        let older = mirror.root.path(of: try TestMirror.generation(0))
        if try inode(older) != inode(mirror.root.publicLink) {
            try Scenario.mend.mend(mirror, FailingEffects().effects)
        }
        #expect(try inode(older) == inode(mirror.root.publicLink), comment)
    }

    private func expectNothingLeft(_ mirror: TestMirror, _ comment: Comment) throws {
        let left = try TreeSurvey(of: mirror.root.path).symbolicLinks.filter { !$0.hasPrefix("generations/") }
        #expect(left == ["public"], comment)
        let temporary = try filePaths(of: mirror.root.path).filter { path in
            path.split(separator: "/").contains { $0.hasPrefix(".") && $0 != ".mirrorward" }
        }
        #expect(temporary.isEmpty, comment)
    }
}
