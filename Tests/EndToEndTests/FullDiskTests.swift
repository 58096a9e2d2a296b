import Posix
import TestSupport
import Testing

@Suite("A disk that fails", .enabled(if: TestMount.isPossible, "needs the right to mount, as root has it"))
struct FullDiskTests {
    @Test(
        "is said in one message with status 40, costs nothing that is served, and the next sync mends all",
        arguments: usually(6, of: DiskFault.allCases))
    func fault(fault: DiskFault) throws {
        var scenario = try Scenario(fields: [("Scrub", "off"), ("Minimum-Free", "0 B")])
        try createDirectories(scenario.mirrorward.state)
        let mount = try TestMount(on: fault.mountPoint(scenario), options: DiskFault.roomy)
        #expect(try scenario.mirrorward.sync().status == 0)
        let before = try scenario.served()
        try scenario.release("1.2-1", content: incompressibleBytes(150_000))
        for number in 0..<50 where fault == .noInodesAtTransfer {
            try createDirectories("\(scenario.upstream.root)/project/more/\(number)")
        }

        try fault.harm(mount)
        let standIns = try StandIns(fault.standIns(mount.path))
        let result = try scenario.mirrorward.sync(with: standIns)
        #expect(result.status == 40, "\(result)")
        #expect(result.errorOutput.lowercased().contains(fault.says), "\(result)")
        #expect(scenario.daemon.connectionCount == (fault.asksUpstream ? 2 : 1), "\(result)")
        guard fault != .unmountedRoot else {
            #expect(try directoryNames(mount.path).isEmpty, "nothing is written where the disk belongs")
            return
        }
        try scenario.expectUntouched(before, after: result)
        try fault.mend(mount)
        try scenario.expectMended()
    }

    @Test("serves apt as before while it is full, and when it has room again")
    func clients() throws {
        var scenario = try Scenario(fields: [("Minimum-Free", "0 B")])
        let mount = try TestMount(on: scenario.mirrorward.root, options: DiskFault.roomy)
        #expect(try scenario.mirrorward.sync().status == 0)
        try scenario.release("1.2-1", content: incompressibleBytes(150_000))
        try mount.leave(byteCount: 100_000, inodeCount: 10_000)
        #expect(try scenario.mirrorward.syncAgain().status == 40)
        try scenario.expectServed("1.0-1")
        try mount.remount(DiskFault.roomy)
        try scenario.expectMended()
        try scenario.expectServed("1.2-1")
    }

    @Test("under the logs costs the log alone", arguments: [false, true])
    func fullLog(lacksInodes: Bool) throws {
        let scenario = try Scenario()
        try createDirectories("\(scenario.mirrorward.logs)/fixture")
        let mount = try TestMount(on: scenario.mirrorward.logs, options: "size=1m")
        try createDirectories("\(scenario.mirrorward.logs)/fixture")
        try mount.leave(byteCount: lacksInodes ? 100_000 : 0, inodeCount: lacksInodes ? 0 : 100)
        let result = try scenario.mirrorward.sync("--verbose")
        let words = result.everything.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        #expect(result.status == 0 && words.contains("the log is incomplete"), "\(result)")
        #expect(words.contains("No space left on device"), "\(result)")
        try scenario.expectPublishedEqualsUpstream()
    }

    /// Only `umount --lazy` can do this to a sync that runs: an ordinary one is refused, for the sync holds a lock there.
    @Test("and is taken away in the middle gets nothing published in its place", arguments: ["rsync", "gpgv"])
    func takenAway(program: String) throws {
        var scenario = try Scenario()
        let mount = try TestMount(on: scenario.mirrorward.root, options: "size=8m")
        #expect(try scenario.mirrorward.sync().status == 0)
        try scenario.release("1.2-1")
        let standIns = try StandIns([
            program: """
            if umount \(mount.path); then echo 'unmounted while in use' >&2; fi
            umount --lazy \(mount.path)
            exec \(StandIns.realPath(program)) "$@"
            """
        ])
        let result = try scenario.mirrorward.sync(with: standIns)
        #expect(result.status == 40 && result.errorOutput.contains("is its disk mounted?"), "\(result)")
        #expect(!result.everything.contains("unmounted while in use"))
        #expect(scenario.mirrorward.servedGeneration == nil)
        #expect(try fileStatus("\(scenario.mirrorward.root)/generations") == nil)
    }
}
