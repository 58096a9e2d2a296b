import Glibc
import Posix
import TestSupport

/// An upstream, a mirror for each scenario as it stands before the command, and what apt said of the trees that were seen.
///
/// One case runs at a time: what the daemon counts is that case's.
final class FaultBench {
    let upstream: FaultUpstream
    private let directory: TemporaryDirectory
    private var prepared: [FaultScenario: MirrorPlace] = [:]
    private var measured: [FaultScenario: (steps: [Step], microseconds: Int)] = [:]
    private var caseCount = 0
    private let judge: TreeJudge

    init() throws {
        let upstream = try FaultUpstream()
        judge = TreeJudge(keyring: upstream.key.keyringPath)
        self.upstream = upstream
        directory = try TemporaryDirectory()
    }

    /// A copy of the mirror before the command, with hard links kept.
    func place(_ scenario: FaultScenario) throws -> MirrorPlace {
        let source = try place(preparedFor: scenario)
        caseCount += 1
        let copy = MirrorPlace(path: "\(directory.path)/case-\(caseCount)")
        try runSuccessfully("cp", ["-a", source.path, copy.path])
        return copy
    }

    /// The steps of the command when nothing happens to it.
    func steps(_ scenario: FaultScenario) throws -> [Step] {
        if let known = measured[scenario] { return known.steps }
        return try measure(scenario).steps
    }

    /// The files and directories that the command opens, each as a step.
    func openings(_ scenario: FaultScenario) throws -> [Step] {
        let place = try place(scenario)
        defer { try? removeTree(place.path) }
        try upstream.offer(scenario.offered)
        _ = try place.run(scenario.arguments(place), PlannedFault(step: 0, fault: .opening(EMFILE)))
        return try place.steps()
    }

    /// Of the command when nothing happens to it, in microseconds.
    func duration(_ scenario: FaultScenario) throws -> Int { try measure(scenario).microseconds }

    private func measure(_ scenario: FaultScenario) throws -> (steps: [Step], microseconds: Int) {
        let place = try place(scenario)
        defer { try? removeTree(place.path) }
        try upstream.offer(scenario.offered)
        let start = ContinuousClock.now
        let result = try place.run(scenario.arguments(place))
        let microseconds = Int((ContinuousClock.now - start) / .microseconds(1))
        guard result.status == 0 else { throw CommandError.failed(arguments: ["\(scenario)"], result) }
        let measurement = (try place.steps(), microseconds)
        measured[scenario] = measurement
        return measurement
    }

    private func place(preparedFor scenario: FaultScenario) throws -> MirrorPlace {
        if let place = prepared[scenario] { return place }
        let place = MirrorPlace(path: "\(directory.path)/\(scenario.rawValue.replacing(" ", with: "-"))")
        if scenario == .firstSync || scenario == .sync {
            try createDirectories(place.path)
        } else {
            try runSuccessfully("cp", ["-a", self.place(preparedFor: .sync).path, place.path])
        }
        try arrange(scenario, at: place)
        prepared[scenario] = place
        return place
    }

    /// Makes the mirror as it is before the command; for the others than the first two out of the mirror for `sync`.
    func arrange(_ scenario: FaultScenario, at place: MirrorPlace) throws {
        switch scenario {
        case .firstSync: try place.configure(upstream)
        case .sync: try establish(place)
        case .unchanged, .rollBack, .drop: break
        case .resume: try succeed(["rollback", MirrorPlace.mirror], place)
        case .publish: try leaveStaged(place)
        }
    }

    private func establish(_ place: MirrorPlace) throws {
        try place.configure(upstream)
        for version in [Version.first, .second, .third] {
            try upstream.offer(version)
            try succeed(MirrorPlace.syncAgain, place)
        }
        let left = "\(place.root)/generations/.removing-20200101T000000Z/pool"
        try createDirectories(left)
        try replaceFile("\(left)/old.deb", with: [])
    }

    /// A sync that is cut when its tree is complete and has no name yet.
    private func leaveStaged(_ place: MirrorPlace) throws {
        let steps = try steps(.sync)
        let last = steps.last { $0.call == "rename" && $0.path.contains("/generations/") && !$0.path.contains("/.") }
        try upstream.offer(.fourth)
        let cut = PlannedFault(step: last?.number ?? 0, fault: .killedBefore)
        _ = try place.run(MirrorPlace.syncAgain, cut)
    }

    private func succeed(_ arguments: [String], _ place: MirrorPlace) throws {
        let result = try place.run(arguments)
        guard result.status == 0 else { throw CommandError.failed(arguments: arguments, result) }
    }

    /// What is served: `old`, `new`, `nothing` or `torn`.
    func served(_ place: MirrorPlace, old: Version?, new: Version) throws -> String {
        guard try symbolicLinkTarget(place.published) != nil else { return "nothing" }
        guard try fileStatus(place.published)?.kind == .directory else { return "torn" }
        let found = try treeContents(place.published)
        func holds(_ version: Version) -> Bool {
            upstream.contents[version, default: ["?": ""]].allSatisfy { found[$0.key] == $0.value }
        }
        if holds(new) { return "new" }
        return old.map(holds) == true ? "old" : "torn"
    }

    /// What is wrong with the served tree for apt and for `mirrorward validate`.
    func refusals(_ place: MirrorPlace, _ version: Version) throws -> [String] {
        try judge.refusals(of: place.published, version)
    }
}
