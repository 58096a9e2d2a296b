import Glibc
import Posix
import Publishing
import Testing
import Timekeeping

@Suite("Removal of generations")
struct RemovalTests {
    private func fourGenerations() throws -> TestMirror {
        let mirror = try TestMirror()
        for day in 0..<4 { try mirror.publish("word\(day)", day: Int64(day)) }
        return mirror
    }

    @Test("never takes the live one or a pinned one")
    func inUse() throws {
        let mirror = try fourGenerations()
        let live = try TestMirror.generation(3)
        let pinned = try TestMirror.generation(1)
        #expect(throws: PublishingError.generationInUse(live, .live)) { try mirror.root.retire(live, pinned: []) }
        #expect(throws: PublishingError.generationInUse(pinned, .pinned)) {
            try mirror.root.retire(pinned, pinned: [pinned])
        }
        #expect(throws: PublishingError.noSuchGeneration(try TestMirror.generation(9))) {
            try mirror.root.retire(TestMirror.generation(9), pinned: [])
        }
        try mirror.root.retire(TestMirror.generation(2), pinned: [])
        #expect(try Generations(of: mirror.root).names.count == 3)
    }

    @Test("of the surplus leaves what is kept, and a kill leaves nothing half under a generation's name")
    func surplus() throws {
        let mirror = try fourGenerations()
        let retired = try mirror.root.retireSurplus(keeping: 2, pinned: [TestMirror.generation(1)])
        #expect(retired == [try TestMirror.generation(0)])
        #expect(try Generations(of: mirror.root).names.count == 3)
        #expect(mirror.read("generations/.removing-\(retired[0])/COMPLETE") == "word0")
        try mirror.root.removeRetired()
        #expect(mirror.read("generations/.removing-\(retired[0])/COMPLETE") == nil)
        #expect(try mirror.servedWord() == "word3")
    }

    @Test("gives back what the generation alone holds")
    func sizes() throws {
        let mirror = try TestMirror()
        let block = String(repeating: "x", count: 4096)
        for day in 0..<3 {
            try mirror.stage("word\(day)")
            try mirror.write(block + block, to: "staging/pool/own\(day)")
            try linkFile("\(mirror.root.staging)/pool/own\(day)", to: "\(mirror.root.staging)/pool/again")
            try mirror.publish("word\(day)", day: Int64(day))
        }
        try mirror.prepareNext()
        try mirror.write(block, to: "staging/pool/new")
        try linkFile("\(mirror.root.path(of: TestMirror.generation(1)))/COMPLETE", to: "\(mirror.root.path)/elsewhere")
        sync()
        let sizes = try GenerationSizes(of: mirror.root)
        let directories: Int64 = try 6 * require(fileStatus(mirror.root.staging)).allocatedByteCount
        // Two blocks once, InRelease, the package, COMPLETE and the trace; of the second, COMPLETE has a name elsewhere.
        let small = try require(fileStatus("\(mirror.root.publicLink)/COMPLETE")).allocatedByteCount
        #expect(sizes.own[try TestMirror.generation(0)] == directories + 8192 + 4 * small)
        #expect(sizes.own[try TestMirror.generation(1)] == directories + 8192 + 3 * small)
        #expect(sizes.own[try TestMirror.generation(2)] == directories + 8192 + 4 * small)
        #expect(sizes.staging == directories + 4096)
        #expect(sizes.total == 4 * directories + 3 * 8192 + 4096 + 13 * small)
    }

    @Test("is asked for when less is free than the minimum")
    func shortage() throws {
        let mirror = try TestMirror()
        try mirror.root.requireFree(byteCount: 1, inodeCount: 1)
        #expect(throws: PublishingError.self) { try mirror.root.requireFree(byteCount: .max) }
        #expect(throws: PublishingError.self) { try mirror.root.requireFree(byteCount: 0, inodeCount: .max) }
    }
}
