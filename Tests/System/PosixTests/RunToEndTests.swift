import Glibc
import Posix
import TestSupport
import Testing

@Suite("Running a child to its end")
struct RunToEndTests {
    private func shell(_ script: String, _ environment: [String: String] = [:]) -> ChildCommand {
        let path = ["PATH": "/usr/bin:/bin"]
        return ChildCommand(
            executable: "sh", arguments: ["-c", script], environment: path.merging(environment) { $1 })
    }

    @Test("tells how it ended", arguments: [("exit 0", 0), ("exit 1", 1), ("exit 255", 255)] as [(String, Int32)])
    func status(script: String, expected: Int32) throws {
        #expect(try runToEnd(shell(script), outputLimit: 100, deadlineSeconds: 20).exit == .status(expected))
    }

    @Test("tells the signal that killed it", arguments: [SIGKILL, SIGTERM, SIGSEGV])
    func signal(number: Int32) throws {
        #expect(
            try runToEnd(shell("kill -\(number) $$"), outputLimit: 100, deadlineSeconds: 20).exit == .signal(number))
    }

    @Test("hands over both streams, the input, and files by descriptor")
    func streams() throws {
        let result = try runToEnd(
            shell("cat; cat /dev/fd/4 /dev/fd/3; printf error >&2"), input: Array("in ".utf8),
            files: [Array("three".utf8), Array("four ".utf8)], outputLimit: 100, deadlineSeconds: 20)
        #expect(String(decoding: result.output, as: UTF8.self) == "in four three")
        #expect(String(decoding: result.errorOutput, as: UTF8.self) == "error")
    }

    @Test("keeps more output than a pipe holds, on both streams at once")
    func largeOutput() throws {
        let result = try runToEnd(
            shell("head -c 1000000 /dev/zero >&2 & head -c 1000000 /dev/zero; wait"), outputLimit: 1 << 20,
            deadlineSeconds: 20)
        #expect(result.output.count == 1_000_000)
        #expect(result.errorOutput.count == 1_000_000)
    }

    @Test("passes nothing of this process's own environment, descriptors, group and signals")
    func isolation() throws {
        let directory = try TemporaryDirectory()
        let open = try Descriptor.open(directory.path, O_RDONLY)
        // A descriptor without O_CLOEXEC, as a library may leave one.
        let leaked = fcntl(open.number, F_DUPFD, 50)
        defer { close(leaked) }
        let script =
            "env | grep -v -e ^PATH= -e ^PWD= -e ^_= -e ^SHLVL=; ls /proc/self/fd; cut -d' ' -f5 /proc/$$/stat; echo $$"
        let result = try runToEnd(shell(script, ["ONE": "1"]), outputLimit: 1000, deadlineSeconds: 20)
        let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n").map(String.init)
        // The fourth descriptor is the directory that ls itself reads.
        #expect(Array(lines.prefix(5)) == ["ONE=1", "0", "1", "2", "3"])
        #expect(lines.count == 7 && lines[5] == lines[6])
    }

    @Test("kills what writes without end")
    func overflow() throws {
        #expect(throws: ChildRunError.overflow(byteCount: 1000)) {
            try runToEnd(shell("yes"), outputLimit: 1000, deadlineSeconds: 20)
        }
        #expect(throws: ChildRunError.overflow(byteCount: 1000)) {
            try runToEnd(shell("yes >&2"), outputLimit: 1000, deadlineSeconds: 20)
        }
    }

    @Test(
        "kills what is silent, deaf to SIGTERM, or has closed its streams",
        arguments: [
            "sleep 600", "trap '' TERM; while :; do sleep 600; done", "exec >&- 2>&-; sleep 600",
        ])
    func deadline(script: String) throws {
        let start = ContinuousClock.now
        #expect(throws: ChildRunError.deadline(seconds: 1)) {
            try runToEnd(shell(script), outputLimit: 1000, deadlineSeconds: 1)
        }
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test("does not wait for a grandchild that holds the streams, and kills it")
    func grandchild() throws {
        let result = try runToEnd(shell("sleep 600 & echo $!"), outputLimit: 1000, deadlineSeconds: 20)
        #expect(result.exit == .status(0))
        let text = String(decoding: result.output, as: UTF8.self).dropLast()
        let grandchild = try #require(pid_t(text))
        #expect(ProcessIdentity(grandchild)?.isAlive != true)
    }

    @Test("says which program is missing")
    func missingProgram() throws {
        for name in ["mirrorward-no-such-program", "/nonexistent/program", ""] {
            #expect(throws: ChildRunError.system(SystemCallError("posix_spawn", name, number: ENOENT))) {
                try runToEnd(
                    ChildCommand(executable: name, environment: ["PATH": "/usr/bin"]), outputLimit: 10,
                    deadlineSeconds: 20)
            }
        }
    }

    @Test("ends at once when it is interrupted")
    func interruption() throws {
        let interruption = try Interruption()
        interruption.request(SIGTERM)
        interruption.request(SIGINT)
        #expect(throws: ChildRunError.interrupted(signal: SIGTERM)) {
            try runToEnd(shell("sleep 600"), outputLimit: 10, deadlineSeconds: 60, interruption: interruption)
        }
    }

    @Test("leaves no descriptors and no zombies behind")
    func leaks() throws {
        let result = try runToEnd(shell("true"), outputLimit: 10, deadlineSeconds: 20)
        #expect(result.exit == .status(0))
        let before = openDescriptorCount()
        for _ in 0..<50 { _ = try runToEnd(shell("true"), files: [[1]], outputLimit: 10, deadlineSeconds: 20) }
        // Other tests run beside this one and open files of their own, but not fifty.
        #expect(openDescriptorCount() - before < 40)
    }

    private func openDescriptorCount() -> Int {
        (0..<1024).filter { fcntl(Int32($0), F_GETFD) >= 0 }.count
    }
}
