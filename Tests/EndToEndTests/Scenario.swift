import Glibc
import Posix
import TestSupport
import Testing
import Timekeeping

/// An upstream behind an rsync daemon, a mirror of it, and a web server that serves what the mirror publishes.
struct Scenario: ~Copyable {
    let key: SigningKey
    let daemon: RsyncDaemon
    private let daemonDirectory: TemporaryDirectory
    let mirrorward: Mirrorward
    private let fields: [(String, String)]
    let web: WebServer
    var upstream: TestUpstream
    var archive = TestArchive.small

    /// - Parameters:
    ///   - bandwidth: KiB a second for what the upstream sends.
    ///   - moduleLines: further lines of the daemon's configuration.
    ///   - daemonOptions: further ones of its command line.
    init(
        mirror: String = "fixture", bandwidth: Int? = nil, fields: [(String, String)] = [], moduleLines: [String] = [],
        daemonOptions: [String] = []
    ) throws {
        let key = try SigningKey()
        var upstream = try TestUpstream()
        try upstream.write(.small, signedBy: key)
        let daemonDirectory = try TemporaryDirectory()
        let daemon = try RsyncDaemon(
            in: daemonDirectory.path, modules: ["archive": Self.module(upstream.root) + moduleLines],
            options: daemonOptions + (bandwidth.map { ["--bwlimit=\($0)"] } ?? []))
        let allFields = [("Signed-By", key.keyringPath), ("Trace-Name", "mirror.example.org")] + fields
        let mirrorward = try Mirrorward(mirror: mirror, fields: [("Upstream", daemon.url("archive"))] + allFields)
        web = try WebServer.serving(mirrorward.published)
        self.fields = allFields
        self.key = key
        self.daemon = daemon
        self.daemonDirectory = daemonDirectory
        self.mirrorward = mirrorward
        self.upstream = upstream
    }

    var upstreamURL: String { daemon.url("archive") }

    /// As root, the daemon would read as `nobody`, who cannot enter a test's directory.
    private static func module(_ tree: String) -> [String] {
        ["path = \(tree)", "read only = yes"] + (getuid() == 0 ? ["uid = root", "gid = root"] : [])
    }

    /// Lets the mirror come by another way than its daemon's own port, a relay's for example.
    func comeThrough(port: UInt16) throws {
        try mirrorward.configure([("Upstream", "rsync://127.0.0.1:\(port)/archive/")] + fields)
    }

    /// Takes back a field that the scenario was made with.
    func forget(_ field: String) throws {
        try mirrorward.configure([("Upstream", upstreamURL)] + fields.filter { $0.0 != field })
    }

    /// A client that knows nothing yet.
    func newClient() throws -> AptClient {
        try AptClient(url: web.url, keyring: key.keyringPath)
    }

    /// Changes the first suite of the archive, a day later by its own date, and writes it to the upstream.
    mutating func updateUpstream(_ change: (inout TestArchive.Suite) -> Void = { _ in }) throws {
        archive.update(change)
        try upstream.write(archive, signedBy: key)
    }

    /// Publishes a version of `birdsong` at the upstream in place of the first suite's.
    mutating func release(_ version: String, content: [UInt8]? = nil) throws {
        try updateUpstream { suite in
            suite.packages.removeAll { $0.name == "birdsong" }
            suite.packages += ["amd64", "arm64"].map { architecture in
                TestArchive.Package("birdsong", version, architecture: architecture, content: content)
            }
        }
    }

    /// What is served is the upstream's archive, the mirror's own traces and grace files aside.
    func expectPublishedEqualsUpstream(
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let published = try treeContents(mirrorward.published)
        let differing = try treeContents(upstream.root).filter { published[$0.key] != $0.value }
        #expect(differing.isEmpty, sourceLocation: sourceLocation)
        #expect(published.keys.contains("project/trace/mirror.example.org"), sourceLocation: sourceLocation)
    }

    /// A new client updates and downloads `birdsong` in that version.
    func expectServed(_ version: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let client = try newClient()
        let update = try client.update()
        #expect(update.status == 0 && update.everything.isEmpty, "\(update.everything)", sourceLocation: sourceLocation)
        #expect(try client.versions(of: "birdsong").contains(version), sourceLocation: sourceLocation)
        let download = try client.download("birdsong=\(version)", "nest", "feather-tools")
        #expect(download.status == 0, "\(download.everything)", sourceLocation: sourceLocation)
    }
}
