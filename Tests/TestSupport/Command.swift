import Glibc
import Posix

/// How a child ended and what it wrote.
package struct CommandResult: Sendable {
    /// The exit status, or 128 + n after signal n, as a shell counts.
    package let status: Int32
    package let output: String
    package let errorOutput: String

    package var everything: String { output + errorOutput }
}

/// A child that could not be started or did not end in time.
package enum CommandError: Error {
    case notStarted(executable: String, reason: String)
    case stillRunning(executable: String, seconds: Int, errorOutput: String)
    case failed(arguments: [String], CommandResult)
}

/// A child in a process group of its own, with its output in files so that no pipe can fill up.
///
/// It does not use the program's own way of starting children: a test must not lean on what it tests.
package struct RunningCommand: ~Copyable {
    package let processID: Int32
    private let executable: String
    private let outputs: TemporaryDirectory
    private var exit: Int32?

    /// Starts `executable`, searched in PATH where it has no slash, with exactly `environment`.
    package init(
        _ executable: String, _ arguments: [String], environment: [String: String] = defaultEnvironment,
        workingDirectory: String? = nil
    ) throws {
        let outputs = try TemporaryDirectory()
        processID = try spawn(
            executable, arguments, environment: environment, workingDirectory: workingDirectory, outputs: outputs.path)
        self.executable = executable
        self.outputs = outputs
    }

    deinit {
        guard exit == nil else { return }
        kill(-processID, SIGKILL)
        var status: Int32 = 0
        while waitpid(processID, &status, 0) < 0, errno == EINTR {}
    }

    /// Sends `number` to the child alone, not to its group.
    package func signal(_ number: Int32) {
        kill(processID, number)
    }

    /// What the child has written to standard error so far.
    package var errorOutput: String { text("error") }
    package var output: String { text("output") }

    /// Waits for the end of the child.
    ///
    /// - Throws: `CommandError.stillRunning` after `seconds`; the child is killed then.
    package mutating func wait(seconds: Int = 60) throws -> CommandResult {
        var status: Int32 = 0
        let ended = waitUntil(seconds: seconds) { waitpid(processID, &status, WNOHANG) != 0 }
        guard ended else {
            throw CommandError.stillRunning(executable: executable, seconds: seconds, errorOutput: errorOutput)
        }
        let signal = status & 0x7F
        let code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        exit = code
        return CommandResult(status: code, output: output, errorOutput: errorOutput)
    }

    private func text(_ name: String) -> String {
        String(decoding: (try? readFile("\(outputs.path)/\(name)", limit: 64 << 20)) ?? [], as: UTF8.self)
    }
}

/// Runs a child to its end, whatever its exit status.
package func runCommand(
    _ executable: String, _ arguments: [String], environment: [String: String] = defaultEnvironment,
    workingDirectory: String? = nil, seconds: Int = 60
) throws -> CommandResult {
    var command = try RunningCommand(
        executable, arguments, environment: environment, workingDirectory: workingDirectory)
    return try command.wait(seconds: seconds)
}

/// Runs a child that has to succeed.
///
/// - Throws: `CommandError.failed` for any other exit status than 0.
@discardableResult
package func runSuccessfully(
    _ executable: String, _ arguments: [String], environment: [String: String] = defaultEnvironment,
    workingDirectory: String? = nil
) throws -> CommandResult {
    let result = try runCommand(
        executable, arguments, environment: environment, workingDirectory: workingDirectory)
    guard result.status == 0 else { throw CommandError.failed(arguments: [executable] + arguments, result) }
    return result
}

/// A small environment without proxies, languages or the user's own settings; what Tests/Sanitizers/run tells the sanitizers is
/// passed on.
package let defaultEnvironment: [String: String] = {
    var environment = [
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8",
        "HOME": "/nonexistent",
    ]
    for name in sanitizerOptions { environment[name] = getenv(name).map { String(cString: $0) } }
    return environment
}()

private let sanitizerOptions = ["ASAN_OPTIONS", "TSAN_OPTIONS"]

/// Whether Tests/Sanitizers/run runs the tests: with one the program takes more memory and time.
package var isUnderSanitizer: Bool { sanitizerOptions.contains { defaultEnvironment[$0] != nil } }

/// Asks for `condition` every 2 ms until it holds; false when it does not within `seconds`.
package func waitUntil(seconds: Int = 30, _ condition: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<seconds * 500 {
        if try condition() { return true }
        usleep(2000)
    }
    return try condition()
}

private func spawn(
    _ executable: String, _ arguments: [String], environment: [String: String], workingDirectory: String?,
    outputs: String
) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "\(outputs)/output", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "\(outputs)/error", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    if let workingDirectory { posix_spawn_file_actions_addchdir_np(&actions, workingDirectory) }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
        &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    let argumentPointers = cStrings([executable] + arguments)
    let environmentPointers = cStrings(environment.map { "\($0.key)=\($0.value)" })
    defer { for pointer in argumentPointers + environmentPointers { free(pointer) } }
    var processID: pid_t = 0
    let failure = posix_spawnp(
        &processID, executable, &actions, &attributes, argumentPointers, environmentPointers)
    guard failure == 0 else {
        throw CommandError.notStarted(executable: executable, reason: String(cString: strerror(failure)))
    }
    return processID
}

/// A NULL-terminated array for exec(3); each string is freed by the caller.
private func cStrings(_ strings: [String]) -> [UnsafeMutablePointer<CChar>?] {
    strings.map { strdup($0) } + [nil]
}

extension CommandResult: CustomStringConvertible {
    package var description: String { "status \(status)\n\(output)\(errorOutput)" }
}
