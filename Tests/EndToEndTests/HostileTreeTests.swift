import Glibc
import Posix
import TestSupport
import Testing

@Suite("A hostile or odd tree")
struct HostileTreeTests {
    @Test("whose names hold line ends and escapes forges no line of ours and drives no terminal")
    func escapes() throws {
        let scenario = try Scenario()
        let name = "\(scenario.upstream.root)/link\u{1B}[2J\nmirrorward: error: forged"
        #expect(symlink("nowhere\u{1B}]0;owned\u{07}", name) == 0)
        let sync = try scenario.mirrorward.sync("--verbose")
        #expect(sync.status == 0, "a dangling link is a warning: \(sync)")
        for result in [sync, try scenario.mirrorward.run(["status", "fixture"])] {
            #expect(result.everything.contains("link-dangling"), "\(result)")
            #expect(!result.everything.contains("\u{1B}") && !result.everything.contains("\nmirrorward: error"))
        }
        let json = try scenario.mirrorward.run(["status", "--json"])
        #expect(json.status == 0 && !json.output.contains("\u{1B}"))
    }

    @Test("with a symlink whose name reads like another's is invalid, and no fault of this machine")
    func ambiguousName() throws {
        let scenario = try Scenario()
        #expect(mkdir("\(scenario.upstream.root)/a", 0o755) == 0)
        #expect(symlink("/etc/passwd", "\(scenario.upstream.root)/a/\" -> \"b") == 0)
        let result = try scenario.mirrorward.sync()
        #expect(result.status == 30 && result.errorOutput.contains("skipped-by-rsync"), "\(result)")
        #expect(scenario.mirrorward.servedGeneration == nil)
    }

    @Test("with a file in place of a directory of the pool is invalid, though what is served holds the files below it")
    func fileForDirectory() throws {
        var scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        var files = try scenario.archive.files(signedBy: scenario.key)
        for path in files.keys where path.hasPrefix("pool/main/b/birdsong/") { files[path] = nil }
        try scenario.upstream.write(files)
        #expect(rmdir("\(scenario.upstream.root)/pool/main/b/birdsong") == 0)
        files["pool/main/b/birdsong"] = Array("a file".utf8)
        try scenario.upstream.write(files)
        let result = try scenario.mirrorward.syncAgain()
        #expect(result.status == 30 && result.errorOutput.contains("pool/main/b/birdsong/"), "\(result)")
        try scenario.expectServed("1.0-1")
    }

    @Test("with a file where traces belong is published, with a word on the trace")
    func noPlaceForTraces() throws {
        var scenario = try Scenario()
        var files = try scenario.archive.files(signedBy: scenario.key)
        for path in files.keys where path.hasPrefix("project/") { files[path] = nil }
        try scenario.upstream.write(files)
        for directory in ["trace", ""] { rmdir("\(scenario.upstream.root)/project/\(directory)") }
        files["project"] = Array("a file".utf8)
        try scenario.upstream.write(files)
        let result = try scenario.mirrorward.sync("--verbose")
        #expect(result.status == 0 && result.output.contains("trace could not be written"), "\(result)")
        try scenario.expectServed("1.0-1")
    }

    @Test("with a message of the day that reads like rsync's own words is judged by its files")
    func messageOfTheDay() throws {
        let scenario = try Scenario()
        let directory = try TemporaryDirectory()
        try directory.write("ignoring unsafe symlink \"pool\" -> \"/etc\"\n", to: "motd")
        let daemon = try RsyncDaemon(
            in: directory.path,
            modules: [
                "archive": ["path = \(scenario.upstream.root)", "read only = yes", "uid = root", "gid = root"]
            ], globals: ["motd file = \(directory.path)/motd"])
        try scenario.mirrorward.configure([
            ("Upstream", daemon.url("archive")), ("Signed-By", scenario.key.keyringPath),
        ])
        let result = try scenario.mirrorward.sync()
        #expect(result.status == 0, "\(result)")
    }
}
