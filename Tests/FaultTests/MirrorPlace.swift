import Glibc
import Posix
import Publishing
import SQLite
import Scheduling
import TestSupport

/// A directory with a configuration, Root, state and logs of one mirror.
struct MirrorPlace {
    let path: String

    static let mirror = "fixture"
    static let syncAgain = ["sync", mirror, "--override-policy", "a test"]

    var root: String { "\(path)/mirror" }
    var state: String { "\(path)/state" }
    var published: String { "\(root)/public" }
    var configuration: String { "\(path)/mirrorward.conf" }

    func configure(_ upstream: borrowing FaultUpstream) throws {
        try createDirectories(root)
        let text = """
            Defaults: yes
            \(getuid() == 0 ? "User: root" : "# no root")
            State: state
            Log: log
            Minimum-Free: 1 MiB
            Follow-Up: 0 s
            Retry-Pause: 0 s

            Mirror: \(Self.mirror)
            Root: mirror
            Upstream: \(upstream.daemon.url("archive"))
            Signed-By: \(upstream.key.keyringPath)
            Trace-Name: mirror.example.org
            Scrub: 100 %

            """
        try replaceFile(configuration, with: Array(text.utf8))
    }

    /// Starts mirrorward with these arguments.
    ///
    /// - Parameters: as of `Interposer.environment`.
    func start(
        _ arguments: [String], _ fault: PlannedFault? = nil, dropped: String? = nil, isSynced: Bool = false
    ) throws -> RunningCommand {
        try removeFile(list)
        let environment = try Interposer.environment(
            below: [root, state, "\(path)/log"], list: list, fault: fault, dropped: dropped, isSynced: isSynced)
        return try RunningCommand(
            Mirrorward.executable, ["--config", configuration] + arguments, environment: environment)
    }

    func run(_ arguments: [String], _ fault: PlannedFault? = nil, isSynced: Bool = false) throws -> CommandResult {
        var command = try start(arguments, fault, isSynced: isSynced)
        return try command.wait(seconds: 120)
    }

    /// The steps of the last run.
    func steps() throws -> [Step] {
        Step.read(String(decoding: try readFile(list, limit: 64 << 20), as: UTF8.self))
    }

    private var list: String { "\(path)/steps" }

    /// A generation that is not served.
    func spareGeneration() throws -> String {
        let served = try symbolicLinkTarget(published).map { splitPath($0).name }
        return try directoryNames("\(root)/generations").sorted().first { $0 != served && !$0.hasPrefix(".") } ?? "none"
    }

    /// The connections that the store or the marker knows of, those of permits that were given back aside.
    ///
    /// Read from a copy: whoever opens a store mends it.
    func recordedConnections() throws -> Int {
        let copy = try TemporaryDirectory()
        for name in try storeFiles() { try runSuccessfully("cp", ["\(state)/\(name)", "\(copy.path)/\(name)"]) }
        var numbers: [String: Int] = [:]
        if try fileStatus("\(copy.path)/state.sqlite")?.byteCount ?? 0 > 0 {
            let store = try Database(path: "\(copy.path)/state.sqlite", access: .readWrite)
            let sql =
                "SELECT permit, count(*) FROM connections JOIN permits ON permits.id = permit"
                + " WHERE NOT is_returned GROUP BY permit"
            let isMade = try store.firstRow("SELECT count(*) FROM sqlite_schema WHERE name = 'connections'") {
                $0.integer(0)
            }
            if isMade == 1 {
                for (permit, count) in try store.rows(sql, [], { ($0.text(0), Int($0.integer(1))) }) {
                    numbers[permit] = count
                }
            }
        }
        if let permit = try MirrorRoot(path: root).readMarker()?.permit.flatMap({ Permit(encoded: $0) }),
            !permit.isReturned
        {
            numbers[permit.id] = max(numbers[permit.id] ?? 0, permit.connections.count)
        }
        return numbers.values.reduce(0, +)
    }

    /// As if the last one were long ago, for the next sync to read everything again.
    func makeScrubDue() throws {
        let store = try Database(path: "\(state)/state.sqlite", access: .readWrite)
        try store.execute("DELETE FROM scrubs")
        try store.execute("UPDATE verified_files SET read_at = 0")
    }

    private func storeFiles() throws -> [String] {
        guard try fileStatus(state) != nil else { return [] }
        return try directoryNames(state).filter { $0.hasPrefix("state.sqlite") }
    }

    /// What is left that no later sync needs: temporary names, surplus generations, half of a file, a journal, a damaged store.
    func leftovers(generationLimit: Int) throws -> [String] {
        let expected = [".mirrorward", ".lock", ".staging-of", ".partial", "public", "generations", "staging"]
        var left = try directoryNames(root).filter { !expected.contains($0) }
        for name in [".partial", "generations", "staging"] where try fileStatus("\(root)/\(name)") != nil {
            left += try filePaths(of: "\(root)/\(name)").filter { path in
                name == ".partial" || path.split(separator: "/").contains { $0.hasPrefix(".") }
            }.map { "\(name)/\($0)" }
        }
        let generations = try directoryNames("\(root)/generations").sorted()
        if generations.count > generationLimit || generations.contains(where: { $0.hasPrefix(".") }) {
            left += generations
        }
        left += try directoryNames(state).filter {
            $0.hasPrefix(".") || $0.hasSuffix("-journal") || $0.hasSuffix(".tmp")
        }
        let store = try Database(path: "\(state)/state.sqlite", access: .readWrite)
        let check = try store.firstRow("PRAGMA quick_check") { $0.text(0) } ?? "no answer"
        return check == "ok" ? left : left + ["quick_check: \(check)"]
    }
}
