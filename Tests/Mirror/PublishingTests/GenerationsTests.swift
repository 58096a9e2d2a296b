import Publishing
import Testing
import Timekeeping

@Suite("Generations")
struct GenerationsTests {
    @Test(
        "only names of real seconds are names of generations",
        arguments: [
            ("20261122T041733Z", true), ("20240229T235959Z", true), ("20230229T000000Z", false),
            ("20261122T041760Z", false), ("20261122T240000Z", false), ("20261322T041733Z", false),
            ("20261122T041733", false), ("20261122t041733Z", false), (".removing-20261122T041733Z", false),
            ("2026112２041733Z", false), ("", false),
        ])
    func names(text: String, isName: Bool) {
        #expect(GenerationName(text)?.description == (isName ? text : nil))
    }

    private func names(_ numbers: [Int64]) throws -> [GenerationName] {
        try numbers.map { try TestMirror.generation($0) }
    }

    struct SurplusCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let keep: Int
        let live: Int64
        var pinned: [Int64] = []
        var previous: Int64?
        let surplus: [Int64]
    }

    @Test(
        "of five, these are no longer needed",
        arguments: [
            SurplusCase(testDescription: "two kept", keep: 2, live: 4, surplus: [0, 1, 2]),
            SurplusCase(
                testDescription: "the predecessor stays though one is kept", keep: 1, live: 4, surplus: [0, 1, 2]),
            SurplusCase(testDescription: "none kept counts as one", keep: 0, live: 4, surplus: [0, 1, 2]),
            SurplusCase(testDescription: "pinned", keep: 2, live: 4, pinned: [0, 2], surplus: [1]),
            SurplusCase(testDescription: "rolled back", keep: 2, live: 1, surplus: [2]),
            SurplusCase(testDescription: "served before", keep: 2, live: 4, previous: 1, surplus: [0, 2]),
            SurplusCase(testDescription: "all kept", keep: 5, live: 4, surplus: []),
        ])
    func surplus(_ example: SurplusCase) throws {
        let generations = Generations(
            names: try names([3, 0, 4, 2, 1]), live: try TestMirror.generation(example.live),
            previous: try example.previous.map { try TestMirror.generation($0) })
        let surplus = generations.surplus(keeping: example.keep, pinned: Set(try names(example.pinned)))
        #expect(surplus == (try names(example.surplus)))
    }

    @Test("the next name is later than every other, whatever the clock says")
    func nextName() throws {
        let newest = try TestMirror.generation(5)
        let generations = Generations(names: [newest], live: newest)
        let after = newest.instant.adding(seconds: 1)
        #expect(try generations.nextName(at: TestMirror.day(6)).instant == TestMirror.day(6))
        #expect(try generations.nextName(at: newest.instant).instant == after)
        #expect(try generations.nextName(at: Instant(secondsSinceEpoch: 0)).instant == after)
        #expect(try generations.nextName(at: Instant(secondsSinceEpoch: .max)).instant == after)
        #expect(
            try generations.nextName(at: TestMirror.day(6), laterThan: TestMirror.generation(7)).instant
                == TestMirror.day(7).adding(seconds: 1))
        let none = Generations(names: [], live: nil)
        #expect(throws: PublishingError.clockOutOfRange(Instant(secondsSinceEpoch: .max))) {
            try none.nextName(at: Instant(secondsSinceEpoch: .max))
        }
    }

    @Test("a rollback goes to what was served before, not to what was rolled back from")
    func predecessorAfterRollback() throws {
        let mirror = try TestMirror()
        for (day, word) in ["robin", "wren", "cuckoo"].enumerated() { try mirror.publish(word, day: Int64(day)) }
        try mirror.root.rollBack(
            Generations(of: mirror.root).rollback(), leaving: TestMirror.releases("cuckoo"),
            returning: TestMirror.releases("wren"), at: TestMirror.day(3))
        #expect(try Generations(of: mirror.root).rollback().target == TestMirror.generation(0))
        try mirror.publish("tern", day: 3)
        #expect(try Generations(of: mirror.root).rollback().target == TestMirror.generation(1))
    }
}
