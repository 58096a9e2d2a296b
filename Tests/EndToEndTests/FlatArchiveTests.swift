import Posix
import TestSupport
import Testing
import Timekeeping

/// The mirror of a vendor's tree: a flat archive at its root, and one in `ubuntu/` whose paths begin at the root.
private struct Vendor: ~Copyable {
    var scenario: Scenario
    var root = TestFlatArchive("", packages: [TestArchive.Package("birdsong", "1.0-1")])
    var below = TestFlatArchive("ubuntu", packages: [TestArchive.Package("nest", "2.3-1")])

    init() throws {
        var scenario = try Scenario()
        below.pathPrefix = "ubuntu/"
        below.extraFields = "Suite: ubuntu\n"
        try scenario.upstream.write(Self.files([root, below], scenario.key))
        self.scenario = scenario
    }

    static func files(
        _ archives: [TestFlatArchive], _ key: borrowing SigningKey
    ) throws -> [String: [UInt8]] {
        try archives.reduce(into: [:]) { files, archive in
            files.merge(try archive.files(signedBy: key)) { $1 }
        }
    }

    mutating func write(isBelowThere: Bool = true) throws {
        let files = try Self.files(isBelowThere ? [root, below] : [root], scenario.key)
        try scenario.upstream.write(files)
    }

    mutating func release(_ version: String) throws {
        root.packages = [TestArchive.Package("birdsong", version)]
        root.date = root.date.adding(seconds: 86_400)
        try write()
    }

    func client(_ suite: String) throws -> AptClient {
        try AptClient(url: scenario.web.url, keyring: scenario.key.keyringPath, suites: [suite], components: "")
    }

    func expectServed(_ version: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        for (suite, package) in [("./", "birdsong=\(version)"), ("ubuntu/", "nest")] {
            let client = try client(suite)
            let update = try client.update()
            #expect(update.status == 0 && update.everything.isEmpty, "\(update)", sourceLocation: sourceLocation)
            let download = try client.download(package)
            #expect(download.status == 0, "\(download)", sourceLocation: sourceLocation)
            let source = try client.downloadSource(package)
            #expect(source.status == 0, "\(source)", sourceLocation: sourceLocation)
        }
    }
}

@Suite("A mirror of flat archives")
struct FlatArchiveTests {
    @Test("publishes what apt installs from, at the root and below, and tells where the paths begin")
    func first() throws {
        let vendor = try Vendor()
        let result = try vendor.scenario.mirrorward.sync()
        #expect(result.status == 0, "\(result)")
        try vendor.scenario.expectPublishedEqualsUpstream()
        try vendor.expectServed("1.0-1")
        let validation = try vendor.scenario.mirrorward.run(["validate", "fixture"])
        #expect(validation.status == 0, "\(validation)")
        let status = try vendor.scenario.mirrorward.run(["status", "fixture"])
        #expect(status.output.contains("ubuntu/") && status.output.contains("./"), "\(status)")
    }

    @Test("keeps what clients of the generation before may still ask for")
    func grace() throws {
        var vendor = try Vendor()
        try vendor.scenario.mirrorward.sync()
        let client = try vendor.client("./")
        #expect(try client.update().status == 0)
        let old = try Set(filePaths(of: vendor.scenario.upstream.root))
        try vendor.release("1.2-1")
        let dropped = try old.subtracting(filePaths(of: vendor.scenario.upstream.root))
        #expect(dropped.contains("birdsong_1.0-1_amd64.deb") && dropped.contains { $0.hasPrefix("by-hash/") })
        let result = try vendor.scenario.mirrorward.syncAgain()
        #expect(result.status == 0, "\(result)")
        try vendor.expectServed("1.2-1")
        #expect(try dropped.isSubset(of: filePaths(of: vendor.scenario.mirrorward.published)))
        #expect(try client.download("birdsong=1.0-1").status == 0, "a client that has not updated yet")
    }

