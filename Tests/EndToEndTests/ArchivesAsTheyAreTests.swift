import Posix
import Reporting
import TestSupport
import Testing
import Timekeeping

@Suite("An archive as it is")
struct ArchivesAsTheyAreTests {
    /// 2024-01-06, when the keys of these tests were young.
    private static let past = 1_704_535_200

    /// An ended suite: its Valid-Until has passed, and so has the key that signed it.
    private static func endedSuite(_ key: borrowing SigningKey) throws -> [String: [UInt8]] {
        var suite = TestArchive.Suite(
            "oldstable", codename: "old-owl", date: Instant(secondsSinceEpoch: Int64(past)),
            packages: [TestArchive.Package("hoot", "0.1-1")])
        suite.validUntil = suite.date.adding(seconds: 7 * 86_400)
        return try TestArchive(suites: [suite]).files(signedBy: key, at: past + 3600)
    }

    /// A mirror of two living suites and an ended one.
    private func scenario(_ oldKey: borrowing SigningKey) throws -> Scenario {
        var scenario = try Scenario()
        try write(&scenario, oldKey)
        return scenario
    }

    private func write(_ scenario: inout Scenario, _ oldKey: borrowing SigningKey) throws {
        let living = try scenario.archive.files(signedBy: scenario.key)
        try scenario.upstream.write(living.merging(try Self.endedSuite(oldKey)) { $1 })
    }

    private func configure(
        _ scenario: borrowing Scenario, _ oldKey: borrowing SigningKey, archived: String?
    ) throws {
        try scenario.mirrorward.configure(
            [
                ("Upstream", scenario.upstreamURL), ("Signed-By", "\(scenario.key.keyringPath) \(oldKey.keyringPath)"),
                ("Trace-Name", "mirror.example.org"),
            ] + (archived.map { [("Archived", $0)] } ?? []))
    }

    private func syncAgain(_ scenario: borrowing Scenario) throws -> CommandResult {
        try scenario.mirrorward.sync("--verbose", "--override-policy", "a test")
    }

