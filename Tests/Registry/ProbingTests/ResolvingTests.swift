import MirrorRegistry
import Synchronization
import TestSupport
import Testing

@testable import Probing

@Suite("A name") struct ResolvingTests {
    @Test("is looked up by the system's rules, and an address stands for itself")
    func resolves() throws {
        #expect(try resolve("localhost", seconds: 10).get().contains { $0.text == "127.0.0.1" || $0.text == "::1" })
        #expect(try resolve("192.0.2.7", seconds: 10).get().map(\.text) == ["192.0.2.7"])
        #expect(try resolve("2001:db8::1", seconds: 10).get().map(\.text) == ["2001:db8::1"])
    }

    @Test("whose look-up hangs is given up, and the thread goes on alone")
    func hangs() throws {
        let gate = Gate()
        let start = ContinuousClock.now
        let value = try bounded(seconds: 0.2) { gate.wait() }
        #expect(value == nil)
        #expect(ContinuousClock.now - start < .seconds(5))
        gate.open()
    }

    @Test("has its text records, each put together from its strings")
    func text() throws {
        let server = try FakeNameServer { query in
            FakeNameServer.text([["mirrorward=", "abc"], ["v=spf1 -all"]], to: query)
        }
        let found = textRecords(
            of: "_mirrorward.example.org", seconds: 5, server: NameServer(address: "127.0.0.1", port: server.port))
        #expect(found == .success(["mirrorward=abc", "v=spf1 -all"]))
    }

    @Test("that is not there has none")
    func noText() throws {
        let server = try FakeNameServer { query in FakeNameServer.noSuchName(query) }
        let place = NameServer(address: "127.0.0.1", port: server.port)
        #expect(textRecords(of: "_mirrorward.example.org", seconds: 5, server: place) == .failure(.notFound))
        #expect(textRecords(of: String(repeating: "a", count: 300), seconds: 5, server: place) == .failure(.notFound))
    }

    @Test("whose name server says nothing is given up")
    func silence() throws {
        let server = try FakeNameServer { _ in nil }
        let start = ContinuousClock.now
        let found = textRecords(
            of: "_mirrorward.example.org", seconds: 1, server: NameServer(address: "127.0.0.1", port: server.port))
        #expect(throws: ResolutionFailure.self) { _ = try found.get() }
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test("whose answer is broken at any byte reads as fewer records, and nothing traps")
    func damagedAnswer() {
        let query =
            [0xAB, 0xCD, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0] + Array("\u{3}www\u{7}example\u{3}org".utf8) + [0, 0, 16, 0, 1]
        let whole = FakeNameServer.text([["one"], ["two", "three"]], to: query)
        #expect(textRecords(inAnswer: whole[...]) == ["one", "twothree"])
        for length in 0..<whole.count { #expect(textRecords(inAnswer: whole[..<length]).count < 2) }
        for index in whole.indices {
            for bit in 0..<8 {
                var damaged = whole
                damaged[index] ^= 1 << bit
                _ = textRecords(inAnswer: damaged[...])
            }
        }
    }
}

/// Holds whoever waits until it is opened.
private final class Gate: Sendable {
    private let isOpen = Atomic(false)

    func wait() -> Bool { waitUntil(seconds: 60) { isOpen.load(ordering: .acquiring) } }

    func open() { isOpen.store(true, ordering: .releasing) }
}
