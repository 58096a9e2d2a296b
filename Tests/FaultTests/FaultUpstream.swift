import Glibc
import Posix
import TestSupport

/// An rsync daemon that serves one of several states of an archive.
struct FaultUpstream: ~Copyable {
    let key: SigningKey
    let daemon: RsyncDaemon
    private let directory: TemporaryDirectory
    /// What each state holds, traces aside.
    let contents: [Version: [String: String]]

    init() throws {
        let key = try SigningKey()
        let directory = try TemporaryDirectory()
        var contents: [Version: [String: String]] = [:]
        var upstream = try TestUpstream()
        var archive = Self.archive
        for version in Version.allCases {
            if version == .thirdWithTrace {
                var files = try archive.files(signedBy: key)
                files["project/trace/archive.example.org"] = Array("a later trace\n".utf8)
                // Signed again, and so another text: only the trace may differ.
                for (path, _) in files where path.hasPrefix("dists/") {
                    files[path] = try? readFile("\(upstream.root)/\(path)", limit: 64 << 20)
                }
                try upstream.write(files)
            } else {
                archive.update { suite in
                    suite.packages.removeAll { $0.name == "birdsong" }
                    suite.packages.append(TestArchive.Package("birdsong", version.rawValue))
                }
                try upstream.write(archive, signedBy: key)
            }
            try runSuccessfully("cp", ["-a", upstream.root, "\(directory.path)/\(version.rawValue)"])
            contents[version] = try treeContents(upstream.root).filter { !$0.key.hasPrefix("project/trace/") }
        }
        let asRoot = getuid() == 0 ? ["uid = root", "gid = root"] : []
        daemon = try RsyncDaemon(
            in: directory.path, modules: ["archive": ["path = \(directory.path)/current", "read only = yes"] + asRoot])
        self.key = key
        self.directory = directory
        self.contents = contents
    }

    private static var archive: TestArchive {
        var archive = TestArchive(suites: [TestArchive.small.suites[0]])
        archive.suites[0].components = ["main"]
        archive.suites[0].architectures = ["all", "amd64"]
        archive.suites[0].packages.removeAll { $0.architecture == "arm64" || $0.component == "contrib" }
        return archive
    }

    func offer(_ version: Version) throws {
        try replaceSymbolicLink("\(directory.path)/current", target: version.rawValue)
    }

    /// The files of that state, traces among them, that `tree` lacks or holds with other content.
    func differences(_ version: Version, from tree: String) throws -> [String] {
        let found = try treeContents(tree)
        return try treeContents("\(directory.path)/\(version.rawValue)").filter { found[$0.key] != $0.value }.map(\.key)
    }
}
