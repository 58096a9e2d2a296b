import Posix
import Testing

@testable import Transfer

@Suite("The command of a transfer")
struct CommandTests {
    private func request(_ upstream: String) throws -> TransferRequest {
        TransferRequest(
            upstream: try Upstream(upstream), staging: "/srv/m/staging", live: "/srv/m/generations/1",
            partialDirectory: "/srv/m/partial")
    }

    @Test("carries what each way of reaching an upstream needs, and nothing that another needs")
    func transports() throws {
        var daemon = try request("rsync://example.org/debian/")
        daemon.sourceAddress = "192.0.2.1"
        daemon.addressFamily = .ipv4
        daemon.bandwidth = 500
        daemon.homeDirectory = "/home/mirror"
        let arguments = daemon.command.arguments
        for argument in ["--contimeout=60", "--address=192.0.2.1", "-4", "--bwlimit=500", "--timeout=900"] {
            #expect(arguments.contains(argument))
        }
        #expect(!arguments.contains("-e"))
        #expect(
            arguments.suffix(4) == [
                "--link-dest=/srv/m/generations/1", "--", "rsync://example.org/debian/", "/srv/m/staging/",
            ])
        #expect(daemon.command.environment.keys.sorted() == ["LC_ALL", "PATH", "RSYNC_PASSWORD"])

        var shell = try request("mirror@example.org:/srv")
        shell.sourceAddress = "192.0.2.1"
        shell.homeDirectory = "/home/mirror"
        shell.agentSocket = "/run/agent"
        let remote = try #require(shell.command.arguments.firstIndex(of: "-e").map { shell.command.arguments[$0 + 1] })
        #expect(remote.hasPrefix("ssh -o BatchMode=yes "))
        #expect(remote.hasSuffix(" -o BindAddress=192.0.2.1"))
        #expect(!shell.command.arguments.contains { $0.hasPrefix("--address") || $0.hasPrefix("--contimeout") })
        #expect(shell.command.environment.keys.sorted() == ["HOME", "LC_ALL", "PATH", "SSH_AUTH_SOCK"])

        let local = try request("/srv/upstream").command
        #expect(!local.arguments.contains { $0.hasPrefix("--contimeout") || $0 == "-e" })
        #expect(local.environment.keys.sorted() == ["LC_ALL", "PATH"])
    }

    @Test("keeps a password out of the command and the prompt out of the way")
    func password() throws {
        var request = try request("rsync://bob@example.org/debian/")
        #expect(request.command.environment["RSYNC_PASSWORD"] == "")
        request.passwordFile = "/etc/mirrorward/secret"
        #expect(request.command.environment["RSYNC_PASSWORD"] == nil)
        #expect(request.command.arguments.contains("--password-file=/etc/mirrorward/secret"))
    }

    @Test("excludes the mirror's own trace by its name alone")
    func trace() throws {
        var request = try request("rsync://example.org/debian/")
        request.traceName = "a[b]*.example.org"
        #expect(request.command.arguments.contains("--exclude=/project/trace/a\\[b]\\*.example.org"))
    }

    @Test("reads in a shell as the words that it is")
    func shellWords() throws {
        let words = ["plain", "", "it's", "a b", "$HOME", "`id`", "a\\b", "--out-format=%i %n%L", "é", "x;y", "'"]
        let command = ChildCommand(
            executable: "/usr/bin/printf", arguments: ["%s\\n"] + words, environment: ["LC_ALL": "C", "A": "b c"])
        let shell = ChildCommand(
            executable: "/bin/sh", arguments: ["-c", shellText(command)], environment: ["PATH": "/usr/bin:/bin"])
        let result = try runToEnd(shell, outputLimit: 1000, deadlineSeconds: 20)
        #expect(String(decoding: result.output, as: UTF8.self) == words.joined(separator: "\n") + "\n")
    }
}
