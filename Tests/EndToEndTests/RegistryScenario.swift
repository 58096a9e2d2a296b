import Configuration
import Glibc
import Operations
import Posix
import Reporting
import TestSupport
import Timekeeping

/// An archive with its own server on 127.0.0.2, mirrors of it on further addresses, and a registry that compares them.
struct RegistryScenario: ~Copyable {
    let directory: TemporaryDirectory
    let key: SigningKey
    let archive: WebServer
    private(set) var mirrors: [WebServer]
    let configuration: String
    /// What is left of each mail that the program sent.
    var outbox: String { "\(directory.path)/outbox" }
    var publicList: String { "\(directory.path)/list/public" }

    init(_ fields: [(String, String)] = []) throws {
        let directory = try TemporaryDirectory()
        let key = try SigningKey()
        try Self.write(.small, signedBy: key, to: "\(directory.path)/archive")
        let archive = try WebServer.serving("\(directory.path)/archive", host: 2)
        try directory.write("#!/bin/sh\ncat >> '\(directory.path)/outbox'\n", to: "send-mail")
        try runSuccessfully("chmod", ["755", "\(directory.path)/send-mail"])
        let lines =
            [
                ("Registry", "fixture"), ("Archive", archive.url), ("Suites", "wren tern"),
                ("Signed-By", key.keyringPath), ("Publish", "list"), ("Send-Mail", "\(directory.path)/send-mail"),
                ("Mail-From", "registry@example.org"), ("Allow-Networks", "127.0.0.0/8"), ("Allow-Ports", "any"),
                ("Retry-Pause", "0 s"),
            ] + fields
        try directory.write(
            "Defaults: yes\n\(getuid() == 0 ? "User: root\n" : "")State: state\nLog: log\n\n"
                + lines.map { "\($0): \($1)\n" }.joined(),
            to: "mirrorward.conf")
        configuration = "\(directory.path)/mirrorward.conf"
        self.archive = archive
        mirrors = []
        self.directory = directory
        self.key = key
    }

    static func write(_ archive: TestArchive, signedBy key: borrowing SigningKey, to root: String) throws {
        for (path, bytes) in try archive.files(signedBy: key) {
            try createDirectories(splitPath("\(root)/\(path)").directory)
            try replaceFile("\(root)/\(path)", with: bytes)
        }
    }

    /// A further mirror, which serves what the archive does.
    mutating func addMirror() throws -> WebServer {
        let number = UInt8(mirrors.count + 3)
        let root = treeOfMirror(mirrors.count)
        try Self.write(.small, signedBy: key, to: root)
        let server = try WebServer.serving(root, host: number)
        mirrors.append(server)
        return server
    }

    func treeOfMirror(_ index: Int) -> String { "\(directory.path)/mirror\(index)" }

    /// `mirrorward registry` with these words.
    @discardableResult
    func registry(_ words: String...) throws -> CommandResult {
        try runCommand(Mirrorward.executable, ["--config", configuration, "registry"] + words)
    }

    /// `mirrorward registry ingest` with a mail on its standard input.
    func ingest(_ mail: String) throws -> Int32 {
        try directory.write(mail, to: "mail")
        let line =
            "exec '\(Mirrorward.executable)' --config '\(configuration)' registry ingest < '\(directory.path)/mail'"
        return try runCommand("/bin/sh", ["-c", line]).status
    }

    /// The daily run at noon of a day, counted from 0.
    func run(onDay day: Int64) throws -> RegistryRunReport {
        try registry(onDay: day).runDaily(RegistryRunWish(), .silent)
    }

    func registry(onDay day: Int64) throws -> OpenRegistry {
        try SimulatedDays(configuration: configuration).program(onDay: day).openRegistry(nil)
    }

    /// What the program published, as text.
    func published(_ file: String) throws -> String {
        String(decoding: try readFile("\(publicList)/\(file)", limit: 16 << 20), as: UTF8.self)
    }

    func sentMails() throws -> String {
        guard try fileStatus(outbox) != nil else { return "" }
        return String(decoding: try readFile(outbox, limit: 1 << 20), as: UTF8.self)
    }
}
