import Posix
import Scheduling
import StateStore
import TestSupport
import Testing
import Timekeeping

@Suite("Permits in the store")
struct PermitsTests {
    @Test("are read back as they were recorded, through all that becomes of them")
    func roundTrip() throws {
        try withStore { store in
            var permit = Permit(upstream: key, mirror: "debian", opened: reading(day(6)), overrideReason: "new disk")
            try store.record(permit)
            #expect(try store.permits(touching: key, at: reading(day(6))) == [permit])
            permit.markActive(at: reading(day(6, hour: 4)))
            permit.close(at: reading(day(6, hour: 5)), .dropped)
            permit.open(at: reading(day(6, hour: 5)))
            try store.record(permit)
            #expect(try store.permits(touching: key, at: reading(day(6))) == [permit])
            permit.close(at: reading(day(6, hour: 6)), .neverReached)
            permit.isReturned = true
            permit = permit.corrected(at: reading(day(7), boot: "boot-b"))
            try store.record(permit)
            #expect(try store.permits(touching: key, at: reading(day(7))) == [permit])
            #expect(permit.last.corrected != nil)
        }
    }

    @Test(
        "count when their key is equal or nested, and when they are recent or in the future, in the order of recording")
    func touching() throws {
        try withStore { store in
            let old = permit(day(1))
            let future = permit(day(20))
            let nested = permit(day(5), upstream: UpstreamKey(key.text + "/dists"), mirror: "other")
            let elsewhere = permit(day(6), upstream: UpstreamKey("rsync://rsync.example.org:873/ubuntu"))
            for permit in [old, future, elsewhere, nested] { try store.record(permit) }
            try store.record(future)
            #expect(try store.permits(touching: key, at: reading(day(6))) == [future, nested])
            #expect(try store.permits(of: "debian", since: day(2)) == [future, elsewhere])
        }
    }

    @Test("count when they are recent since the machine started, however far the wall clock was set forward since")
    func setForward() throws {
        try withStore { store in
            try store.record(permit(day(1)))
            var now = reading(day(2))
            now.wall = day(20)
            #expect(try store.permits(touching: key, at: now) == [permit(day(1))])
            now.bootID = "boot-b"
            #expect(try store.permits(touching: key, at: now).isEmpty)
        }
    }

    @Test("learned from a record that is behind keep what the store knows better, and tell it what it does not know")
    func merge() throws {
        try withStore { store in
            let opened = permit(day(6))
            var refused = opened
            refused.close(at: reading(day(6, hour: 4)), .accessDenied)
            try store.record(refused)
            try store.merge(opened)
            #expect(try store.permits(touching: key, at: reading(day(6))) == [refused])
            var longer = opened
            longer.open(at: reading(day(6, hour: 5)))
            try store.merge(longer)
            var both = refused
            both.open(at: reading(day(6, hour: 5)))
            #expect(try store.permits(touching: key, at: reading(day(6))) == [both])
            try store.merge(permit(day(7)))
            #expect(try store.permits(touching: key, at: reading(day(7))) == [both, permit(day(7))])
        }
    }

    @Test("are on the disk when the call returns: who dies right after loses nothing")
    func durable() throws {
        let directory = try TemporaryDirectory()
        let store = try StateStore.open("\(directory.path)/state.sqlite")
        try store.record(permit(day(6)))
        try copyStore(in: directory.path)
        let copy = try StateStore.open("\(directory.path)/copy.sqlite")
        #expect(try copy.permits(touching: key, at: reading(day(6))) == [permit(day(6))])
    }

    @Test("recorded in a transaction that a crash cuts were never recorded")
    func cut() throws {
        let directory = try TemporaryDirectory()
        let store = try StateStore.open("\(directory.path)/state.sqlite")
        try store.record(permit(day(5)))
        try store.atomically { () throws(StateStoreError) in
            try store.record(permit(day(6)))
            #expect(throws: Never.self) { try copyStore(in: directory.path) }
        }
        let copy = try StateStore.open("\(directory.path)/copy.sqlite")
        #expect(try copy.permits(touching: key, at: reading(day(6))) == [permit(day(5))])
        #expect(try store.permits(touching: key, at: reading(day(6))).count == 2)
    }

    @Test("are spent by one of many who ask at once")
    func race() async throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/state.sqlite"
        _ = try StateStore.open(path)
        let spent = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<4 { group.addTask { try spend(path, mirror: "mirror-\(number)") } }
            return try await group.reduce(0, +)
        }
        #expect(spent == 11)
    }

    /// Tries to spend the permits of eleven days, and returns how many it was allowed to.
    private func spend(_ path: String, mirror: String) throws -> Int {
        let store = try StateStore.open(path)
        return try (2...12).count { number in
            let now = reading(day(number))
            return try store.atomically { () throws(StateStoreError) in
                let permits = try store.permits(touching: key, at: now)
                let facts = PolicyFacts(now: now, zone: .utc, mirror: mirror, upstream: key, permits: permits)
                guard case .allowed(let allowance) = facts.decision(for: .due), allowance.grant == .newPermit else {
                    return false
                }
                try store.record(Permit(upstream: key, mirror: mirror, opened: now))
                return true
            }
        }
    }

    /// What another process would find if this one were killed now.
    private func copyStore(in directory: String) throws {
        for suffix in ["", "-journal"] {
            guard try fileStatus("\(directory)/state.sqlite\(suffix)") != nil else { continue }
            let bytes = try readFile("\(directory)/state.sqlite\(suffix)", limit: 1 << 24)
            try replaceFile("\(directory)/copy.sqlite\(suffix)", with: bytes)
        }
    }
}
