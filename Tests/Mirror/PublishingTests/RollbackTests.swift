import Posix
import Publishing
import Testing
import Timekeeping

@Suite("Rollback")
struct RollbackTests {
    /// Serves `wren` again after `cuckoo`.
    private func rolledBack() throws -> TestMirror {
        let mirror = try TestMirror()
        for (day, word) in ["robin", "wren", "cuckoo"].enumerated() { try mirror.publish(word, day: Int64(day)) }
        try rollBack(mirror, to: nil, "cuckoo", "wren")
        return mirror
    }

    private func rollBack(_ mirror: TestMirror, to day: Int64?, _ left: String, _ target: String) throws {
        let name = try day.map { try TestMirror.generation($0) }
        try mirror.root.rollBack(
            Generations(of: mirror.root).rollback(to: name), leaving: TestMirror.releases(left),
            returning: TestMirror.releases(target), at: TestMirror.day(3))
    }

    @Test("serves the generation before, and what was left is not published again")
    func holds() throws {
        let mirror = try rolledBack()
        #expect(try mirror.servedWord() == "wren")
        let hold = try require(mirror.root.readMarker()?.hold)
        #expect(hold.generation == (try TestMirror.generation(2)))
        #expect(hold.releases == TestMirror.releases("cuckoo"))
        #expect(try mirror.root.recover() == nil)
        #expect(throws: PublishingError.held(hold)) { try mirror.publish("cuckoo", day: 4) }
        #expect(try mirror.servedWord() == "wren")
        #expect(mirror.read("staging/COMPLETE") == "cuckoo")
    }

    @Test("ends when the upstream brings something else")
    func endsWithNewContent() throws {
        let mirror = try rolledBack()
        try mirror.publish("tern", day: 4)
        #expect(try mirror.servedWord() == "tern")
        #expect(try mirror.root.readMarker()?.hold == nil)
    }

    @Test("ends with resume, and then the newest generation is served again")
    func resume() throws {
        let mirror = try rolledBack()
        #expect(try mirror.root.resume()?.releases == TestMirror.releases("cuckoo"))
        #expect(try mirror.root.resume() == nil)
        #expect(try mirror.root.recover() == TestMirror.generation(2))
        #expect(try mirror.servedWord() == "cuckoo")
    }

    @Test("in two steps holds both, and going to the newest lifts the hold")
    func twoSteps() throws {
        let mirror = try rolledBack()
        try rollBack(mirror, to: 0, "wren", "robin")
        #expect(
            try mirror.root.readMarker()?.hold?.releases == TestMirror.releases("cuckoo") + TestMirror.releases("wren"))
        try rollBack(mirror, to: 1, "robin", "wren")
        let held = try require(mirror.root.readMarker()?.hold?.releases)
        #expect(!held.contains(TestMirror.releases("wren")[0]))
        try rollBack(mirror, to: 2, "wren", "cuckoo")
        #expect(try mirror.root.readMarker()?.hold == nil)
        #expect(try mirror.servedWord() == "cuckoo")
    }

    @Test("is refused without a generation to go to")
    func refusals() throws {
        let mirror = try TestMirror()
        #expect(throws: PublishingError.noPredecessor) { try Generations(of: mirror.root).rollback() }
        try mirror.publish("wren", day: 0)
        #expect(throws: PublishingError.noPredecessor) { try Generations(of: mirror.root).rollback() }
        let unknown = try TestMirror.generation(7)
        #expect(throws: PublishingError.noSuchGeneration(unknown)) {
            try Generations(of: mirror.root).rollback(to: unknown)
        }
    }

    struct BlockCase: Sendable {
        let held: [String]
        let brought: [String]
        let blocks: Bool
    }

    @Test(
        "a hold blocks a tree that brings any of what is held",
        arguments: [
            BlockCase(held: ["a"], brought: ["a", "b"], blocks: true),
            BlockCase(held: ["a", "b"], brought: ["b"], blocks: true),
            BlockCase(held: ["a"], brought: ["b"], blocks: false),
            BlockCase(held: [], brought: ["b"], blocks: true),
        ])
    func blocks(_ example: BlockCase) throws {
        func releases(_ digests: [String]) -> [PublishedRelease] {
            digests.map { PublishedRelease(path: "dists/tern/InRelease", digest: $0) }
        }
        let hold = Hold(
            generation: try TestMirror.generation(0), since: TestMirror.start, releases: releases(example.held))
        #expect(hold.blocks(releases(example.brought)) == example.blocks)
    }
}
