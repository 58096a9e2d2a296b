import Glibc
import Operations
import Posix
import SQLite
import TestSupport
import Testing

@Suite("A scrub")
struct ScrubTests {
    private static let package = "pool/main/n/nest/nest_2.3-1_amd64.deb"

    private func expectMended(_ path: String, _ scenario: borrowing Scenario) throws {
        let served = try readFile("\(scenario.mirrorward.published)/\(path)", limit: 1 << 20)
        #expect(try served == readFile("\(scenario.upstream.root)/\(path)", limit: 1 << 20))
        let again = try scenario.mirrorward.run(["scrub", "fixture", "--share", "100%"])
        #expect(again.status == 0 && again.output.contains("nothing rotted"), "\(again)")
        let status = try scenario.mirrorward.run(["status", "fixture"])
        #expect(!status.output.contains("hash-wrong"), "\(status)")
        try scenario.expectPublishedEqualsUpstream()
    }

    @Test(
        "finds what rotted, and the next sync fetches it again, however staging stands",
        arguments: [package, "dists/wren/main/binary-amd64/Packages.xz"], [true, false])
    func rotten(path: String, hasStaging: Bool) throws {
        var scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        try scenario.release("1.2-1")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        #expect(try scenario.mirrorward.run(["scrub", "fixture", "--share", "100%"]).status == 0)
        try scenario.rot(path)
        let found = try scenario.mirrorward.run(["scrub", "fixture", "--share", "100%"])
        #expect(found.status == 30 && found.output.contains(path), "\(found)")
        let status = try scenario.mirrorward.run(["status", "fixture"])
        #expect(status.output.contains("hash-wrong \(path)"), "\(status)")
        if !hasStaging {
            try removeTree("\(scenario.mirrorward.root)/staging")
            try removeFile("\(scenario.mirrorward.root)/.staging-of")
        }
        let connections = scenario.daemon.connectionCount
        let sync = try scenario.mirrorward.syncAgain()
        #expect(sync.status == 0, "\(sync)")
        #expect(scenario.daemon.connectionCount == connections + 1)
        try expectMended(path, scenario)
        // The copies that earlier generations hold do not come back.
        try scenario.release("1.3-1")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        try expectMended(path, scenario)
    }

    @Test("reads a share at the end of a day's sync, tells what rotted, and that only once a day")
    func daily() throws {
        let scenario = try Scenario(fields: [("Scrub", "100 %")])
        #expect(try scenario.mirrorward.sync().status == 0)
        try scenario.rot(Self.package)
        let store = try Database(path: "\(scenario.mirrorward.state)/state.sqlite", access: .readWrite)
        try store.execute("UPDATE verified_files SET read_at = 0")
        #expect(try scenario.mirrorward.syncAgain().status == 0, "the first sync had its scrub, for this day")
        try store.execute("DELETE FROM scrubs")
        let sync = try scenario.mirrorward.syncAgain()
        #expect(sync.status == 30 && sync.errorOutput.contains("1 file of what is served rotted"), "\(sync)")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        try expectMended(Self.package, scenario)
    }

    @Test("is not made where it is off, and refuses a share that is none")
    func off() throws {
        let scenario = try Scenario(fields: [("Scrub", "off")])
        #expect(try scenario.mirrorward.sync().status == 0)
        try scenario.rot(Self.package)
        let store = try Database(path: "\(scenario.mirrorward.state)/state.sqlite", access: .readWrite)
        try store.execute("UPDATE verified_files SET read_at = 0")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        for share in ["0 %", "5", "101 %", "off"] {
            #expect(try scenario.mirrorward.run(["scrub", "fixture", "--share", share]).status == 64)
        }
    }

    @Test("has what it found mended in every generation that holds it, before it is forgotten")
    func rollback() throws {
        var scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        try scenario.release("1.2-1")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        let rotten = try #require(try fileStatus("\(scenario.mirrorward.published)/\(Self.package)")).inode
        try scenario.rot(Self.package)
        #expect(try scenario.mirrorward.run(["scrub", "fixture", "--share", "100%"]).status == 30)
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        #expect(try scenario.mirrorward.run(["rollback", "fixture"]).status == 0)
        let served = "\(scenario.mirrorward.published)/\(Self.package)"
        #expect(try fileStatus(served)?.inode != rotten)
        #expect(
            try readFile(served, limit: 1 << 20)
                == readFile("\(scenario.upstream.root)/\(Self.package)", limit: 1 << 20))
    }

    @Test("that is stopped while it reads says so, and is not the scrub of that day")
    func stopped() throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        let store = try Database(path: "\(scenario.mirrorward.state)/state.sqlite", access: .readWrite)
        try store.execute("DELETE FROM scrubs")
        let days = SimulatedDays(configuration: scenario.mirrorward.configuration)
        let program = try days.program(onDay: 0)
        let observer = SyncObserver(
            step: { if $0.hasPrefix("reading again") { program.machine.interruption.request(SIGTERM) } }, progress: nil)
        let failure = #expect(throws: Failure.self) {
            try program.scrub(program.mirror("fixture"), percent: 100, observer)
        }
        #expect(failure?.exitStatus == 128 + SIGTERM)
        #expect(try store.firstRow("SELECT count(*) FROM scrubs") { $0.integer(0) } == 0)
    }

    @Test("of what is not served yet is wrong usage")
    func nothingServed() throws {
        let scenario = try Scenario()
        let scrub = try scenario.mirrorward.run(["scrub", "fixture"])
        #expect(scrub.status == 64 && scrub.errorOutput.contains("nothing is published yet"), "\(scrub)")
    }

    @Test("counts the bytes of what rotted too")
    func countsRotten() throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        try scenario.rot(Self.package)
        let scrub = try scenario.mirrorward.run(["scrub", "fixture", "--share", "100%"])
        let line = try #require(scrub.output.split(separator: "\n").first { $0.contains("  read ") })
        let sizes = line.split(separator: ",")[1].split(separator: " of ")
        #expect(sizes.count == 2 && sizes.first?.drop { $0 == " " } == sizes.last, "\(line)")
    }
}
