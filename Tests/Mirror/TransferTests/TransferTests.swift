import Glibc
import Posix
import TestSupport
import Testing

@testable import Transfer

@Suite("A transfer from an rsync daemon")
struct TransferTests {
    /// A directory with a small archive in `upstream`, and a daemon that serves it as `repo`.
    private func withDaemon(
        _ section: [String] = [], _ body: (String, borrowing RsyncDaemon) throws -> Void
    ) throws {
        let directory = try TemporaryDirectory()
        try directory.write("Suite: stable\n", to: "upstream/dists/stable/Release")
        try directory.write("binary", to: "upstream/pool/a/a_1.deb")
        try directory.write("flag", to: "upstream/Archive-Update-in-Progress-example.org")
        let daemon = try RsyncDaemon(
            in: directory.path, modules: ["repo": ["path = \(directory.path)/upstream"] + section])
        try body(directory.path, daemon)
    }

    private func request(_ url: String, in directory: String) throws -> TransferRequest {
        TransferRequest(
            upstream: try Upstream(url), staging: "\(directory)/staging", live: nil,
            partialDirectory: "\(directory)/partial")
    }

    private func write(_ text: String, to path: String) throws {
        try createDirectories(splitPath(path).directory)
        try replaceFile(path, with: Array(text.utf8))
    }

    private func isFree(_ lock: String) throws -> Bool {
        guard let lock = try FileLock.acquire(lock, holder: "visitor") else { return false }
        lock.release()
        return true
    }

    private func fault(_ request: TransferRequest, in directory: String) -> TransferEnding.LocalFault? {
        let outcome = run(request, in: directory)
        #expect(!outcome.reachedUpstream)
        return if case .localFault(let fault) = outcome.ending { fault } else { nil }
    }

    private func run(_ request: TransferRequest, in directory: String) -> TransferOutcome {
        Transfer(request).run(log: "\(directory)/log")
    }

    @Test("brings the archive over one connection, and counts what came")
    func plain() throws {
        try withDaemon { directory, daemon in
            let request = try request(daemon.url("repo"), in: directory)
            var identity: ProcessIdentity?
            let log = "\(directory)/log"
            let lock = try Descriptor.open("\(directory)/lock", O_RDWR | O_CREAT)
            var holders: [ProcessIdentity] = []
            let outcome = Transfer(request).run(
                log: log, locks: [lock.number],
                onStart: { started in
                    identity = started
                    // It would have done its work before all of /proc is looked through on a busy machine.
                    kill(started.processID, SIGSTOP)
                    defer { kill(started.processID, SIGCONT) }
                    holders = (try? ProcessIdentity.holders(of: "\(directory)/lock")) ?? []
                })
            #expect(identity.map { holders.contains($0) } == true)
            #expect(outcome.ending == .complete)
            #expect(outcome.statistics.fileCount == 7)
            #expect(outcome.statistics.transferredCount == 2)
            #expect(outcome.statistics.transferredByteCount == 20)
            #expect(outcome.statistics.receivedByteCount > 20)
            #expect(outcome.logFailure == nil && outcome.messages.isEmpty && outcome.reachedUpstream)
            let survey = try TreeSurvey(
                of: "\(directory)/staging", comparedWith: "\(directory)/upstream")
            #expect(survey.removed == ["Archive-Update-in-Progress-example.org"])
            #expect(identity?.isAlive == false)
            #expect(daemon.transferCount == 1)
            #expect(daemon.connectionCount == 1)
            let text = String(decoding: try readFile(log, limit: 1 << 20), as: UTF8.self)
            #expect(text.contains("item >f+++++++++ pool/a/a_1.deb\n"))
            #expect(!text.contains("-chk="))
        }
    }

