import MirrorRegistry
import Operations
import Posix
import Synchronization
import TestSupport
import Testing
import Timekeeping

/// What is asked here is apt 2.6.2. It goes on to the next mirror when a connection fails or a file is missing, and only then: what
/// came and is wrong (a hash, a signature, a page of HTML) fails that run.
@Suite("A client of the published list of mirrors")
struct MirrorListTests {
    @Test(
        "takes the best mirror, and installs what it has",
        arguments: ["mirrors.txt", "mirrors-plain.txt", "by-country/FR.txt"])
    func best(_ file: String) throws {
        var fleet = try MirrorFleet()
        for _ in 0..<2 {
            try fleet.add(nil)
            fleet.listed[fleet.listed.count - 1].fields.country = "FR"
        }
        try fleet.publish()
        let apt = try fleet.client(file)
        let update = try apt.update()
        #expect(update.status == 0 && update.everything.isEmpty, "\(update)")
        let installation = try apt.install("nest")
        #expect(installation.version == "2.4-1", "\(installation)")
        if file == "mirrors-plain.txt" { return }
        #expect(!fleet.mirrors[0].requests.isEmpty && fleet.mirrors[1].requests.isEmpty && fleet.own.requests.isEmpty)
    }

    @Test("installs a package while the first mirror fails it", arguments: [.dead, .empty, .mixed] as [MirrorFault])
    func oneFault(_ fault: MirrorFault) throws {
        var fleet = try MirrorFleet()
        try fleet.add(fault)
        try fleet.add(nil)
        try fleet.publish()
        let apt = try fleet.client()
        let update = try apt.update()
        #expect(update.status == 0, "\(update)")
        let installation = try apt.install("nest")
        #expect(installation.version == "2.4-1", "\(installation)")
        #expect(fault == .dead || !fleet.mirrors[0].requests.isEmpty)
    }

    @Test("installs a package from the archive's own server when every mirror fails it")
    func ownServer() throws {
        var fleet = try MirrorFleet()
        for fault in [.dead, .empty, .dead, .mixed, .empty] as [MirrorFault] { try fleet.add(fault) }
        try fleet.publish()
        let apt = try fleet.client()
        let update = try apt.update()
        #expect(update.status == 0, "\(update)")
        #expect(try apt.install("nest").version == "2.4-1")
        #expect(!fleet.own.requests.isEmpty)
    }

    @Test("gets yesterday's packages of a stale mirror, but never goes back to them")
    func stale() throws {
        var fleet = try MirrorFleet()
        try fleet.add(.stale)
        try fleet.add(nil)
        try fleet.publish()
        let fresh = try fleet.client()
        #expect(try fresh.update().status == 0)
        #expect(try fresh.install("nest").version == "2.3-1")

        fleet.listed[0].lagSeconds = 86_400
        try fleet.publish()
        #expect(try fresh.update().status == 0)
        #expect(try fresh.versions(of: "nest") == ["2.4-1", "2.3-1"])

        // Again nobody has seen that it is stale.
        fleet.listed[0].lagSeconds = 0
        try fleet.publish()
        let update = try fresh.update()
        #expect(update.status == 0, "\(update)")
        #expect(try fresh.versions(of: "nest") == ["2.4-1", "2.3-1"])
        #expect(try fresh.install("nest").version == "2.4-1")
    }

    @Test(
        "does not get past wrong content in one run, and does in another, for equals take turns",
        arguments: [.html, .wrongIndexes, .wrongPackages, .foreign] as [MirrorFault])
    func wrongContent(_ fault: MirrorFault) throws {
        var fleet = try MirrorFleet()
        try fleet.add(fault, equal: true)
        try fleet.publish()
        let unlucky = try fleet.client()
        #expect(try unlucky.update().status != 0 || unlucky.install("nest").version == nil)

        for _ in 0..<2 { try fleet.add(nil, equal: true) }
        try fleet.publish()
        let apt = try fleet.client()
        // Two in three go well; that thirty do not is nobody's luck.
        #expect(try (0..<30).contains { _ in try apt.update().status == 0 && apt.install("nest").version == "2.4-1" })
    }

    @Test("installs a package, however often the list is published anew meanwhile")
    func republication() throws {
        var fleet = try MirrorFleet()
        for fault in [.dead, .empty, nil] as [MirrorFault?] { try fleet.add(fault) }
        let long = fleet.files
        fleet.listed.removeFirst()
        let short = fleet.files
        try fleet.publish(long)

        let publication = ListPublication(directory: "\(fleet.directory.path)/list")
        let publisher = try Publisher(of: [short, long], as: publication)
        for _ in 0..<6 {
            let apt = try fleet.client()
            let update = try apt.update()
            #expect(update.status == 0, "\(update)")
            #expect(try apt.install("nest").version == "2.4-1")
        }
        let result = publisher.stop()
        #expect(result.failures.isEmpty && result.count > 20, "\(result)")
        let missing = fleet.list.requests.filter { !$0.hasPrefix("200 ") }
        #expect(missing.isEmpty && fleet.list.requests.count >= 6, "\(missing)")
    }
}

/// Publishes lists in turn on a thread of its own, until it is told to stop.
private final class Publisher: Sendable {
    private struct State {
        var isStopped = false
        var isDone = false
        var count = 0
        var failures: [String] = []
    }

    private let state = Mutex(State())

    init(of lists: [[PublicFile]], as publication: ListPublication) throws {
        try startThread { [self] in
            while !state.withLock({ $0.isStopped }) {
                do {
                    let count = state.withLock { $0.count }
                    _ = try publishList(lists[count % lists.count], as: publication, at: SampleLists.now)
                    state.withLock { $0.count += 1 }
                } catch {
                    state.withLock { $0.failures.append("\(error)") }
                }
            }
            state.withLock { $0.isDone = true }
        }
    }

    func stop() -> (count: Int, failures: [String]) {
        state.withLock { $0.isStopped = true }
        _ = waitUntil { state.withLock { $0.isDone } }
        return state.withLock { ($0.count, $0.failures) }
    }
}
