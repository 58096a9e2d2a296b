import Posix
import TestSupport
import Testing

@Suite("A selection")
struct SelectionTests {
    private static let amd64 = [("Architectures", "amd64"), ("Sources", "no")]

    /// What is published, the traces aside.
    private func published(_ scenario: borrowing Scenario) throws -> Set<String> {
        Set(try filePaths(of: scenario.mirrorward.published).filter { !$0.hasPrefix("project/") })
    }

    private func wanted(_ scenario: borrowing Scenario, _ isWanted: (String) -> Bool) throws -> Set<String> {
        Set(try filePaths(of: scenario.upstream.root).filter { !$0.hasPrefix("project/") && isWanted($0) })
    }

    private func isForAMD64(_ path: String) -> Bool {
        !path.contains("arm64") && !path.contains("/source/") && !path.hasSuffix(".dsc") && !path.hasSuffix(".tar.xz")
    }

    private func fields(_ scenario: borrowing Scenario, _ further: [(String, String)]) -> [(String, String)] {
        [
            ("Upstream", scenario.upstreamURL), ("Signed-By", scenario.key.keyringPath),
            ("Trace-Name", "mirror.example.org"),
        ] + further
    }

    @Test("of one architecture brings exactly that, and its clients are content")
    func architecture() throws {
        let scenario = try Scenario(fields: Self.amd64)
        let plan = try scenario.mirrorward.sync("--dry-run")
        #expect(plan.output.contains("--filter=merge") || plan.output.contains("'--filter=merge"), "\(plan)")
        #expect(plan.output.contains("    + /dists/**/binary-amd64/\n"), "\(plan)")
        let result = try scenario.mirrorward.sync("--verbose")
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains("only architectures amd64; no sources"), "\(result)")
        #expect(result.output.contains("findings     4 notes"), "architectures and sources of each suite: \(result)")
        #expect(try published(scenario) == wanted(scenario, isForAMD64))
        let client = try AptClient(
            url: scenario.web.url, keyring: scenario.key.keyringPath, suites: ["wren"], types: ["deb"])
        let update = try client.update()
        #expect(update.status == 0 && update.everything.isEmpty, "\(update)")
        #expect(try client.download("birdsong", "nest", "feather-tools").status == 0)
        let validation = try scenario.mirrorward.run(["validate", "fixture"])
        #expect(validation.status == 0 && validation.output.contains("not-mirrored"), "\(validation)")
        #expect(try scenario.mirrorward.run(["status"]).output.contains("only architectures amd64; no sources"))
    }

    @Test("that changes between syncs is no fault, keeps nothing on grace, and can be taken back")
    func change() throws {
        let scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        let all = try published(scenario)
        try scenario.mirrorward.configure(fields(scenario, Self.amd64 + [("Suites", "wren"), ("Components", "main")]))
        let narrow = try scenario.mirrorward.syncAgain()
        #expect(narrow.status == 0, "\(narrow)")
        // The pool is shared by the suites, and stays whole.
        let wanted = try wanted(scenario) { path in
            isForAMD64(path) && !path.hasPrefix("dists/tern") && !path.contains("/contrib/")
        }
        #expect(try published(scenario) == wanted)
        try scenario.mirrorward.configure(fields(scenario, []))
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        #expect(try published(scenario) == all)
    }

    @Test(
        "of what the archive has not is an error",
        arguments: ["Architectures: riscv64", "Components: mian", "Suites: wern"])
    func misspelt(field: String) throws {
        let parts = field.split(separator: ":").map { String($0.drop { $0 == " " }) }
        let second = parts[0] == "Suites" ? "wren wern" : parts[0] == "Components" ? "main mian" : "amd64 riscv64"
        let scenario = try Scenario(fields: [(parts[0], second)])
        let result = try scenario.mirrorward.sync()
        #expect(result.status == 30 && result.errorOutput.contains("selected-not-carried"), "\(result)")
        #expect(result.errorOutput.contains(parts[1]), "\(result)")
    }

    @Test("leaves out packages by a pattern, which is told and no error")
    func exclude() throws {
        var scenario = try Scenario(fields: [("Exclude", "birdsong_*_arm64.deb /dists/*/main/i18n/")])
        let result = try scenario.mirrorward.sync("--verbose")
        #expect(result.status == 0 && result.output.contains("findings     4 notes"), "\(result)")
        let excluded = try published(scenario)
        #expect(
            !excluded.contains { $0.contains("/birdsong_") && $0.hasSuffix("_arm64.deb") || $0.contains("main/i18n") })
        #expect(excluded.contains { $0.hasSuffix("nest_2.3-1_arm64.deb") })
        try scenario.release("1.2-1")
        #expect(try scenario.mirrorward.syncAgain().status == 0)
    }
}
