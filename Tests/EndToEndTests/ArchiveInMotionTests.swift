import Glibc
import Posix
import TestSupport
import Testing

@Suite("An archive that changes while it is transferred")
struct ArchiveInMotionTests {
    /// Where the transfer stands when the archive changes: between InRelease and the indexes, or between the indexes and the pool.
    enum Place: String { case indexes, pool }

    struct Motion: CustomTestStringConvertible {
        let place: Place
        let hasByHash: Bool
        let isFirstSync: Bool

        var testDescription: String {
            "\(place), \(hasByHash ? "with" : "without") by-hash, \(isFirstSync ? "first" : "later") sync"
        }

        /// The usual ones first.
        static let all = [
            Motion(place: .indexes, hasByHash: true, isFirstSync: false),
            Motion(place: .indexes, hasByHash: false, isFirstSync: true),
            Motion(place: .pool, hasByHash: true, isFirstSync: false),
            Motion(place: .indexes, hasByHash: true, isFirstSync: true),
            Motion(place: .indexes, hasByHash: false, isFirstSync: false),
            Motion(place: .pool, hasByHash: false, isFirstSync: true),
        ]
    }

    private func scenario(_ motion: Motion) throws -> Scenario {
        var scenario = try Scenario(daemonOptions: ["--sockopts=SO_SNDBUF=4096"])
        for index in scenario.archive.suites.indices { scenario.archive.suites[index].acquireByHash = motion.hasByHash }
        try release("1.0-1", of: &scenario, motion.place)
        return scenario
    }

    /// A new version with 400 KB that no earlier one has: in the Release files of the first suite, which come before its indexes,
    /// or in the first package of the pool.
    private func release(_ version: String, of scenario: inout Scenario, _ place: Place) throws {
        let bytes = incompressibleBytes(400_000, seed: UInt32(version.utf8.reduce(7) { $0 &* 31 &+ Int($1) } & 0xFFFF))
        switch place {
        case .indexes:
            let lines = stride(from: 0, to: 90_000, by: 30).map { sha256(Array(bytes[$0..<($0 + 30)])) }
            scenario.archive.suites[0].extraFields = "X-Bulk:\n" + lines.map { " \($0)\n" }.joined()
        case .pool:
            scenario.archive.suites[0].packages.removeAll { $0.name == "aviary" }
            scenario.archive.suites[0].packages.append(TestArchive.Package("aviary", version, content: bytes))
        }
        try scenario.release(version)
    }

    /// A relay that holds each of these connections in the midst of the bulk, until `change` has been made.
    private func relay(_ scenario: borrowing Scenario, _ motion: Motion, gates: [Gate]) throws -> TCPRelay {
        let byteCount = try bytesBefore(motion.place, scenario) + 90_000
        return try TCPRelay(to: scenario.daemon.port) { number in
            gates.indices.contains(number - 1) ? .pause(after: byteCount) { gates[number - 1].pass() } : .pass
        }
    }

    /// What the server has sent at least when the bulk begins.
    private func bytesBefore(_ place: Place, _ scenario: borrowing Scenario) throws -> Int {
        let directory = place == .indexes ? "dists/tern/" : "dists/"
        return try filePaths(of: scenario.upstream.root).filter { $0.hasPrefix(directory) }.reduce(0) { sum, path in
            sum + Int(try fileStatus("\(scenario.upstream.root)/\(path)")?.byteCount ?? 0)
        }
    }

    @Test(
        "at once, as by renames, is mirrored whole by a second pass under the same permit",
        arguments: usually(3, of: Motion.all))
    func atOnce(motion: Motion) throws {
        var scenario = try scenario(motion)
        if !motion.isFirstSync {
            #expect(try scenario.mirrorward.sync().status == 0)
            try release("1.1-9", of: &scenario, motion.place)
        }
        let gate = Gate()
        let relay = try relay(scenario, motion, gates: [gate])
        try scenario.comeThrough(port: relay.port)
        var sync = try scenario.mirrorward.start(["sync", "fixture", "--override-policy", "a test", "--verbose"])
        #expect(waitUntil { gate.isReached })
        try release("1.2-1", of: &scenario, motion.place)
        gate.open()
        let result = try sync.wait()
        #expect(result.status == 0 && relay.connectionCount == 2, "\(result)")
        let words = result.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        #expect(words.contains("the upstream seemed to be in motion: a second pass followed"), "\(result)")
        try scenario.expectPublishedEqualsUpstream()
        if !motion.hasByHash { try scenario.expectServed("1.2-1") }
    }

    @Test(
        "slowly, through both passes, is not served as a mixture: the old generation is, and the next day's sync is whole"
    )
    func slowly() throws {
        let motion = Motion(place: .indexes, hasByHash: true, isFirstSync: false)
        var scenario = try scenario(motion)
        #expect(try scenario.mirrorward.sync().status == 0)
        let before = try scenario.served()
        try release("1.1-9", of: &scenario, motion.place)
        let gates = [Gate(), Gate()]
        let relay = try relay(scenario, motion, gates: gates)
        try scenario.comeThrough(port: relay.port)
        var sync = try scenario.mirrorward.start(["sync", "fixture", "--override-policy", "a test"])
        for (number, gate) in gates.enumerated() {
            #expect(waitUntil { gate.isReached })
            try release("1.2-\(number)", of: &scenario, motion.place)
            gate.open()
        }
        let result = try sync.wait()
        #expect(result.status == 30, "\(result)")
        #expect(relay.connectionCount == 2)
        #expect(try scenario.served() == before)
        try scenario.expectMended()
        try scenario.expectServed("1.2-1")
    }

    @Test("so that a file is cut short in the midst of its transfer, is not served, and is whole once the file is")
    func cutShort() throws {
        let motion = Motion(place: .pool, hasByHash: true, isFirstSync: false)
        var scenario = try scenario(motion)
        #expect(try scenario.mirrorward.sync().status == 0)
        let before = try scenario.served()
        try release("1.1-9", of: &scenario, motion.place)
        let gate = Gate()
        let relay = try relay(scenario, motion, gates: [gate])
        try scenario.comeThrough(port: relay.port)
        var sync = try scenario.mirrorward.start(["sync", "fixture", "--override-policy", "a test"])
        #expect(waitUntil { gate.isReached })
        let package = "pool/main/a/aviary/aviary_1.1-9_amd64.deb"
        try checked("truncate", package) { truncate("\(scenario.upstream.root)/\(package)", 200_000) }
        gate.open()
        let result = try sync.wait()
        #expect(result.status == 30 && result.errorOutput.contains(package), "\(result)")
        #expect(try scenario.served() == before)
        try release("1.1-9", of: &scenario, motion.place)
        try scenario.expectMended()
    }
}
