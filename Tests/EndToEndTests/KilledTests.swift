import Glibc
import Posix
import TestSupport
import Testing

@Suite("A sync that is killed")
struct KilledTests {
    /// Moments that a test can see from outside.
    enum Moment: String, CaseIterable {
        /// The upstream has been asked.
        case connected
        /// Files have arrived in staging.
        case receiving
    }

    /// 200 KB at 100 KB a second, so that there is time to kill a sync in its middle.
    private func slowScenario() throws -> Scenario {
        var scenario = try Scenario(bandwidth: 100)
        scenario.archive.suites[1].packages.append(
            TestArchive.Package("bulk", "1", content: incompressibleBytes(200_000)))
        try scenario.upstream.write(scenario.archive, signedBy: scenario.key)
        return scenario
    }

    private func hasReached(_ moment: Moment, _ scenario: borrowing Scenario) throws -> Bool {
        guard scenario.daemon.transferCount == 1 else { return false }
        switch moment {
        case .connected: return true
        case .receiving: return try !stagedFiles(scenario).isEmpty
        }
    }

    private func stagedFiles(_ scenario: borrowing Scenario) throws -> [String] {
        let staging = "\(scenario.mirrorward.root)/staging"
        guard try fileStatus(staging) != nil else { return [] }
        return (try? filePaths(of: staging)) ?? []
    }

    @Test(
        "with SIGKILL leaves an orphaned rsync, which the next sync ends before it goes on", arguments: Moment.allCases)
    func orphan(moment: Moment) throws {
        let scenario = try slowScenario()
        var sync = try scenario.mirrorward.start(["sync", "fixture"])
        #expect(try waitUntil { try hasReached(moment, scenario) })
        let orphans = rsyncProcesses(writingBelow: scenario.mirrorward.root)
        #expect(!orphans.isEmpty)
        sync.signal(SIGKILL)
        #expect(try sync.wait().status == 128 + SIGKILL)
        // An orphan that stands still cannot be gone merely because its transfer came to an end. Stopped any earlier, it would
        // be hung up by the kernel when its group loses its parent.
        for orphan in orphans { kill(orphan, SIGSTOP) }
        defer { for orphan in orphans where isRunning(orphan) { kill(orphan, SIGKILL) } }
        #expect(scenario.mirrorward.servedGeneration == nil)

        let next = try scenario.mirrorward.syncAgain()
        #expect(next.status == 0, "\(next)")
        #expect(orphans.allSatisfy { !isRunning($0) })
        #expect(rsyncProcesses(writingBelow: scenario.mirrorward.root).isEmpty)
        try scenario.expectPublishedEqualsUpstream()
        try scenario.expectServed("1.0-1")
    }

    @Test("with SIGKILL may be resumed once on that day without a word")
    func resumedUnderItsPermit() throws {
        let scenario = try slowScenario()
        var sync = try scenario.mirrorward.start(["sync", "fixture"])
        #expect(try waitUntil { try hasReached(.receiving, scenario) })
        sync.signal(SIGKILL)
        _ = try sync.wait()
        let next = try scenario.mirrorward.sync()
        #expect(next.status == 0, "\(next)")
        #expect(scenario.daemon.connectionCount == 2)
        try scenario.expectPublishedEqualsUpstream()
        #expect(try scenario.mirrorward.sync().status == 10)
    }

    @Test("by a stop signal ends rsync, says so in its status, and can be resumed", arguments: [SIGTERM, SIGINT])
    func stopped(signal: Int32) throws {
        let scenario = try slowScenario()
        var sync = try scenario.mirrorward.start(["sync", "fixture"])
        #expect(try waitUntil { try hasReached(.receiving, scenario) })
        sync.signal(signal)
        let result = try sync.wait()
        #expect(result.status == 128 + signal, "\(result)")
        #expect(waitUntil(seconds: 5) { rsyncProcesses(writingBelow: scenario.mirrorward.root).isEmpty })
        #expect(try !stagedFiles(scenario).isEmpty)
        #expect(scenario.mirrorward.servedGeneration == nil)
        let next = try scenario.mirrorward.syncAgain()
        #expect(next.status == 0, "\(next)")
        try scenario.expectPublishedEqualsUpstream()
    }

    @Test("while it runs, another one leaves with status 11 and names it")
    func running() throws {
        let scenario = try slowScenario()
        var sync = try scenario.mirrorward.start(["sync", "fixture"])
        #expect(try waitUntil { try hasReached(.connected, scenario) })
        let other = try scenario.mirrorward.syncAgain()
        #expect(other.status == 11 && other.errorOutput.contains("\(sync.processID)"), "\(other)")
        #expect(try sync.wait().status == 0)
        #expect(scenario.daemon.connectionCount == 1)
    }

    /// The sweep goes through a whole sync, as long as the first one took, so that some kill lands in each step.
    @Test("at any moment leaves one whole generation served, and the next sync mends all", arguments: 0..<10)
    func anyMoment(step: Int) throws {
        var scenario = try Scenario()
        let start = ContinuousClock.now
        #expect(try scenario.mirrorward.sync().status == 0)
        let duration = ContinuousClock.now - start
        let old = try treeContents(scenario.mirrorward.published)
        try scenario.release("1.2-1")
        let new = try treeContents(scenario.upstream.root)

        var sync = try scenario.mirrorward.start(["sync", "fixture", "--override-policy", "a test"])
        usleep(useconds_t(duration / .microseconds(1) * Double(step) / 10))
        sync.signal(SIGKILL)
        _ = try sync.wait()
        try expectWhole(scenario.mirrorward.published, old, new)

        let next = try scenario.mirrorward.syncAgain()
        #expect(next.status == 0, "\(next)")
        try scenario.expectPublishedEqualsUpstream()
        try scenario.expectServed("1.2-1")
    }

    /// `published` holds all of `old`, or all of `new`; grace files may stand beside them, traces differ.
    private func expectWhole(_ published: String, _ old: [String: String], _ new: [String: String]) throws {
        let contents = try treeContents(published)
        func holds(_ tree: [String: String]) -> Bool {
            tree.allSatisfy { contents[$0.key] == $0.value || $0.key.hasPrefix("project/trace/") }
        }
        #expect(holds(old) || holds(new))
    }
}

/// Bytes that no compression shrinks, the same for the same count and seed.
func incompressibleBytes(_ count: Int, seed: UInt32 = 1) -> [UInt8] {
    var state = seed
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        for index in 0..<count {
            state = state &* 1_664_525 &+ 1_013_904_223
            buffer[index] = UInt8(state >> 24)
        }
        initialized = count
    }
}

/// The rsync processes that work below `root`, by their command line or their directory; source: proc(5).
private func rsyncProcesses(writingBelow root: String) -> [Int32] {
    processes().filter { process in
        let line = commandLine(process)
        let directory = (try? symbolicLinkTarget("/proc/\(process)/cwd")).flatMap { $0 } ?? ""
        let isBelow = directory.hasPrefix(root) || line.contains { $0.contains(root) }
        return line.first?.hasSuffix("rsync") == true && isBelow
    }
}

private func isRunning(_ process: Int32) -> Bool { !commandLine(process).isEmpty }

private func processes() -> [Int32] {
    guard let directory = opendir("/proc") else { return [] }
    defer { closedir(directory) }
    var result: [Int32] = []
    while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if let process = Int32(name) { result.append(process) }
    }
    return result
}

/// Empty for a process that has ended, a zombie included.
private func commandLine(_ process: Int32) -> [String] {
    let bytes = (try? readFile("/proc/\(process)/cmdline", limit: 1 << 20)) ?? []
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
}
