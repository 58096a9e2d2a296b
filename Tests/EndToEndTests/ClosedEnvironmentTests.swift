import Glibc
import Posix
import TestSupport
import Testing

@Suite("The children of a sync")
struct ClosedEnvironmentTests {
    /// Notes its environment and its descriptors, and becomes the program.
    private static func script(_ name: String) -> String {
        """
        tr '\\0' '\\n' < /proc/$$/environ > "${0%/*}/\(name).environment"
        ls -l /proc/$$/fd > "${0%/*}/\(name).descriptors"
        exec \(StandIns.realPath(name)) "$@"
        """
    }

    private func notes(_ standIns: borrowing StandIns, _ name: String) throws -> [Substring] {
        String(decoding: try readFile(standIns.path(name), limit: 1 << 16), as: UTF8.self).split(separator: "\n")
    }

    @Test("have the environment that is written for them, and no descriptor of ours but the locks, which rsync holds")
    func closed() throws {
        let scenario = try Scenario()
        let standIns = try StandIns(["rsync": Self.script("rsync"), "gpgv": Self.script("gpgv")])
        var environment = defaultEnvironment
        environment["PATH"] = standIns.searchPath
        for name in ["RSYNC_PROXY", "RSYNC_CONNECT_PROG", "GNUPGHOME", "http_proxy", "BASH_ENV", "LD_DEBUG_OUTPUT"] {
            environment[name] = "/nonexistent"
        }
        var sync = try RunningCommand(
            Mirrorward.executable, ["--config", scenario.mirrorward.configuration, "sync", "fixture"],
            environment: environment)
        let result = try sync.wait()
        #expect(result.status == 0, "\(result)")

        let rsync = try notes(standIns, "rsync.environment").map { $0.prefix { $0 != "=" } }
        #expect(Set(rsync) == ["LC_ALL", "PATH", "RSYNC_PASSWORD"])
        let gpgv = try notes(standIns, "gpgv.environment").map { $0.prefix { $0 != "=" } }
        #expect(Set(gpgv) == ["LC_ALL", "PATH"])

        // Shells keep their script open as 10 or above.
        let held = try notes(standIns, "rsync.descriptors").filter { $0.contains(scenario.mirrorward.root) }
        let state = try notes(standIns, "rsync.descriptors").filter { $0.contains(scenario.mirrorward.state) }
        #expect(held.count == 1 && held.allSatisfy { $0.hasSuffix("/.lock") }, "\(held)")
        #expect(state.count == 1 && state.allSatisfy { $0.hasSuffix("/fixture.sync") }, "\(state)")
        let others = try notes(standIns, "gpgv.descriptors").filter {
            $0.contains(scenario.mirrorward.root) || $0.contains(scenario.mirrorward.state)
                || $0.contains(scenario.mirrorward.logs)
        }
        #expect(others.isEmpty, "\(others)")
    }
}
