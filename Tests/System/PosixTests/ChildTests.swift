import Glibc
import Posix
import TestSupport
import Testing

@Suite("A child")
struct ChildTests {
    private func shell(_ script: String) -> ChildCommand {
        ChildCommand(executable: "/bin/sh", arguments: ["-c", script], environment: ["PATH": "/usr/bin:/bin"])
    }

    /// Says its number when it is itself: a shell that has only forked yet would lose a signal.
    static let sleeper = "sh -c 'echo $$; exec sleep 600'"

    /// Waits for the first line of a child and returns it without its newline.
    private func firstLine(of child: inout PipedChild) throws -> String {
        var bytes: [UInt8] = []
        while !bytes.contains(0x0A) {
            let exit = try child.turn(limit: .seconds(20)) { if $0 == .output { bytes += $1 } }
            if exit != nil { break }
        }
        return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
    }

    @Test("is ended with its whole group, SIGTERM first")
    func gentleEnd() throws {
        let directory = try TemporaryDirectory()
        let file = "\(directory.path)/ended"
        var child = try PipedChild.spawn(shell("trap 'echo term > \(file); exit 7' TERM; \(Self.sleeper) & wait"))
        let grandchild = try #require(pid_t(try firstLine(of: &child)))
        #expect(ProcessIdentity(grandchild)?.isAlive == true)
        #expect(try child.end(patience: .seconds(2)) == .status(7))
        #expect(String(decoding: try readFile(file, limit: 10), as: UTF8.self) == "term\n")
        #expect(ProcessIdentity(grandchild)?.isAlive != true)
    }

    @Test("that is deaf to SIGTERM is killed, and so is a deaf grandchild")
    func deaf() throws {
        let deaf = "trap '' TERM; while :; do sleep 600; done"
        var child = try PipedChild.spawn(shell("trap '' TERM; (\(deaf)) & echo $!; \(deaf)"))
        let grandchild = try #require(pid_t(try firstLine(of: &child)))
        #expect(try child.end(patience: .milliseconds(100)) == .signal(SIGKILL))
        #expect(ProcessIdentity(grandchild)?.isAlive != true)
    }

    @Test("is killed with its group when nobody keeps it")
    func abandoned() throws {
        var identity: ProcessIdentity?
        do {
            var child = try PipedChild.spawn(shell("echo up; exec sleep 600"))
            _ = try firstLine(of: &child)
            identity = ProcessIdentity(child.processID)
        }
        #expect(identity?.isAlive == false)
    }

    @Test("is handed out with what it wrote last, though a grandchild holds its streams")
    func lastWords() throws {
        var child = try PipedChild.spawn(shell("sleep 600 & head -c 300000 /dev/zero; echo last >&2"))
        var counts: [ChildStream: Int] = [:]
        var exit: ChildExit?
        while exit == nil {
            exit = try child.turn(limit: .seconds(20)) { counts[$0, default: 0] += $1.count }
        }
        #expect(counts == [.output: 300_000, .error: 5])
    }

    @Test("wakes whoever waits for it when it is interrupted")
    func waker() throws {
        let interruption = try Interruption()
        var child = try PipedChild.spawn(shell("exec sleep 600"))
        #expect(interruption.signal == nil)
        interruption.request(SIGINT)
        let start = ContinuousClock.now
        #expect(try child.turn(limit: .seconds(60), waker: interruption.descriptorNumber) { _, _ in } == nil)
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(interruption.signal == SIGINT)
    }
}

@Suite("A process group whose parent has gone")
struct OrphanTests {
    /// Starts a group that outlives its leader, or whose leader lives; the lock is inherited by all of it.
    private func orphan(
        _ script: String, _ body: (_ leader: ProcessIdentity, _ lock: String, _ member: pid_t) throws -> Void
    ) throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/lock"
        guard let lock = try FileLock.acquire(path, holder: "") else { return }
        let output = "\(directory.path)/out"
        let file = try Descriptor.open(output, O_WRONLY | O_CREAT)
        let command = ChildCommand(
            executable: "/bin/sh", arguments: ["-c", script], environment: ["PATH": "/usr/bin:/bin"])
        let child = try Child.spawn(command, standardOutput: file.number, inheriting: [lock.descriptorNumber])
        let leader = try #require(ProcessIdentity(child.processID))
        var member: pid_t?
        while member == nil {
            _ = try child.wait(limit: .milliseconds(20))
            let text = String(decoding: try readFile(output, limit: 100), as: UTF8.self)
            if text.hasSuffix("\n") { member = pid_t(text.dropLast()) }
        }
        try body(leader, path, try #require(member))
    }

    private static let deaf = "sh -c \"trap '' TERM; echo \\$\\$; while :; do sleep 600; done\""

    @Test("is ended, leader and members", arguments: ["sleep 600 & echo $!; wait", deaf + " & wait"])
    func withLeader(script: String) throws {
        try orphan(script) { leader, lock, member in
            let expected = [leader.processID, member].sorted()
            guard case .ended(let members) = leader.endGroup(holding: lock, patience: .milliseconds(500)) else {
                Issue.record("not ended")
                return
            }
            #expect(Set(members).isSuperset(of: expected))
            #expect(!leader.isAlive)
            #expect(ProcessIdentity(member)?.isAlive != true)
        }
    }

    @Test("is told from another group by the lock when its leader has gone")
    func withoutLeader() throws {
        // The inner shell leads a group of its own and ends; the outer one reaps it.
        let script = "setsid sh -c \"sh -c 'echo \\$\\$; exec sleep 600' & exit 0\"; exec sleep 600"
        try orphan(script) { _, lock, member in
            let sleeper = try #require(ProcessIdentity(member))
            let group = try #require(sleeper.group)
            while ProcessIdentity(group) != nil { usleep(10_000) }
            let leader = ProcessIdentity(processID: group, startTime: sleeper.startTime, bootID: sleeper.bootID)
            let other = "\(splitPath(lock).directory)/other-lock"
            try replaceFile(other, with: [])
            #expect(leader.endGroup(holding: nil) == .absent)
            #expect(leader.endGroup(holding: other) == .absent)
            #expect(sleeper.isAlive)
            #expect(leader.endGroup(holding: lock, patience: .seconds(1)) == .ended([member]))
            #expect(!sleeper.isAlive)
        }
    }
}
