import Glibc
import Posix
import TestSupport
import Testing

/// Holds the lock on a file, as any program may that can open it.
private func hold(_ path: String) throws -> RunningCommand {
    let holder = try RunningCommand("flock", ["--exclusive", "--no-fork", path, "sleep", "600"])
    #expect(waitUntil { FileLock.isHeld(path) })
    return holder
}

@Suite("A lock")
struct LockTests {
    @Test("can be held by no other user")
    func modes() throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        let root = scenario.mirrorward.root
        let locks = try filePaths(of: "\(scenario.mirrorward.state)/locks").map {
            "\(scenario.mirrorward.state)/locks/\($0)"
        }
        #expect(locks.count >= 2)
        for path in locks + ["\(root)/.lock"] {
            #expect(try fileStatus(path)?.permissions == 0o600, "\(path)")
        }
    }

    /// A quiet "already running" each hour would be a mirror that stands still while nobody is told.
    @Test(
        "that is held by a stranger is told aloud, with status 40, also where what is due is synced",
        arguments: [true, false])
    func stranger(isNamed: Bool) throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        var stranger = try hold("\(scenario.mirrorward.state)/locks/fixture.sync")
        let result = try scenario.mirrorward.run(isNamed ? ["sync", "fixture"] : ["sync"])
        stranger.signal(SIGKILL)
        _ = try stranger.wait()
        #expect(result.status == 40, "\(result)")
        #expect(result.errorOutput.contains("the process that it names is not there"), "\(result)")
        #expect(result.errorOutput.contains("held by process"), "\(result)")
    }

    @Test("that is waited for is waited for no longer after a signal, and the status tells the signal")
    func interrupted() throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        let other = try hold("\(scenario.mirrorward.state)/locks/fixture.publication")
        defer { other.signal(SIGKILL) }
        var sync = try scenario.mirrorward.start(["sync", "fixture", "--override-policy", "a test"])
        // Held where the program waits, whichever of its waits is the first.
        usleep(2_000_000)
        sync.signal(SIGTERM)
        let result = try sync.wait()
        #expect(result.status == 128 + SIGTERM, "\(result)")
    }
}
