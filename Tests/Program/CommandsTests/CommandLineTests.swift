import Testing

@testable import Commands

@Suite("A command line")
struct CommandLineTests {
    static let parser = CommandLineParser(commands: commandTable, globalOptions: globalOptions)

    struct Reading: Sendable, CustomTestStringConvertible {
        let line: [String]
        let expected: String

        init(_ line: String, _ expected: String) {
            self.line = line.split(separator: " ").map { String($0.replacing("_", with: " ")) }
            self.expected = expected
        }

        var testDescription: String { line.joined(separator: " ") }
    }

    static let readings = [
        Reading("sync", "sync () {}"), Reading("sync a b", "sync (a b) {}"),
        Reading("sync a --dry-run", "sync (a) {--dry-run}"), Reading("sync --dry-run a", "sync (a) {--dry-run}"),
        Reading("--dry-run sync a", "sync (a) {--dry-run}"), Reading("--config f sync a", "sync (a) {--config=f}"),
        Reading("sync --config f a", "sync (a) {--config=f}"), Reading("sync a --config=f", "sync (a) {--config=f}"),
        Reading("--config=f sync", "sync () {--config=f}"), Reading("sync --config=a=b", "sync () {--config=a=b}"),
        Reading("sync a --override-policy new_disk", "sync (a) {--override-policy=new disk}"),
        Reading("--override-policy status sync a", "sync (a) {--override-policy=status}"),
        Reading("sync a --override-policy=--dry-run", "sync (a) {--override-policy=--dry-run}"),
        Reading("sync -- --help", "sync (--help) {}"), Reading("sync -- a -- b", "sync (a -- b) {}"),
        Reading("sync -", "sync (-) {}"), Reading("sync sync", "sync (sync) {}"),
        Reading("sync config", "sync (config) {}"),
        Reading("generations m", "generations (m) {}"), Reading("generations drop m g", "generations drop (m g) {}"),
        Reading("generations --config f drop m g", "generations drop (m g) {--config=f}"),
        Reading("generations -- drop", "generations (drop) {}"), Reading("config check", "config check () {}"),
        Reading("config --config x check", "config check () {--config=x}"), Reading("rollback m", "rollback (m) {}"),
        Reading("rollback m g", "rollback (m g) {}"), Reading("status", "status () {}"),
        Reading("accept m s --reason r", "accept (m s) {--reason=r}"),
        Reading("--reason=r accept m s", "accept (m s) {--reason=r}"),
        Reading("--help", "help"), Reading("-h", "help"), Reading("help", "help"), Reading("--config f --help", "help"),
        Reading("sync --help", "help sync"), Reading("sync -h", "help sync"), Reading("--help sync", "help sync"),
        Reading("help sync", "help sync"), Reading("sync a --help", "help sync"), Reading("pin --help", "help pin"),
        Reading("help config check", "help config check"), Reading("config check --help", "help config check"),
        Reading("help generations drop", "help generations drop"), Reading("help generations", "help generations"),
        Reading("config", "help of config"), Reading("config --help", "help of config"),
        Reading("help config", "help of config"),
        Reading("--version", "version"), Reading("sync --version", "version"), Reading("--version sync a", "version"),
    ]

    @Test("is understood", arguments: readings)
    func understood(reading: Reading) throws {
        #expect(try text(Self.parser.parse(reading.line)) == reading.expected)
    }

    private func text(_ request: Request) -> String {
        switch request {
        case .help(nil): return "help"
        case .help(let command?): return "help \(command.name)"
        case .helpGroup(let word): return "help of \(word)"
        case .version: return "version"
        case .run(let invocation):
            let options = invocation.options.map { $1.isEmpty ? $0 : "\($0)=\($1)" }.sorted().joined(separator: " ")
            return "\(invocation.command.name) (\(invocation.arguments.joined(separator: " "))) {\(options)}"
        }
    }