    /// The word of the status is never that all is well.
    private func expectNeverGreen(_ scenario: borrowing Scenario, sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        let status = try scenario.mirrorward.run(["status", "fixture"])
        let first = status.output.split(separator: "\n").first ?? ""
        #expect(
            first.hasPrefix("fixture: ") && first != "fixture: serving", "\(status)", sourceLocation: sourceLocation)
    }

    @Test("with an ended suite that is named in Archived goes on being published, and is not called green")
    func endedAndArchived() throws {
        let oldKey = try SigningKey(user: "Old <old@example.org>", created: Self.past, lifetime: "30d")
        var scenario = try scenario(oldKey)
        try configure(scenario, oldKey, archived: "old*")
        let first = try scenario.mirrorward.sync("--verbose")
        #expect(first.status == 0, "\(first)")
        for code in ["warning: release-expired", "warning: signature-key-expired"] {
            #expect(first.output.contains(code), "\(first)")
        }
        try expectNeverGreen(scenario)
        scenario.archive.update { $0.packages.append(TestArchive.Package("robin", "1")) }
        try write(&scenario, oldKey)
        let second = try syncAgain(scenario)
        #expect(second.status == 0 && second.output.contains("published generation"), "\(second)")
        try scenario.expectPublishedEqualsUpstream()
        try scenario.expectServed("1.0-1")
        try expectNeverGreen(scenario)
    }

    @Test("with an ended suite that is named nowhere goes on with what it served of it, and is told each time")
    func endedAndInherited() throws {
        let oldKey = try SigningKey(user: "Old <old@example.org>", created: Self.past, lifetime: "30d")
        var scenario = try scenario(oldKey)
        try configure(scenario, oldKey, archived: nil)
        let refused = try scenario.mirrorward.sync("--verbose")
        #expect(refused.status == 30 && scenario.mirrorward.servedGeneration == nil, "\(refused)")
        // As if it had been published while it was alive.
        try configure(scenario, oldKey, archived: "old*")
        #expect(try scenario.mirrorward.run(["publish", "fixture"]).status == 0)
        try configure(scenario, oldKey, archived: nil)
        scenario.archive.update { $0.packages.append(TestArchive.Package("robin", "1")) }
        try write(&scenario, oldKey)
        let result = try syncAgain(scenario)
        #expect(result.status == 30 && result.errorOutput.contains("it was not held back"), "\(result)")
        for code in ["release-expired", "signature-key-expired"] {
            #expect(result.errorOutput.contains(code), "\(result)")
        }
        try scenario.expectPublishedEqualsUpstream()
        try scenario.expectServed("1.0-1")
        try expectNeverGreen(scenario)
    }

    @Test("with an ended suite whose findings are waived is published, and its indexes are checked all the same")
    func endedAndWaived() throws {
        let oldKey = try SigningKey(user: "Old <old@example.org>", created: Self.past, lifetime: "30d")
        var scenario = try scenario(oldKey)
        try configure(scenario, oldKey, archived: nil)
        try createDirectories("\(scenario.mirrorward.state)/waivers")
        let waivers = ["release-expired", "signature-key-expired"].map {
            "Code: \($0)\nPath: dists/old-owl/*\nUntil: 9999-12-31\nReason: it has ended\n"
        }.joined(separator: "\n")
        try replaceFile("\(scenario.mirrorward.state)/waivers/fixture", with: Array(waivers.utf8))
        try scenario.upstream.damage("dists/old-owl/main/binary-amd64/Packages.xz", .truncated)
        let broken = try scenario.mirrorward.sync("--verbose")
        #expect(broken.status == 30 && broken.errorOutput.contains("index-size-wrong"), "\(broken)")
        try write(&scenario, oldKey)
        let result = try syncAgain(scenario)
        #expect(result.status == 0 && result.output.contains("(2 waived)"), "\(result)")
        try scenario.expectPublishedEqualsUpstream()
        try expectNeverGreen(scenario)
    }

    @Test("that lists an architecture which it does not carry is published, and says so")
    func notCarried() throws {
        var scenario = try Scenario()
        var files = try scenario.archive.files(signedBy: scenario.key)
        let gone = files.filter { $0.key.contains("binary-arm64/") || $0.key.contains("Contents-arm64") }
        let copies = Set(gone.values)
        files = files.filter { path, bytes in gone[path] == nil && !(path.contains("by-hash") && copies.contains(bytes))
        }
        try scenario.upstream.write(files)
        let result = try scenario.mirrorward.sync("--verbose")
        #expect(result.status == 0 && result.output.contains("warning: not-carried"), "\(result)")
        #expect(result.output.contains("arm64, which Release lists"), "\(result)")
        try scenario.expectServed("1.0-1")
        try expectNeverGreen(scenario)
        let json = try scenario.mirrorward.run(["validate", "fixture", "--json"])
        #expect(json.status == 0 && json.output.contains("\"valid-with-warnings\""), "\(json)")
    }

    @Test("with a package that is missing upstream for weeks is held back for a day, then published, and never green")
    func missingForWeeks() throws {
        var scenario = try Scenario(fields: [("Time-Zone", "UTC")])
        let days = SimulatedDays(configuration: scenario.mirrorward.configuration)
        #expect(try days.sync("fixture", onDay: 0).exitStatus == 0)
        let missing = "pool/main/b/birdsong/birdsong_1.2-1_amd64.deb"
        for day in 1...21 as ClosedRange<Int64> {
            if day == 1 { try scenario.release("1.2-1") } else { try scenario.updateUpstream() }
            try removeFile("\(scenario.upstream.root)/\(missing)")
            let report = try days.sync("fixture", onDay: day)
            let finding = report.findings.first { $0.path == missing }
            if day == 1 {
                #expect(report.exitStatus == 30 && finding?.code == "pool-file-missing", "\(report)")
                try scenario.expectServed("1.0-1")
            } else {
                #expect(report.publication != nil, "day \(day): \(report)")
                #expect(report.exitStatus == 0 && finding?.code == "pool-file-lacked-upstream", "\(report)")
                #expect(try days.status("fixture", onDay: day).hasPrefix("fixture: serving, with findings"))
            }
        }
        #expect(scenario.daemon.connectionCount == 23, "one each day, and a second pass on day 1")
        // Other packages of what is served can be had.
        let client = try scenario.newClient()
        #expect(try client.update().status == 0)
        #expect(try client.download("nest").status == 0)
        // It came after all.
        try scenario.updateUpstream()
        let last = try days.sync("fixture", onDay: 22)
        #expect(last.exitStatus == 0 && last.findings.isEmpty, "\(last.findings)")
        #expect(try days.status("fixture", onDay: 22).hasPrefix("fixture: serving\n"))
        try scenario.expectServed("1.2-1")
    }
}
