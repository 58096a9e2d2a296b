import Glibc
import Posix
import TestSupport
import Testing

@Suite("Started by root", .enabled(if: getuid() == 0, "only root can become somebody else"))
struct WorkingUserTests {
    private func configuration(_ scenario: borrowing Scenario, user: String?) throws -> String {
        let text = String(decoding: try readFile(scenario.mirrorward.configuration, limit: 1 << 16), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("User:") }
        let changed = [lines[0]] + (user.map { ["User: \($0)"] } ?? []) + lines.dropFirst()
        return changed.joined(separator: "\n")
    }

    private func configure(_ scenario: borrowing Scenario, user: String?) throws {
        let text = try configuration(scenario, user: user)
        try replaceFile(scenario.mirrorward.configuration, with: Array(text.utf8))
    }

    /// The numbers of a line of proc_pid_status(5).
    private func ids(_ field: String, _ status: String) throws -> [UInt32] {
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(field) })
        return line.dropFirst(field.count).split { " \t".contains($0) }.compactMap { UInt32($0) }
    }

    @Test("the program refuses, unless a user is named: nothing is made and nobody is contacted")
    func refused() throws {
        let scenario = try Scenario()
        try configure(scenario, user: nil)
        for command in [["sync"], ["status"], ["publish", "fixture"], ["rollback", "fixture"]] {
            let result = try scenario.mirrorward.run(command)
            #expect(result.status == 78 && result.errorOutput.contains("this is root"), "\(result)")
        }
        #expect(try fileStatus(scenario.mirrorward.state) == nil)
        #expect(scenario.daemon.connectionCount == 0)
        try configure(scenario, user: "no-such-user")
        let result = try scenario.mirrorward.run(["sync"])
        #expect(result.status == 78 && result.errorOutput.contains("unknown user (no-such-user)"), "\(result)")
    }

    @Test("it becomes the user that is named, for good, and all that it makes is that user's")
    func becomes() throws {
        let scenario = try Scenario()
        try configure(scenario, user: "nobody")
        let directory = splitPath(scenario.mirrorward.root).directory
        let nobody = try #require(WorkingUser(named: "nobody"))
        for path in [directory, scenario.mirrorward.root] { chown(path, nobody.userID, nobody.groupID) }
        // The keyring lies in a directory of root's alone.
        let keyring = "\(directory)/archive.gpg"
        try replaceFile(keyring, with: readFile(scenario.key.keyringPath, limit: 1 << 20))
        let text = try configuration(scenario, user: "nobody").replacing(scenario.key.keyringPath, with: keyring)
        try replaceFile(scenario.mirrorward.configuration, with: Array(text.utf8))
        // What the children are is what the program is: no id, no group and no capability of root's is left to go back to.
        let standIns = try StandIns(["rsync": "cp /proc/self/status \"${0%/*}/status\"; exec /usr/bin/rsync \"$@\""])
        chmod(splitPath(standIns.path("rsync")).directory, 0o777)
        let result = try scenario.mirrorward.sync(with: standIns)
        #expect(result.status == 0, "\(result)")
        let identity = String(decoding: try readFile(standIns.path("status"), limit: 1 << 14), as: UTF8.self)
        #expect(try ids("Uid:", identity) == Array(repeating: nobody.userID, count: 4))
        #expect(try ids("Gid:", identity) == Array(repeating: nobody.groupID, count: 4))
        #expect(try !ids("Groups:", identity).contains(0))
        #expect(identity.contains("CapEff:\t0000000000000000") && identity.contains("CapPrm:\t0000000000000000"))
        for path in [
            scenario.mirrorward.published + "/dists/wren/InRelease", "\(scenario.mirrorward.state)/state.sqlite",
            "\(scenario.mirrorward.root)/.mirrorward", scenario.mirrorward.logs,
        ] {
            let status = try #require(try fileStatus(path))
            #expect(status.owner == nobody.userID && status.permissions & 0o022 == 0, "\(path)")
        }
        #expect(try scenario.mirrorward.sync().status == 10)
    }
}
