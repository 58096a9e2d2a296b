import Posix
import TestSupport
import Testing

@Suite("mirrorward waive")
struct WaiveTests {
    private static let missing = TestArchive.Package("nest", "2.3-1").poolPath

    /// A mirror whose upstream lacks a package from the first day on.
    private func scenario(fields: [(String, String)] = []) throws -> Scenario {
        let scenario = try Scenario(fields: fields)
        try removeFile("\(scenario.upstream.root)/\(Self.missing)")
        return scenario
    }

    /// The line that a report offers, with a reason and, perhaps, another date.
    private func offered(_ text: String) throws -> [String] {
        let line = try #require(
            text.split(separator: "\n").first { $0.contains("to accept it for a time: ") }, "\(text)")
        let words = line.split(separator: " ").drop { $0 != "waive" }.map { String($0).replacing("'", with: "") }
        return words.dropLast().map { String($0) } + ["it is known"]
    }

    @Test("takes the line that a report offers: what was held back is published, and never green")
    func pasted() throws {
        let scenario = try scenario()
        let refused = try scenario.mirrorward.sync()
        #expect(refused.status == 30, "\(refused)")
        let waived = try scenario.mirrorward.run(try offered(refused.errorOutput))
        #expect(waived.status == 0 && waived.output.contains("in use: 1 finding"), "\(waived)")
        let published = try scenario.mirrorward.run(["publish", "fixture"])
        #expect(published.status == 0 && published.output.contains("with errors that are waived"), "\(published)")
        #expect(published.output.contains("waived until ") && published.output.contains("it is known"), "\(published)")
        #expect(published.output.contains("1 error (1 waived)"), "\(published)")
        let status = try scenario.mirrorward.run(["status", "fixture"])
        #expect(status.output.contains("serving, with errors that are waived"), "\(status)")
        #expect(status.output.contains("it is known"), "\(status)")
        let again = try scenario.mirrorward.run(["validate", "fixture"])
        #expect(again.status == 0, "\(again)")
        #expect(again.output.contains("fixture: valid-with-warnings, with errors that are waived"), "\(again)")
        #expect(try scenario.mirrorward.run(["waivers", "fixture"]).output.contains("in use: 1 finding"))
        #expect(scenario.daemon.connectionCount == 2)
    }

    @Test("adds to the file that the configuration names, and keeps what stands there, comments too")
    func file() throws {
        let scenario = try scenario(fields: [("Waivers", "mine")])
        let file = "\(splitPath(scenario.mirrorward.configuration).directory)/mine"
        let mine = "# by hand\nCode: pool-file-missing\nPath: pool/x/*\nUntil: 2001-01-01\nReason: old\n# end"
        try replaceFile(file, with: Array(mine.utf8))
        let refused = try scenario.mirrorward.sync()
        #expect(refused.status == 30 && refused.errorOutput.contains("waiver-expired"), "\(refused)")
        #expect(try scenario.mirrorward.run(try offered(refused.errorOutput)).status == 0)
        let text = String(decoding: try readFile(file, limit: 4096), as: UTF8.self)
        #expect(text.hasPrefix(mine + "\n\nCode: pool-file-missing\nPath: \(Self.missing)\nUntil: "), "\(text)")
        #expect(try scenario.mirrorward.run(["publish", "fixture"]).status == 0)
        let listed = try scenario.mirrorward.run(["waivers", "fixture"])
        #expect(listed.output.contains("expired: what it covered is gone"), "\(listed)")
        #expect(listed.output.contains("in use: 1 finding"), "\(listed)")
    }

    @Test(
        "refuses what cannot be, and says why",
        arguments: [
            ("pool-file-misssing", "2027-01-01", "did you mean `pool-file-missing`?"),
            ("signature-bad", "2027-01-01", "never waived (signature-bad)"),
            ("date-backwards", "2027-01-01", "mirrorward accept NAME SUITE"),
            ("no-suite", "2027-01-01", "never waived (no-suite)"),
            ("pool-file-missing", "2001-01-01", "expected a day from"),
            ("pool-file-missing", "9999-01-01", "expected a day from"),
            ("pool-file-missing", "2027-02-30", "expected a day from"),
        ])
    func refused(code: String, until: String, words: String) throws {
        let scenario = try Scenario()
        let result = try scenario.mirrorward.run(
            ["waive", "fixture", code, "*", "--until", until, "--reason", "r"])
        #expect(result.status == 64 && result.errorOutput.contains(words), "\(result)")
        #expect(try fileStatus("\(scenario.mirrorward.state)/waivers") == nil)
    }

    @Test(
        "is told of what is wrong in the file, before anything is contacted",
        arguments: [
            ("Code: pool-file-missing\nPath: x\nUntil: soon\nReason: r\n", ":3: invalid value (Until)"),
            ("Code: pool-file-gone\nPath: x\nUntil: 2026-12-24\nReason: r\n", ":1: invalid value (Code)"),
            ("Code: signature-bad\nPath: x\nUntil: 2026-12-24\nReason: r\n", "expected a code that can be waived"),
            (
                "\nCode: pool-file-missing\nPath: x\nUntil: 2026-12-24\n",
                ":2: missing field (a waiver): expected Reason"
            ),
            ("Code: index-missing\nPaht: x\nUntil: 2026-12-24\nReason: r\n", "did you mean `Path`?"),
            ("what\n", ":1: "),
        ])
    func malformed(text: String, words: String) throws {
        let scenario = try Scenario()
        try createDirectories("\(scenario.mirrorward.state)/waivers")
        try replaceFile("\(scenario.mirrorward.state)/waivers/fixture", with: Array(text.utf8))
        for command in [["sync", "fixture"], ["config", "check"], ["waivers", "fixture"]] {
            let result = try scenario.mirrorward.run(command)
            #expect(result.status == 78 && result.errorOutput.contains(words), "\(result)")
        }
        #expect(scenario.daemon.connectionCount == 0)
    }
}