    @Test("links what live has already, deletes what is gone, and leaves live as it was")
    func linkDestination() throws {
        try withDaemon { directory, daemon in
            var request = try request(daemon.url("repo"), in: directory)
            #expect(run(request, in: directory).ending == .complete)
            try renameFile(request.staging, to: "\(directory)/live")
            request.live = "\(directory)/live"
            try write("old", to: "\(directory)/staging/pool/gone")
            try write("leftover", to: "\(directory)/staging/.rsync-partial/x")
            try write("changed", to: "\(directory)/upstream/dists/stable/Release")
            let outcome = run(request, in: directory)
            #expect(outcome.ending == .complete)
            #expect(outcome.statistics.deletedCount == 3)
            #expect(outcome.statistics.transferredCount == 1)
            let survey = try TreeSurvey(of: request.staging, comparedWith: "\(directory)/live")
            #expect(survey.changed == ["dists/stable/Release"])
            #expect(survey.added.isEmpty && survey.removed.isEmpty)
        }
    }

    @Test("leaves out symlinks that lead out of the tree and what is no file, and names them")
    func skippedPaths() throws {
        try withDaemon { directory, daemon in
            let upstream = "\(directory)/upstream"
            #expect(symlink("/etc/passwd", "\(upstream)/absolute") == 0)
            #expect(symlink("../../..", "\(upstream)/pool/é up") == 0)
            #expect(symlink("stable", "\(upstream)/dists/inside") == 0)
            #expect(mkfifo("\(upstream)/pool/pipe", 0o644) == 0)
            let request = try request(daemon.url("repo"), in: directory)
            let outcome = run(request, in: directory)
            #expect(outcome.ending == .complete)
            let expected: Set = ["absolute", "pool/é up", "pool/pipe"]
            #expect(Set(outcome.skippedPaths.map(\.path)) == expected)
            #expect(outcome.skippedPaths.first?.reason == .unsafeSymbolicLink(target: "/etc/passwd"))
            #expect(outcome.skippedCount == 3)
            let survey = try TreeSurvey(of: request.staging)
            #expect(survey.symbolicLinks == ["dists/inside"] && survey.specialFiles.isEmpty)
        }
    }

    @Test("goes on to validation when only the sender could not read something, and says that nothing was deleted")
    func unreadable() throws {
        let identity = geteuid() == 0 ? ["uid = 65534", "gid = 65534"] : []
        try withDaemon(identity) { directory, daemon in
            #expect(chmod(directory, 0o755) == 0)
            try write("", to: "\(directory)/upstream/secret/file")
            #expect(chmod("\(directory)/upstream/secret", 0) == 0)
            try write("", to: "\(directory)/staging/stale")
            let outcome = run(try request(daemon.url("repo"), in: directory), in: directory)
            #expect(outcome.ending == .partial)
            #expect(outcome.senderProblems.count == 1)
            #expect(outcome.senderProblems.first?.contains("opendir \"secret\"") == true)
            #expect(outcome.deletionsSkipped)
            #expect(try fileStatus("\(directory)/staging/stale") != nil)
        }
    }

    @Test(
        "tells each refusal of a daemon, with its words",
        arguments: [
            (["hosts deny = *"], "repo", .accessDenied, "@ERROR: access denied to repo"),
            ([], "nothing", .unknownModule, "@ERROR: Unknown module 'nothing'"),
            (["hosts deny = *", "list = no"], "repo", .unknownModule, "@ERROR: Unknown module 'repo'"),
            (["max connections = -1"], "repo", .maximumConnections, "-- try again later"),
            (["auth users = bob", "secrets file = /dev/null"], "repo", .authenticationFailed, "@ERROR: auth failed"),
            (["early exec = false"], "repo", .gate, "@ERROR: early exec failed"),
            (
                ["pre-xfer exec = echo Come back at 04:17Z; echo; exit 1"], "repo", .gate, "Come back at 04:17Z"
            ),
            (["refuse options = hard-links"], "repo", .optionRefused, "refuse --hard-links"),
            (["path = /nonexistent"], "repo", .other, "@ERROR: chdir failed"), ([], "repo/none", .noSuchPath, ""),
        ] as [([String], String, TransferEnding.Refusal, String)])
    func refusals(section: [String], module: String, refusal: TransferEnding.Refusal, words: String) throws {
        try withDaemon(section) { directory, daemon in
            let outcome = run(try request(daemon.url(module), in: directory), in: directory)
            #expect(outcome.ending == .refused(refusal))
            #expect(outcome.reachedUpstream)
            #expect(words.isEmpty || outcome.upstreamWords.contains { $0.contains(words) })
        }
    }

