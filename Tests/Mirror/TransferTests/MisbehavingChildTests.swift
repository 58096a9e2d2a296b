import Glibc
import Posix
import TestSupport
import Testing

@testable import Transfer

@Suite("An rsync that misbehaves")
struct MisbehavingChildTests {
    /// Runs a transfer whose rsync is a shell script.
    private func run(
        _ script: String, stallSeconds: Int = 600, longestSeconds: Int = 600, interruption: Interruption? = nil
    ) throws -> (outcome: TransferOutcome, log: String) {
        let directory = try TemporaryDirectory()
        // Were it written by this process, a child that another test starts meanwhile would hold it open: ETXTBSY.
        let install = ChildCommand(
            executable: "/usr/bin/install", arguments: ["-m", "755", "/dev/stdin", "\(directory.path)/rsync"])
        let text = Array("#!/bin/sh\n\(script)\n".utf8)
        #expect(try runToEnd(install, input: text, outputLimit: 1000, deadlineSeconds: 20).exit == .status(0))
        var request = TransferRequest(
            upstream: try Upstream("rsync://127.0.0.1:9/repo"), staging: "\(directory.path)/staging", live: nil,
            partialDirectory: "\(directory.path)/partial")
        request.rsyncPath = "\(directory.path)/rsync"
        request.stallSeconds = stallSeconds
        request.longestSeconds = longestSeconds
        request.patienceSeconds = 1
        let start = ContinuousClock.now
        let log = "\(directory.path)/log"
        let outcome = Transfer(request).run(log: log, interruption: interruption)
        #expect(ContinuousClock.now - start < .seconds(30))
        return (outcome, String(decoding: try readFile(log, limit: 80 << 20), as: UTF8.self))
    }

    @Test(
        "that ends with any status is reported with it", arguments: Array(stride(from: Int32(0), through: 255, by: 17)))
    func statuses(status: Int32) throws {
        let outcome = try run("exit \(status)").outcome
        #expect(outcome.exit == .status(status))
        #expect((outcome.ending == .complete) == (status == 0))
    }

    @Test("that is killed is this machine's fault", arguments: [SIGKILL, SIGSEGV])
    func killed(signal: Int32) throws {
        #expect(try run("kill -\(signal) $$").outcome.ending == .localFault(.killed(signal: signal)))
    }

    @Test(
        "that writes without end is ended after the longest time, in bounded memory and log",
        arguments: [
            "yes $(printf %0900d)", "yes $(printf %0900d) >&2", "yes $(printf %0900d) & yes $(printf %0900d) >&2",
            "tr '\\0' x </dev/zero", "cat /dev/urandom & cat /dev/urandom >&2",
        ])
    func endless(script: String) throws {
        let (outcome, log) = try run(script, longestSeconds: 1)
        #expect(outcome.ending == .tookTooLong(seconds: 1))
        #expect(outcome.messages.count <= 100 && outcome.senderProblems.count <= 1000)
        #expect(log.utf8.count < 73 << 20)
    }

    @Test(
        "that is silent, hangs, or is deaf to SIGTERM is ended as stalled",
        arguments: [
            "exec sleep 600", "exec >&- 2>&-; exec sleep 600", "trap '' TERM; while :; do sleep 600; done",
            "kill -STOP $$", "echo half a line | tr -d '\\n'; exec sleep 600",
        ])
    func silent(script: String) throws {
        let outcome = try run(script, stallSeconds: 1).outcome
        #expect(outcome.ending == .stalled(seconds: 1))
    }

    @Test("that works in silence is not taken for stalled")
    func silentWork() throws {
        let script = "i=0; while [ $i -lt 25 ]; do head -c 1000 /dev/zero >/dev/null; sleep 0.1; i=$((i+1)); done"
        #expect(try run(script, stallSeconds: 1).outcome.ending == .complete)
    }

    @Test("whose grandchild holds the streams is not waited for, and the grandchild is ended")
    func grandchild() throws {
        let (outcome, log) = try run("sh -c 'echo $$ >&2; exec sleep 600' & sleep 0.3; exit 24")
        #expect(outcome.ending == .partial)
        let number = try #require(outcome.messages.first.flatMap { pid_t($0) })
        #expect(ProcessIdentity(number)?.isAlive != true)
        #expect(log.contains("\(number)\n"))
    }

    @Test("that writes no UTF-8 and half a line at its end is shown with its bytes escaped")
    func bytes() throws {
        let (outcome, log) = try run("printf 'rsync: a\\377\\033[2Jb\\nhalf' >&2; printf 'out\\001' ; exit 5")
        #expect(outcome.ending == .refused(.other))
        #expect(outcome.messages == ["rsync: a\\xff\\x1b[2Jb", "half"])
        #expect(log.contains("out\\x01\n"))
    }

    @Test("that is deaf when it is interrupted is killed, and counts as interrupted")
    func deafWhenInterrupted() throws {
        let interruption = try Interruption()
        interruption.request(SIGTERM)
        let script = "trap '' TERM; while :; do sleep 600; done"
        #expect(try run(script, interruption: interruption).outcome.ending == .interrupted(signal: SIGTERM))
    }

    @Test("that was done when it was interrupted counts as done")
    func doneWhenInterrupted() throws {
        let interruption = try Interruption()
        interruption.request(SIGTERM)
        let outcome = try run("trap 'exit 0' TERM; while :; do sleep 0.01; done", interruption: interruption).outcome
        #expect(outcome.ending == .complete || outcome.exit == .signal(SIGTERM))
    }
}
