import Posix
import TestSupport
import Testing

@Suite("Copies of indexes below by-hash that the upstream lacks")
struct ByHashTests {
    @Test("are made before publication, and outlive the next one, for clients that stand between the two")
    func made() throws {
        var scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        for version in ["1.2-1", "1.3-1"] {
            try scenario.release(version)
            let copies = try takeByHash(from: scenario.upstream.root)
            #expect(!copies.isEmpty)
            #expect(try scenario.mirrorward.syncAgain().status == 0)
            #expect(try copies.isSubset(of: filePaths(of: scenario.mirrorward.published)))

            try scenario.updateUpstream()
            #expect(try scenario.mirrorward.syncAgain().status == 0)
            #expect(try copies.isSubset(of: filePaths(of: scenario.mirrorward.published)), "on grace")
            try scenario.expectServed(version)
        }
    }

    @Test("make no generation of their own when they are made again")
    func unchanged() throws {
        var scenario = try Scenario()
        _ = try takeByHash(from: scenario.upstream.root)
        #expect(try scenario.mirrorward.sync().status == 0)
        let generation = scenario.mirrorward.servedGeneration
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        #expect(scenario.mirrorward.servedGeneration == generation)
        try scenario.expectServed("1.0-1")

        // The served tree of a version of the program that made none.
        let copy = try #require(
            try filePaths(of: scenario.mirrorward.published).first {
                $0.hasPrefix("dists/wren/") && $0.contains("/by-hash/SHA256/")
            })
        try removeFile("\(scenario.mirrorward.published)/\(copy)")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        #expect(try filePaths(of: scenario.mirrorward.published).contains(copy))
        try scenario.release("1.2-1")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
    }

    /// Removes what lies below by-hash of the suite that changes.
    ///
    /// - Returns: those of its SHA256 copies that its indexes of now have.
    private func takeByHash(from upstream: String) throws -> Set<String> {
        let paths = try filePaths(of: upstream).filter { $0.hasPrefix("dists/wren/") }
        let copies = try paths.filter { $0.hasSuffix(".gz") || $0.hasSuffix(".xz") }.map { path in
            let digest = sha256(try readFile("\(upstream)/\(path)", limit: 64 << 20))
            return "\(splitPath(path).directory)/by-hash/SHA256/\(digest)"
        }
        for path in paths where path.contains("/by-hash/") { try removeFile("\(upstream)/\(path)") }
        return Set(copies)
    }
}