    @Test("gives the day back when nobody could be reached")
    func unreachable() throws {
        let temporary = try TemporaryDirectory()
        let directory = temporary.path
        let port = try freePort()
        let closed = run(try request("rsync://127.0.0.1:\(port)/repo", in: directory), in: directory)
        #expect(closed.ending == .unreachable(.connectionRefused))
        let unknown = run(try request("rsync://no-such-host.invalid/repo", in: directory), in: directory)
        #expect(unknown.ending == .unreachable(.nameNotFound))
        #expect(!closed.reachedUpstream && !unknown.reachedUpstream)
    }

    @Test("contacts nobody when this machine cannot do it anyway")
    func faultsBeforeStart() throws {
        try withDaemon { directory, daemon in
            var request = try request(daemon.url("repo"), in: directory)
            request.sourceAddress = "192.0.2.1"
            #expect(fault(request, in: directory) == .sourceAddress("192.0.2.1"))
            request.sourceAddress = nil
            request.passwordFile = "\(directory)/password"
            #expect(fault(request, in: directory) == .passwordFile(.missing))
            try write("secret\n", to: "\(directory)/password")
            #expect(fault(request, in: directory) == .passwordFile(.openToOthers))
            request.rsyncPath = "/nonexistent/rsync"
            #expect(fault(request, in: directory) == .missingProgram("/nonexistent/rsync"))
            #expect(daemon.connectionCount == 0)
        }
    }

