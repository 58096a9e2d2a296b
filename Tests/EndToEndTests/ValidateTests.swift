import Foundation
import Glibc
import Posix
import TestSupport
import Testing

@Suite("mirrorward validate")
struct ValidateTests {
    /// Runs the program in `directory` with a configuration that is not there.
    private func validate(_ arguments: [String], in directory: String = "/") throws -> CommandResult {
        try runCommand(
            Mirrorward.executable, ["--config", "/nonexistent/mirrorward.conf", "validate"] + arguments,
            workingDirectory: directory)
    }

    private func object(_ result: CommandResult) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result)")
    }

    @Test("judges any tree by a keyring, without a configuration")
    func tree() throws {
        let key = try SigningKey()
        var upstream = try TestUpstream()
        try upstream.write(.small, signedBy: key)
        let sound = try validate(["--tree", upstream.root, "--signed-by", key.keyringPath])
        #expect(sound.status == 0 && sound.output.contains("\(upstream.root): valid"), "\(sound)")
        #expect(sound.output.contains("2 suites"), "\(sound)")
        try removeFile("\(upstream.root)/\(TestArchive.Package("nest", "2.3-1").poolPath)")
        let broken = try validate(["--tree", upstream.root, "--signed-by", key.keyringPath])
        #expect(broken.status == 30 && broken.output.contains("pool-file-missing"), "\(broken)")
    }

    @Test("takes relative paths, and a tree behind a symlink")
    func paths() throws {
        let key = try SigningKey()
        var upstream = try TestUpstream()
        try upstream.write(.small, signedBy: key)
        let place = try TemporaryDirectory()
        try replaceSymbolicLink("\(place.path)/link", target: upstream.root)
        try replaceFile("\(place.path)/keys", with: try readFile(key.keyringPath, limit: 1 << 20))
        for path in ["link", "link/", "./link"] {
            let result = try validate(["--tree", path, "--signed-by", "keys"], in: place.path)
            #expect(result.status == 0, "\(result)")
        }
        let inside = try validate(["--tree", ".", "--signed-by", "\(place.path)/keys"], in: upstream.root)
        #expect(inside.status == 0, "\(inside)")
    }

    @Test("reads the content of pool files only when it is told to go deep")
    func deep() throws {
        let key = try SigningKey()
        var upstream = try TestUpstream()
        try upstream.write(.small, signedBy: key)
        let path = "\(upstream.root)/\(TestArchive.Package("nest", "2.3-1").poolPath)"
        var bytes = try readFile(path, limit: 1 << 20)
        bytes[bytes.count / 2] ^= 1
        try replaceFile(path, with: bytes)
        let words = ["--tree", upstream.root, "--signed-by", "\(key.keyringPath),\(key.keyringPath)"]
        #expect(try validate(words).status == 0)
        let deep = try validate(words + ["--deep"])
        #expect(deep.status == 30 && deep.output.contains("pool-file-hash-wrong"), "\(deep)")
    }

    @Test("tells of directories that it may not read and judges the rest; lost+found at the top is no part of a tree")
    func unreadableDirectories() throws {
        let key = try SigningKey()
        var upstream = try TestUpstream()
        try upstream.write(.small, signedBy: key)
        let place = try TemporaryDirectory()
        try replaceFile("\(place.path)/keys", with: try readFile(key.keyringPath, limit: 1 << 20))
        try runSuccessfully("cp", ["-a", upstream.root, "\(place.path)/tree"])
        let closed = ["lost+found", "dists/wren/extra", "pool/extra"].map { "\(place.path)/tree/\($0)" }
        for directory in closed { try createDirectories(directory, mode: 0) }
        defer { for directory in closed { chmod(directory, 0o755) } }
        for directory in [place.path, "\(place.path)/tree"] { try checked("chmod") { chmod(directory, 0o755) } }
        let words = [
            Mirrorward.executable, "validate", "--tree", "\(place.path)/tree", "--signed-by", "\(place.path)/keys",
            "--json",
        ]
        // root may read everything.
        let other = getuid() == 0 ? ["setpriv", "--reuid", "65534", "--clear-groups"] : ["env"]
        let result = try runCommand(try #require(other.first), other.dropFirst() + words)
        #expect(result.status == 30, "\(result)")
        let findings = try #require(try object(result)["findings"] as? [[String: Any]])
        #expect(Set(findings.compactMap { $0["path"] as? String }) == ["dists/wren/extra", "pool/extra"], "\(result)")
        #expect(findings.allSatisfy { $0["code"] as? String == "file-unreadable" })
    }

    @Test("prints JSON with the schema that it names")
    func json() throws {
        let key = try SigningKey()
        var upstream = try TestUpstream()
        try upstream.write(.small, signedBy: key)
        try removeFile("\(upstream.root)/\(TestArchive.Package("nest", "2.3-1").poolPath)")
        let result = try validate(["--tree", upstream.root, "--signed-by", key.keyringPath, "--json"])
        #expect(result.status == 30)
        let object = try object(result)
        #expect(object["schema"] as? String == "mirrorward-validation-1")
        #expect(object["verdict"] as? String == "invalid" && object["tree"] as? String == upstream.root)
        let findings = try #require(object["findings"] as? [[String: Any]])
        let finding = try #require(findings.first)
        #expect(finding["code"] as? String == "pool-file-missing" && finding["severity"] as? String == "error")
        #expect(finding["suites"] as? [String] == ["tern", "wren"] && finding["isBlocking"] as? Bool == true)
        let groups = try #require(object["groups"] as? [[String: Any]])
        #expect(groups.first?["code"] as? String == "pool-file-missing" && groups.first?["count"] as? Int == 1)
        let suites = try #require(object["suites"] as? [[String: Any]])
        #expect(suites.map { $0["name"] as? String } == ["tern", "wren"])
        #expect(suites.allSatisfy { $0["missingPoolFileCount"] as? Int == 1 && $0["signed"] as? Bool == true })
        let statistics = try #require(object["statistics"] as? [String: Any])
        #expect(statistics["suiteCount"] as? Int == 2 && statistics["packageCount"] as? Int == 11)
    }

    @Test("trusts no unsigned tree unless told so")
    func unsigned() throws {
        let key = try SigningKey()
        var upstream = try TestUpstream()
        try upstream.write(.small, signedBy: key)
        for suite in ["wren", "tern"] {
            for name in ["InRelease", "Release.gpg"] { try removeFile("\(upstream.root)/dists/\(suite)/\(name)") }
        }
        let refused = try validate(["--tree", upstream.root, "--signed-by", key.keyringPath])
        #expect(refused.status == 30 && refused.output.contains("error: unsigned"), "\(refused)")
        let allowed = try validate(["--tree", upstream.root, "--unsigned"])
        #expect(allowed.status == 0 && allowed.output.contains("warning: unsigned-allowed"), "\(allowed)")
    }

    @Test(
        "says what does not go together",
        arguments: [
            ([], "expected NAME or --tree PATH"), (["--tree", "/"], "expects --signed-by KEYRINGS or --unsigned"),
            (["name", "--tree", "/", "--unsigned"], "found name and --tree"),
            (["name", "--unsigned"], "unexpected option (--unsigned)"),
            (["--tree", "/nonexistent", "--unsigned"], "no directory (/nonexistent)"),
        ])
    func usage(arguments: [String], words: String) throws {
        let result = try validate(arguments)
        #expect(result.status == 64 && result.errorOutput.contains(words), "\(result)")
        #expect(result.output.isEmpty && result.errorOutput.contains("mirrorward: hint: "))
    }
}