    @Test("with a broken package or index, or without one of the archives, goes on serving the old generation")
    func broken() throws {
        var vendor = try Vendor()
        try vendor.scenario.mirrorward.sync()
        let served = vendor.scenario.mirrorward.servedGeneration
        for path in ["birdsong_1.2-1_amd64.deb", "Packages.gz", "InRelease"] {
            try vendor.release("1.2-1")
            try vendor.scenario.upstream.damage(path, .truncated)
            let result = try vendor.scenario.mirrorward.syncAgain()
            #expect(result.status == 30 && result.errorOutput.contains(path), "\(result)")
        }
        try vendor.write(isBelowThere: false)
        let gone = try vendor.scenario.mirrorward.syncAgain()
        #expect(gone.status == 30 && gone.everything.contains("suite-gone"), "\(gone)")
        #expect(vendor.scenario.mirrorward.servedGeneration == served)
        try vendor.expectServed("1.0-1")
        try vendor.write()
        let mended = try vendor.scenario.mirrorward.syncAgain()
        #expect(mended.status == 0, "\(mended)")
        try vendor.expectServed("1.2-1")
    }

    @Test("whose Date went back is held until that is accepted")
    func accepted() throws {
        var vendor = try Vendor()
        try vendor.release("1.2-1")
        try vendor.scenario.mirrorward.sync()
        vendor.root.date = vendor.root.date.adding(seconds: -10 * 86_400)
        try vendor.release("1.1-1")
        let held = try vendor.scenario.mirrorward.syncAgain()
        #expect(held.status == 30 && held.everything.contains("date-backwards"), "\(held)")
        let accepted = try vendor.scenario.mirrorward.run(["accept", "fixture", "./", "--reason", "a test"])
        #expect(accepted.status == 0, "\(accepted)")
        let published = try vendor.scenario.mirrorward.run(["publish", "fixture"])
        #expect(published.status == 0, "\(published)")
        try vendor.expectServed("1.1-1")
    }

    @Test("is rolled back, and not overtaken by the same archives")
    func rollback() throws {
        var vendor = try Vendor()
        try vendor.scenario.mirrorward.sync()
        let first = vendor.scenario.mirrorward.servedGeneration
        try vendor.release("1.2-1")
        #expect(try vendor.scenario.mirrorward.syncAgain().status == 0)
        #expect(try vendor.scenario.mirrorward.run(["rollback", "fixture"]).status == 0)
        #expect(vendor.scenario.mirrorward.servedGeneration == first)
        try vendor.expectServed("1.0-1")
        // Something changes that no Release tells of.
        try replaceFile("\(vendor.scenario.upstream.root)/README", with: Array("hello\n".utf8))
        #expect(try vendor.scenario.mirrorward.syncAgain().status == 0)
        #expect(vendor.scenario.mirrorward.servedGeneration == first)
        // All are signed anew: nothing of what was left is among them.
        try vendor.release("1.3-1")
        #expect(try vendor.scenario.mirrorward.syncAgain().status == 0)
        try vendor.expectServed("1.3-1")
    }

    @Test(
        "keeps the packages and by-hash copies of the generation before where the memory of promises is lost, not its indexes"
    )
    func youngStore() throws {
        var vendor = try Vendor()
        try vendor.scenario.mirrorward.sync()
        let old = try Set(filePaths(of: vendor.scenario.upstream.root))
        try removeTree(vendor.scenario.mirrorward.state)
        vendor.root.hasCompressedIndexes = false
        try vendor.release("1.2-1")
        let dropped = try old.subtracting(filePaths(of: vendor.scenario.upstream.root))
        #expect(dropped.isSuperset(of: ["birdsong_1.0-1_amd64.deb", "Packages.gz", "Sources.gz"]))
        let result = try vendor.scenario.mirrorward.syncAgain()
        #expect(result.status == 0, "\(result)")
        let kept = try dropped.intersection(filePaths(of: vendor.scenario.mirrorward.published))
        #expect(kept == dropped.subtracting(["Packages.gz", "Sources.gz"]))
    }
}