    @Test("uses a password from a file")
    func password() throws {
        let temporary = try TemporaryDirectory()
        let directory = temporary.path
        try write("bob:secret\n", to: "\(directory)/secrets")
        try write("secret\n", to: "\(directory)/password")
        try write("", to: "\(directory)/upstream/file")
        for file in ["secrets", "password"] { #expect(chmod("\(directory)/\(file)", 0o600) == 0) }
        let section = [
            "path = \(directory)/upstream", "auth users = bob", "secrets file = \(directory)/secrets",
        ]
        let daemon = try RsyncDaemon(in: directory, modules: ["repo": section])
        var request = try request("rsync://bob@127.0.0.1:\(daemon.port)/repo", in: directory)
        request.passwordFile = "\(directory)/password"
        #expect(run(request, in: directory).ending == .complete)
    }

    @Test("that is interrupted keeps what came, and the next one goes on with it")
    func interruption() throws {
        try withDaemon { directory, daemon in
            let big = "\(directory)/upstream/pool/big.deb"
            try replaceFile(big, with: (0..<(8 << 20)).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) })
            var request = try request(daemon.url("repo"), in: directory)
            request.bandwidth = 1024
            let interruption = try Interruption()
            let outcome = Transfer(request).run(
                log: "\(directory)/log", interruption: interruption,
                progress: { if $0.byteCount > 2 << 20 { interruption.request(SIGINT) } })
            #expect(outcome.ending == .interrupted(signal: SIGINT))
            #expect(outcome.exit == .status(20))
            #expect(try fileStatus("\(directory)/partial/big.deb")?.byteCount ?? 0 > 1 << 20)
            request.bandwidth = nil
            let second = run(request, in: directory)
            #expect(second.ending == .complete)
            #expect(second.statistics.matchedByteCount > 1 << 20)
            #expect(try fileStatus("\(directory)/partial") == nil)
            #expect(try TreeSurvey(of: request.staging).regularFileCount == 3)
        }
    }

    @Test("reports progress a few times a second, with a share once the list is complete")
    func progress() throws {
        try withDaemon { directory, daemon in
            for number in 0..<40 {
                try write(String(repeating: "x", count: 50_000), to: "\(directory)/upstream/pool/f\(number)")
            }
            var request = try request(daemon.url("repo"), in: directory)
            request.bandwidth = 2000
            var steps: [TransferProgress] = []
            let outcome = Transfer(request).run(log: "\(directory)/log", progress: { steps.append($0) })
            #expect(outcome.ending == .complete)
            #expect(steps.count > 1 && Int64(steps.count) <= 4 * (outcome.elapsedSeconds + 1) + 1)
            #expect(steps.contains { ($0.share ?? 0) > 0 && $0.bytesPerSecond > 0 })
            #expect(steps.allSatisfy { (0...1).contains($0.share ?? 0) })
        }
    }

    @Test("works from a local path, and over ssh")
    func otherTransports() throws {
        try withDaemon { directory, _ in
            let local = run(try request("\(directory)/upstream", in: directory), in: directory)
            #expect(local.ending == .complete && local.statistics.transferredCount == 2)
            // In place of ssh, what it would do on the other side.
            let ssh = """
                #!/bin/sh
                while [ "$1" = -o ]; do shift 2; done
                [ "$1 $2 $3" = "-l mirror example.org" ] || exit 255
                shift 3
                exec sh -c "$*"

                """
            let install = ChildCommand(
                executable: "/usr/bin/install", arguments: ["-D", "-m", "755", "/dev/stdin", "\(directory)/bin/ssh"])
            _ = try runToEnd(install, input: Array(ssh.utf8), outputLimit: 1000, deadlineSeconds: 20)
            var request = try request("mirror@example.org:\(directory)/upstream", in: directory)
            request.searchPath = "\(directory)/bin:\(request.searchPath)"
            request.staging = "\(directory)/other"
            let remote = run(request, in: directory)
            #expect(remote.ending == .complete && remote.statistics.transferredCount == 2)
            request.upstream = try Upstream("mirror@example.com:\(directory)/upstream")
            // 255 or 12, whichever rsync notices first.
            let failed = run(request, in: directory)
            #expect(failed.exit.map { failed.ending == .dropped($0) } == true)
        }
    }

    @Test("goes on without its log, and says so")
    func unwritableLog() throws {
        try withDaemon { directory, daemon in
            for path in ["/nonexistent/log", "/dev/full"] {
                let outcome = Transfer(try request(daemon.url("repo"), in: directory)).run(log: path)
                #expect(outcome.ending == .complete)
                #expect(outcome.logFailure?.path == path)
            }
        }
    }

    @Test("holds the sync's lock through rsync when its parent has gone, and can be found and ended")
    func orphan() throws {
        try withDaemon { directory, daemon in
            try replaceFile("\(directory)/upstream/pool/big.deb", with: [UInt8](repeating: 7, count: 8 << 20))
            var request = try request(daemon.url("repo"), in: directory)
            request.bandwidth = 512
            let path = "\(directory)/lock"
            guard let lock = try FileLock.acquire(path, holder: "parent") else {
                Issue.record("the lock is taken")
                return
            }
            // What the parent would have done, had it not been killed: nobody reads the streams, nobody waits.
            let child = try PipedChild.spawn(request.command, inheriting: [lock.descriptorNumber])
            let identity = try #require(ProcessIdentity(child.processID))
            lock.release()
            while try ProcessIdentity.holders(of: path).count < 2 { usleep(20_000) }
            #expect(try !isFree(path))
            #expect(try ProcessIdentity.holders(of: path).allSatisfy { $0.group == identity.processID })
            guard case .ended(let members) = identity.endGroup(holding: path) else {
                Issue.record("the orphan was not ended")
                return
            }
            #expect(members.contains(identity.processID) && members.count >= 2)
            #expect(try isFree(path))
        }
    }
}
