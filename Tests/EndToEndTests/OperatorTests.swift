import Posix
import TestSupport
import Testing

@Suite("An operator")
struct OperatorTests {
    /// A mirror with two generations, of which the second serves 1.2-1.
    private func twoGenerations() throws -> Scenario {
        var scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        try scenario.release("1.2-1")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        return scenario
    }

    private func generations(_ scenario: borrowing Scenario) throws -> [String] {
        let paths = try filePaths(of: "\(scenario.mirrorward.root)/generations")
        return Set(paths.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
    }

    @Test("rolls back, is not overtaken by the next sync, and resumes")
    func rollback() throws {
        var scenario = try twoGenerations()
        let both = try generations(scenario)
        #expect(both.count == 2)
        let back = try scenario.mirrorward.run(["rollback", "fixture"])
        #expect(back.status == 0, "\(back)")
        #expect(scenario.mirrorward.servedGeneration == both.first)
        try scenario.expectServed("1.0-1")
        #expect(try scenario.mirrorward.run(["status", "fixture"]).output.contains("held"))

        #expect(try scenario.mirrorward.syncAgain().status == 0)
        #expect(scenario.mirrorward.servedGeneration == both.first, "what was rolled back from came again")

        let resumed = try scenario.mirrorward.run(["resume", "fixture"])
        #expect(resumed.status == 0, "\(resumed)")
        try scenario.release("1.3-1")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        try scenario.expectServed("1.3-1")
    }

    @Test("rolls back to a generation by its name, and only to one that is there")
    func rollbackByName() throws {
        let scenario = try twoGenerations()
        let first = try generations(scenario)[0]
        #expect(try scenario.mirrorward.run(["rollback", "fixture", "20010101T000000Z"]).status != 0)
        #expect(scenario.mirrorward.servedGeneration != first)
        #expect(try scenario.mirrorward.run(["rollback", "fixture", first]).status == 0)
        #expect(scenario.mirrorward.servedGeneration == first)
    }

    @Test("sees the generations, pins one so that it stays, and unpins and drops it")
    func pinning() throws {
        var scenario = try twoGenerations()
        let first = try generations(scenario)[0]
        #expect(try scenario.mirrorward.run(["pin", "fixture", first]).status == 0)
        for version in ["1.3-1", "1.4-1", "1.5-1"] {
            try scenario.release(version)
            #expect(try scenario.mirrorward.syncAgain().status == 0)
        }
        let kept = try generations(scenario)
        #expect(kept.contains(first))
        // The pin stands in Root: it outlives the state.
        try removeTree(scenario.mirrorward.state)
        let listed = try scenario.mirrorward.run(["generations", "fixture"])
        #expect(listed.output.contains("pinned"), "\(listed)")
        #expect(listed.status == 0 && kept.allSatisfy { listed.output.contains($0) }, "\(listed)")

        #expect(try scenario.mirrorward.run(["generations", "drop", "fixture", first]).status != 0, "it is pinned")
        #expect(try scenario.mirrorward.run(["unpin", "fixture", first]).status == 0)
        #expect(try scenario.mirrorward.run(["generations", "drop", "fixture", first]).status == 0)
        #expect(try !generations(scenario).contains(first))
        try scenario.expectServed("1.5-1")
    }

    @Test("cannot drop what is served")
    func dropServed() throws {
        let scenario = try twoGenerations()
        let served = scenario.mirrorward.servedGeneration ?? "nothing"
        #expect(try scenario.mirrorward.run(["generations", "drop", "fixture", served]).status != 0)
        try scenario.expectServed("1.2-1")
    }

    @Test("keeps no more generations than configured")
    func retention() throws {
        var scenario = try twoGenerations()
        for version in ["1.3-1", "1.4-1", "1.5-1"] {
            try scenario.release(version)
            #expect(try scenario.mirrorward.syncAgain().status == 0)
        }
        #expect(try generations(scenario).count <= 3, "two that are kept, and one that was served before them")
    }

    @Test("reads the status, also as JSON")
    func status() throws {
        let scenario = try twoGenerations()
        let text = try scenario.mirrorward.run(["status"])
        #expect(text.status == 0, "\(text)")
        for words in ["fixture", scenario.upstreamURL, "wren", "tern", scenario.mirrorward.servedGeneration ?? "?"] {
            #expect(text.output.contains(words), "\(text)")
        }
        let json = try scenario.mirrorward.run(["status", "fixture", "--json"])
        #expect(json.status == 0 && json.output.hasPrefix("{"), "\(json)")
        #expect(json.output.contains("\"schema"), "\(json)")
        #expect(scenario.daemon.connectionCount == 2)
    }

    @Test("checks the configuration and learns which keys it trusts")
    func configCheck() throws {
        let scenario = try Scenario()
        let result = try scenario.mirrorward.run(["config", "check"])
        #expect(result.status == 0, "\(result)")
        #expect(result.everything.contains("archive@example.org"), "\(result)")
        #expect(scenario.daemon.connectionCount == 0)
    }

    @Test("is told of a mount that would show one generation for ever", .enabled(if: mayMount()))
    func bindMount() throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        let place = try TemporaryDirectory()
        let mirrorward = "\(Mirrorward.executable) --config \(scenario.mirrorward.configuration) config check"
        let result = try runCommand(
            "unshare",
            [
                "--mount", "sh", "-c",
                "mount --bind \(scenario.mirrorward.published) \(place.path) && exec \(mirrorward)",
            ])
        #expect(result.status == 78 && result.errorOutput.contains(place.path), "\(result)")
    }
}

/// Whether this user may make a mount that nobody else sees.
private func mayMount() -> Bool {
    (try? runCommand("unshare", ["--mount", "true"]))?.status == 0
}
