import Posix
import TestSupport
import Testing

@Suite("The documents")
struct DocumentTests {
    private func read(_ path: String) throws -> String {
        String(decoding: try readFile("\(Fixture.checkout)/\(path)", limit: 1 << 20), as: UTF8.self)
    }

    /// The lines of the README's shell blocks, without comments at their ends.
    private func shellLines() throws -> [String] {
        var isShell = false
        var lines: [String] = []
        for line in try read("README.md").split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { isShell = line == "```sh" } else if isShell { lines.append(String(line)) }
        }
        return lines.compactMap { $0.split(separator: "  #").first.map { String($0.trimmingBlanks) } }
    }

    @Test("begin with the demonstration, then the tests, by the very line that the checks run")
    func firstCommands() throws {
        let lines = try shellLines()
        #expect(lines.prefix(2) == ["Fixtures/demo", "Fixtures/install-packages && swift test"])
        #expect(try read(".ci/run").split(separator: "\n").contains { $0 == lines[1] })
        #expect(try read("Fixtures/demo").contains("sync fixture"))
    }

    @Test("name only commands that the program understands")
    func commands() throws {
        var scenario = try Scenario(mirror: "example")
        #expect(try scenario.mirrorward.sync().status == 0)
        try scenario.release("1.2-1")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        let previous = try filePaths(of: "\(scenario.mirrorward.root)/generations").min()?.split(separator: "/").first
        let lines = try shellLines().compactMap { line in
            ["mirrorward ", "sudo -u mirrorward mirrorward "].first { line.hasPrefix($0) }
                .map { String(line.dropFirst($0.count)) }
        }
        #expect(lines.count > 12)
        for line in lines {
            let words = try shellWords(line).map { $0 == "20261122T041733Z" ? String(previous ?? "none") : $0 }
            let result = try scenario.mirrorward.run(words)
            // A generation that is in use may not be dropped; a command that is not understood points to its help.
            let isUnderstood = !result.errorOutput.contains("--help`") && !result.errorOutput.contains("did you mean")
            #expect(isUnderstood && result.status != 78, "\(line): \(result)")
        }
    }

    @Test("install files that are there, by lines that a shell understands")
    func installation() throws {
        let lines = try shellLines()
        #expect(try runCommand("bash", ["-n", "-c", lines.joined(separator: "\n")]).status == 0)
        for line in lines where line.hasPrefix("sudo install -m 644") {
            for source in try shellWords(line).filter({ $0.hasPrefix("cron/") }) {
                #expect(try fileStatus("\(Fixture.checkout)/\(source)")?.kind == .regular)
            }
        }
        #expect(lines.contains("swift build --configuration release --static-swift-stdlib --product mirrorward"))
    }

    @Test(
        "in cron/ sync once a day, as the program's own user, by commands that are silent on success",
        arguments: ["mirrorward", "mirrorward.service"])
    func cron(file: String) throws {
        let text = try read("cron/\(file)")
        let commands = text.split(separator: "\n").compactMap { line in
            file == "mirrorward" ? cronCommand(String(line)) : unitCommand(String(line))
        }.filter { !$0.contains(" registry ") }
        #expect(commands.count == (file == "mirrorward" ? 2 : 1), "\(commands)")
        for command in commands {
            let scenario = try Scenario()
            let words = try shellWords(command)
            #expect(splitPath(words[0]).name == "mirrorward")
            for _ in 0..<2 {
                let result = try scenario.mirrorward.run(Array(words.dropFirst()))
                #expect(result.status == 0 && result.everything.isEmpty, "\(command): \(result)")
            }
            #expect(scenario.daemon.connectionCount == 1)
        }
    }

    /// The command of a line in the form of crontab(5) with a user, also of one that is commented out.
    private func cronCommand(_ line: String) -> String? {
        let fields = line.drop { $0 == "#" }.split(separator: " ", omittingEmptySubsequences: true)
        guard fields.count > 6, fields.prefix(5).allSatisfy({ $0 == "*" || Int($0) != nil }) else { return nil }
        #expect(fields[5] == "mirrorward" && fields[0] != "0")
        return fields[6...].joined(separator: " ")
    }

    private func unitCommand(_ line: String) -> String? {
        line.hasPrefix("ExecStart=") ? String(line.dropFirst("ExecStart=".count)) : nil
    }

    /// The words of a line as a shell splits them.
    private func shellWords(_ line: String) throws -> [String] {
        try runSuccessfully("bash", ["-c", "printf '%s\\n' \(line)"]).output.split(separator: "\n").map(String.init)
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        var result = self.drop { $0 == " " }
        while result.last == " " { result.removeLast() }
        return result
    }
}
