import MirrorRegistry
import Posix
import Probing
import Synchronization
import TestSupport
import Testing

@Suite struct ManyMirrorsTests {
    @Test func silentMirrorsHoldNobodyUp() throws {
        let archive = try CheckedArchive()
        let gate = Mutex(false)
        let sound = try MirrorServer(archive.today)
        let silent = try MirrorServer([:]) { connection, _ in
            _ = waitUntil(seconds: 240) { gate.withLock { $0 } }
            return connection.answer(status: "404 Not Found")
        }
        let names = (0..<12).map { "m\($0).example.org" }
        var settings = archive.settings()
        settings.http = testBounds(
            allowing: ["127.0.0.0/8"], names: Dictionary(uniqueKeysWithValues: names.map { ($0, ["127.0.0.1"]) }))
        // Only the gate ends the silence, however busy this machine is.
        settings.http.requestSeconds = 300
        settings.http.slowSeconds = 300
        settings.http.totalSeconds = 600
        let prober = try Prober(settings, reference: archive.reference(), clock: StoppedClock(now: archive.now))
        let wishes = try names.enumerated().map { number, name in
            let port = number < 2 ? silent.server.port : sound.server.port
            return ProbeWish(addresses: [try MirrorURL("http://\(name):\(port)/")])
        }
        var taken: [Int] = []
        prober.checkAll(wishes, jobs: 4) { number, report in
            taken.append(number)
            #expect(report.faults.isEmpty == (number >= 2), "\(report.lines)")
            if taken.count == 10 { gate.withLock { $0 = true } }
        }
        #expect(taken.prefix(10).sorted() == Array(2..<12) && taken.suffix(2).sorted() == [0, 1])
    }

    @Test func mirrorsOfOneHostAreNeverAskedAtOnce() throws {
        let archive = try CheckedArchive()
        let inWork = Mutex((now: 0, most: 0))
        let mirror = try MirrorServer(archive.today) { _, _ in
            inWork.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            _ = waitUntil(seconds: 0) { false }
            inWork.withLock { $0.now -= 1 }
            return false
        }
        let prober = try Prober(
            archive.settings(), reference: archive.reference(), clock: StoppedClock(now: archive.now))
        let wishes = try (0..<8).map { _ in ProbeWish(addresses: [try mirror.url]) }
        var count = 0
        prober.checkAll(wishes, jobs: 8) { _, report in
            count += 1
            #expect(report.faults.isEmpty, "\(report.lines)")
        }
        #expect(count == 8 && inWork.withLock { $0.most } == 1)
    }

    @Test func anInterruptionEndsTheRun() throws {
        let archive = try CheckedArchive()
        let mirror = try MirrorServer(archive.today)
        let prober = try Prober(
            archive.settings(), reference: archive.reference(), clock: StoppedClock(now: archive.now))
        let interruption = try Interruption()
        let wishes = try (0..<20).map { _ in ProbeWish(addresses: [try mirror.url]) }
        var count = 0
        prober.checkAll(wishes, jobs: 2, interruption: interruption) { _, _ in
            count += 1
            interruption.request(15)
        }
        #expect((1...3).contains(count))
    }

    @Test func theSignatureOfOneReleaseIsCheckedOnceForAllMirrors() throws {
        let archive = try CheckedArchive()
        let calls = "\(archive.directory.path)/calls"
        let wrapper = "\(archive.directory.path)/gpgv"
        try archive.directory.write("#!/bin/sh\necho x >>\(calls)\nexec /usr/bin/gpgv \"$@\"\n", to: "gpgv")
        try runSuccessfully("chmod", ["755", wrapper])
        let mirror = try MirrorServer(archive.today)
        let reference = try archive.reference()
        let prober = try Prober(
            archive.settings { $0.gpgv = wrapper }, reference: reference, clock: StoppedClock(now: archive.now))
        let wishes = try (0..<6).map { _ in ProbeWish(addresses: [try mirror.url]) }
        prober.checkAll(wishes, jobs: 2) { _, report in #expect(report.outcome(.signature) == .passed) }
        let lines = String(decoding: try readFile(calls, limit: 1000), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == reference.suites.count)
    }
}
