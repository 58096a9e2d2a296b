import Posix

/// apt with directories of its own, as a machine with one entry in its sources.list.
package struct AptClient: ~Copyable {
    private let directory: TemporaryDirectory

    /// - Parameters:
    ///   - url: as `http://127.0.0.1:8080/`.
    ///   - keyring: the binary keyring for `signed-by`.
    package init(
        url: String, keyring: String, suites: [String] = ["wren", "tern"], components: String = "main contrib",
        architecture: String = "amd64", types: [String] = ["deb", "deb-src"]
    ) throws {
        let entries = suites.flatMap { suite in
            types.map { "\($0) [signed-by=\(keyring)] \(url) \(suite) \(components)" }
        }
        try self.init(entries: entries, architecture: architecture)
    }

    /// - Parameters:
    ///   - entries: the lines of sources.list.
    ///   - settings: further lines of apt.conf.
    package init(entries: [String], architecture: String, settings: String = "") throws {
        let directory = try TemporaryDirectory()
        try directory.write(entries.map { $0 + "\n" }.joined(), to: "etc/sources.list")
        try directory.write("", to: "state/status")
        try directory.write(Self.settings(directory.path, architecture) + settings, to: "apt.conf")
        for path in ["etc/apt.conf.d", "etc/preferences.d", "state/lists/partial", "cache/archives/partial", "files"] {
            try createDirectories("\(directory.path)/\(path)")
        }
        self.directory = directory
    }

    /// `apt-get update`, which fails on anything that is not as it should be; with apt's defaults it passes over much.
    package func update() throws -> CommandResult {
        try apt(["-o", "APT::Update::Error-Mode=any", "update"])
    }

    /// `apt-get download`, from a directory that holds no such file yet.
    package func download(_ packages: String...) throws -> CommandResult {
        try download(packages)
    }

    package func download(_ packages: [String]) throws -> CommandResult {
        for file in try filePaths(of: "\(directory.path)/files") { try removeFile("\(directory.path)/files/\(file)") }
        return try apt(["download"] + packages)
    }

    /// `apt-get install` into a root of the client's own; nil where dpkg does not call it installed then.
    ///
    /// - Returns: what apt said, and the version that dpkg has.
    package func install(_ package: String) throws -> (apt: CommandResult, version: String?) {
        let root = "\(directory.path)/root"
        // The packages of tests name no directories.
        for path in ["var/lib/dpkg/info", "var/lib/dpkg/updates", "usr/share/doc/\(package)"] {
            try createDirectories("\(root)/\(path)")
        }
        for name in ["status", "available"] { try directory.write("", to: "root/var/lib/dpkg/\(name)") }
        let options = ["--root=\(root)", "--force-not-root", "--force-bad-path", "--log=/dev/null"]
        let result = try apt(["install", "--yes"] + options.flatMap { ["-o", "DPkg::Options::=\($0)"] } + [package])
        let query = try runCommand("dpkg-query", ["--root=\(root)", "--show", "--showformat=${Version}", package])
        return (result, query.status == 0 ? query.output : nil)
    }

    /// `apt-get source --download-only`.
    package func downloadSource(_ packages: String...) throws -> CommandResult {
        try downloadSource(packages)
    }

    package func downloadSource(_ packages: [String]) throws -> CommandResult {
        try apt(["source", "--download-only"] + packages)
    }

    /// The text of each index of this name that the client keeps, as `Packages`.
    package func keptIndexes(_ name: String) throws -> [String] {
        let lists = "\(directory.path)/state/lists"
        return try filePaths(of: lists).filter { $0.hasSuffix("_\(name)") && !$0.contains("/") }.sorted().map {
            String(decoding: try readFile("\(lists)/\($0)", limit: 64 << 20), as: UTF8.self)
        }
    }

    /// The versions of `package` that the client knows, in the order of apt's preference.
    package func versions(of package: String) throws -> [String] {
        try runCommand("apt-cache", ["madison", package], environment: environment).output.split(separator: "\n")
            .filter { $0.contains("Packages") }
            .compactMap { $0.split(separator: "|").dropFirst().first?.split(separator: " ").first }
            .map(String.init)
    }

    private func apt(_ arguments: [String]) throws -> CommandResult {
        try runCommand(
            "apt-get", ["--quiet=2"] + arguments, environment: environment,
            workingDirectory: "\(directory.path)/files")
    }

    private var environment: [String: String] {
        defaultEnvironment.merging(["APT_CONFIG": "\(directory.path)/apt.conf"]) { $1 }
    }

    private static func settings(_ path: String, _ architecture: String) -> String {
        """
        Dir "\(path)";
        Dir::State "state";
        Dir::State::status "\(path)/state/status";
        Dir::Cache "cache";
        Dir::Etc "etc";
        Dir::Log "log";
        APT::Architecture "\(architecture)";
        APT::Architectures { "\(architecture)"; };
        APT::Sandbox::User "root";
        Acquire::Languages { "en"; };
        Acquire::http::Proxy "DIRECT";
        Acquire::Retries "0";

        """
    }
}
