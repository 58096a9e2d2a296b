import MirrorRegistry
import Operations
import Posix
import TestSupport
import Testing
import Timekeeping

@Suite("What a registry trusts")
struct RegistryTrustTests {
    @Test("is a submitter who shows the token, and no mirror from which token and archive have gone together")
    func proof() throws {
        var scenario = try RegistryScenario([("Proof", "required"), ("Retries", "0")])
        let mirror = try scenario.addMirror()
        let submitted = try scenario.registry("submit", mirror.url, "--by", "anna")
        _ = try scenario.run(onDay: 0)
        let refused = try scenario.registry("approve", "1", "--by", "anna")
        #expect(refused.status == 64 && refused.errorOutput.contains("token"), "\(refused)")

        let token = try scenario.registry(onDay: 0).listing("1").proofToken
        #expect(submitted.output.contains(token))
        let wellKnown = "\(scenario.treeOfMirror(0))/.well-known"
        try createDirectories(wellKnown)
        try replaceFile("\(wellKnown)/mirrorward.txt", with: Array("\(token)\n".utf8))
        _ = try scenario.run(onDay: 1)
        #expect(try scenario.registry("approve", "1", "--by", "anna").status == 0)

        for name in [".well-known", "dists", "pool"] {
            try runSuccessfully("rm", ["-r", "\(scenario.treeOfMirror(0))/\(name)"])
        }
        _ = try scenario.run(onDay: 2)
        let listing = try scenario.registry(onDay: 2).listing("1")
        #expect(listing.state == .quarantined && listing.reasonClass == .lostControl)
        #expect(!(try scenario.published("mirrors.txt")).contains("127.0.0.3"))
    }

    @Test("are decisions of those who may decide, each taken back by another entry of the log")
    func decisions() throws {
        var scenario = try RegistryScenario([("Maintainers", "anna berta")])
        let mirror = try scenario.addMirror()
        try scenario.registry("submit", mirror.url, "--by", "anna")
        try scenario.registry("check", "--all", "--no-retries")
        #expect(try scenario.registry("approve", "1", "--by", "mallory").status == 64)
        #expect(try scenario.registry("approve", "1", "--by", "berta").status == 0)
        #expect(try scenario.registry("edit", "1", "--country", "FR", "--by", "berta").status == 0)
        #expect(try scenario.registry("remove", "1", "--by", "anna").status == 64, "a reason is missing")
        #expect(try scenario.registry("pause", "1", "--reason", "moves", "--by", "anna").status == 0)
        #expect(try scenario.registry("undo", "1", "--by", "berta").output.contains("approved"))
        let log = try scenario.registry("log", "1").output
        for words in ["pending -> approved by berta", "approved -> paused by anna", "paused -> approved by berta"] {
            #expect(log.contains(words), "\(log)")
        }
    }

    @Test("is told of one machine that goes by two names")
    func oneMachine() throws {
        var scenario = try RegistryScenario()
        let mirrors = [try scenario.addMirror(), try scenario.addMirror()]
        for (index, mirror) in mirrors.enumerated() {
            let traces = "\(scenario.treeOfMirror(index))/project/trace"
            try createDirectories(traces)
            let trace = "Sun Nov 22 04:17:33 UTC 2026\nRunning on host: one.example.org\nCountry: DE\n"
            try replaceFile("\(traces)/127.0.0.\(index + 3)", with: Array(trace.utf8))
            try scenario.registry("submit", mirror.url, "--by", "anna")
        }
        try scenario.registry("check", "--all", "--no-retries")
        let show = try scenario.registry("show", "2").output
        #expect(show.contains("one machine with 127.0.0.3"), "\(show)")
        #expect(show.contains("country       DE (by its own word)"), "\(show)")
    }
}
