import Glibc
import Posix

/// The built program with a configuration, a state and a log directory of a test's own.
package struct Mirrorward: ~Copyable {
    private let directory: TemporaryDirectory
    package let mirror: String

    /// One mirror, configured with `fields` beside its root: `Upstream` and `Signed-By` at least.
    package init(mirror: String = "fixture", fields: [(String, String)]) throws {
        let directory = try TemporaryDirectory()
        try createDirectories("\(directory.path)/mirror")
        try Self.configure(directory, mirror, fields)
        self.directory = directory
        self.mirror = mirror
    }

    /// Writes the configuration anew.
    package func configure(_ fields: [(String, String)]) throws {
        try Self.configure(directory, mirror, fields)
    }

    private static func configure(
        _ directory: borrowing TemporaryDirectory, _ mirror: String, _ fields: [(String, String)]
    ) throws {
        let lines = [("Mirror", mirror), ("Root", "mirror")] + fields
        try directory.write(
            "Defaults: yes\n\(getuid() == 0 ? "User: root\n" : "")State: state\nLog: log\nMinimum-Free: 1 MiB\nFollow-Up: 0 s\nRetry-Pause: 0 s\n\n"
                + lines.map { "\($0): \($1)\n" }.joined(),
            to: "mirrorward.conf")
    }

    package var root: String { "\(directory.path)/mirror" }
    package var state: String { "\(directory.path)/state" }
    package var logs: String { "\(directory.path)/log" }
    /// What a web server serves.
    package var published: String { "\(root)/public" }
    package var configuration: String { "\(directory.path)/mirrorward.conf" }

    /// The name of the generation that is served, or nil.
    package var servedGeneration: String? {
        (try? symbolicLinkTarget(published)).flatMap { $0 }.map { splitPath($0).name }
    }

    /// `mirrorward --config FILE sync NAME`, to its end.
    @discardableResult
    package func sync(_ options: String...) throws -> CommandResult {
        try run(["sync", mirror] + options)
    }

    /// A sync that need not wait for tomorrow.
    @discardableResult
    package func syncAgain() throws -> CommandResult {
        try run(["sync", mirror, "--override-policy", "a test"])
    }

    /// `mirrorward --config FILE` with these arguments, to its end.
    @discardableResult
    package func run(_ arguments: [String]) throws -> CommandResult {
        var command = try start(arguments)
        return try command.wait()
    }

    package func start(_ arguments: [String]) throws -> RunningCommand {
        try RunningCommand(Self.executable, ["--config", configuration] + arguments)
    }

    /// `syncAgain` with programs that stand in for others, not waited for.
    package func startSync(with standIns: borrowing StandIns) throws -> RunningCommand {
        try RunningCommand(
            Self.executable, ["--config", configuration, "sync", mirror, "--override-policy", "a test"],
            environment: defaultEnvironment.merging(["PATH": standIns.searchPath]) { $1 })
    }

    /// `syncAgain` with programs that stand in for others, to its end.
    package func sync(with standIns: borrowing StandIns) throws -> CommandResult {
        var command = try startSync(with: standIns)
        return try command.wait()
    }

    /// What the logs of all syncs say.
    package var logText: String {
        let names = ((try? filePaths(of: "\(logs)/\(mirror)")) ?? []).sorted()
        return names.map {
            String(decoding: (try? readFile("\(logs)/\(mirror)/\($0)", limit: 1 << 30)) ?? [], as: UTF8.self)
        }.joined()
    }

    /// The program lies beside the test runner: both are built into one directory.
    package static var executable: String {
        let runner = (try? symbolicLinkTarget("/proc/self/exe")).flatMap { $0 } ?? ""
        return "\(splitPath(runner).directory)/mirrorward"
    }
}