    static let refusals: [(String, UsageError)] = [
        ("", .noCommand), ("--", .noCommand), ("--config f", .noCommand), ("--dry-run", .noCommand),
        ("frobnicate", .unknownCommand("frobnicate", nearest: nil)), ("-", .unknownCommand("-", nearest: nil)),
        ("synk", .unknownCommand("synk", nearest: "sync")), ("stauts a", .unknownCommand("stauts", nearest: "status")),
        ("help synk", .unknownCommand("synk", nearest: "sync")),
        ("frobnicate --help", .unknownCommand("frobnicate", nearest: nil)),
        ("confg check", .unknownCommand("confg", nearest: "config check")),
        ("config chek", .unknownCommand("config chek", nearest: "config check")),
        ("config frobnicate", .unknownCommand("config frobnicate", nearest: "config")),
        ("generation drop m g", .unknownCommand("generation", nearest: "generations drop")),
        ("sync --dryrun", .unknownOption("--dryrun", command: "sync", nearest: "--dry-run")),
        ("sync --frobnicate=1", .unknownOption("--frobnicate", command: "sync", nearest: nil)),
        ("sync -n", .unknownOption("-n", command: "sync", nearest: nil)),
        ("status --dry-run", .unknownOption("--dry-run", command: "status", nearest: nil)),
        ("--confg f sync", .unknownOption("--confg", command: "", nearest: "--config")),
        ("-V", .unknownOption("-V", command: "", nearest: nil)),
        ("--versoin", .unknownOption("--versoin", command: "", nearest: "--version")),
        ("--config", .missingValue(option: "--config", value: "FILE", command: "")),
        ("sync --config", .missingValue(option: "--config", value: "FILE", command: "sync")),
        ("sync --config=", .missingValue(option: "--config", value: "FILE", command: "sync")),
        ("sync m --override-policy", .missingValue(option: "--override-policy", value: "REASON", command: "sync")),
        (
            "sync m --override-policy --dry-run",
            .missingValue(option: "--override-policy", value: "REASON", command: "sync")
        ),
        ("sync --override-policy -- m", .missingValue(option: "--override-policy", value: "REASON", command: "sync")),
        ("accept m s --reason=", .missingValue(option: "--reason", value: "REASON", command: "accept")),
        ("sync --dry-run=yes", .unwantedValue(option: "--dry-run", command: "sync")),
        ("sync --verbose --verbose", .repeatedOption("--verbose", command: "sync")),
        ("--config a sync --config b", .repeatedOption("--config", command: "sync")),
        ("accept m s", .missingOption("--reason", value: "REASON", command: "accept")),
        ("pin", .missingArgument("NAME", command: "pin")), ("pin m", .missingArgument("GENERATION", command: "pin")),
        ("generations drop m", .missingArgument("GENERATION", command: "generations drop")),
        ("pin m g x", .unwantedArgument("x", command: "pin", nearest: nil)),
        ("status m n", .unwantedArgument("n", command: "status", nearest: nil)),
        ("config check x", .unwantedArgument("x", command: "config check", nearest: nil)),
        ("generations dorp m g", .unwantedArgument("m", command: "generations", nearest: "generations drop")),
        ("generations m g", .unwantedArgument("g", command: "generations", nearest: nil)),
    ]

    @Test("that is wrong is refused", arguments: refusals)
    func refused(line: String, expected: UsageError) {
        #expect(throws: expected) { try Self.parser.parse(line.split(separator: " ").map(String.init)) }
        #expect(!expected.message.contains("\n") && !expected.message.hasSuffix(".") && !expected.message.isEmpty)
        #expect(!expected.hint.contains("\n") && !expected.hint.hasSuffix(".") && !expected.hint.isEmpty)
    }

    static let messages: [(UsageError, String, String)] = [
        (.noCommand, "missing command: expected one after `mirrorward`", "`mirrorward --help` lists the commands"),
        (.unknownCommand("synk", nearest: "sync"), "unknown command (synk)", "did you mean `mirrorward sync`?"),
        (
            .unknownOption("--dryrun", command: "sync", nearest: "--dry-run"),
            "unknown option (--dryrun): `sync` has none of that name", "did you mean `--dry-run`?"
        ),
        (
            .unknownOption("-V", command: "", nearest: nil), "unknown option (-V)",
            "`mirrorward --help` lists the options"
        ),
        (
            .missingValue(option: "--reason", value: "REASON", command: "accept"),
            "missing value (--reason): expected REASON",
            "write `--reason=REASON` for a value that begins with -"
        ),
        (
            .unwantedArgument("m", command: "generations", nearest: "generations drop"),
            "unexpected argument (generations): found m", "did you mean `mirrorward generations drop`?"
        ),
    ]

    @Test("that is wrong is told how, and what to do", arguments: messages)
    func told(error: UsageError, message: String, hint: String) {
        #expect(error.message == message)
        #expect(error.hint == hint)
    }
}
