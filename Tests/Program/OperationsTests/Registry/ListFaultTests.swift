import Glibc
import MirrorRegistry
import Operations
import Posix
import Publishing
import TestSupport
import Testing

@Suite("When a step of a publication fails")
struct ListFaultTests {
    @Test(
        "a whole list is served, the old or the new, and the next publication mends all",
        arguments: FailingEffects.Moment.allCases)
    func everyStep(_ moment: FailingEffects.Moment) throws {
        let count = try stepCount()
        #expect(count > 20)
        for step in 0..<count {
            for number in [ENOSPC, EROFS, EIO] { try check(step, moment, number) }
        }
    }

    private func stepCount() throws -> Int {
        let list = try arranged()
        let effects = FailingEffects()
        try list.publish(0..<4, day: 3, effects.effects)
        return effects.performedEffects.count
    }

    /// With a generation that is too many, so that one is retired.
    private func arranged() throws -> TestList {
        let list = try TestList()
        for day: Int64 in 0..<3 { try list.publish(0..<3, day: day) }
        return list
    }

    private func check(_ step: Int, _ moment: FailingEffects.Moment, _ number: Int32) throws {
        let list = try arranged()
        let effects = FailingEffects(failing: step, moment, number: number)
        let result = Result { try list.publish(0..<4, day: 3, effects.effects) }
        let comment: Comment = "step \(step) \(moment): \(String(describing: effects.performedEffects.last))"
        let served = try list.served()?.count
        switch result {
        case .success(let result): #expect(result.leftover != nil && served == 4, comment)
        case .failure(let error): #expect(error is ListPublicationError && [3, 4].contains(served), comment)
        }
        try list.publish(0..<5, day: 4)
        #expect(try list.served()?.count == 5, comment)
        #expect(try entries("\(list.path)/generations") == list.generationNames(), comment)
        #expect(try entries(list.path) == ["generations", "public"], comment)
    }

    private func entries(_ path: String) throws -> [String] {
        try runSuccessfully("ls", ["-A", path]).output.split(separator: "\n").map(String.init)
    }

    @Test("killed at any moment, it leaves a whole list")
    func killed() throws {
        // A first publication that ended between its two renames.
        let list = try TestList()
        let effects = FailingEffects(failing: try renameStep(), .after)
        #expect(throws: ListPublicationError.self) { try list.publish(0..<3, day: 0, effects.effects) }
        #expect(try list.served() == nil && list.generationNames().count == 1)
        try list.publish(0..<9, day: 1)
        #expect(try list.served()?.count == 9)
    }

    private func renameStep() throws -> Int {
        let list = try TestList()
        let effects = FailingEffects()
        try list.publish(0..<3, day: 0, effects.effects)
        return try #require(effects.performedEffects.firstIndex { if case .rename = $0 { true } else { false } })
    }
}
