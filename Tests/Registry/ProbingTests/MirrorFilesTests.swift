import MirrorRegistry
import Probing
import TestSupport
import Testing

@Suite struct MirrorFilesTests {
    /// Every file of the pool in place of which a test puts something else.
    private static func changingPool(
        _ files: [String: [UInt8]], _ change: ([UInt8]) -> [UInt8]?
    ) -> [String: [UInt8]] {
        var files = files
        for (path, bytes) in files where path.hasPrefix("pool/") { files[path] = change(bytes) }
        return files
    }

    @Test func filesOfAnotherSizeFail() throws {
        let archive = try CheckedArchive()
        let report = try archive.report(on: Self.changingPool(archive.today) { $0 + [0] })
        #expect(report.items(.poolSize).count(where: { $0.outcome == .failed }) == 6, "\(report.lines)")
        let item = try #require(report.items(.poolSize).first)
        #expect(item.evidence("expected")?.hasSuffix(" bytes") == true && item.reproduction?.contains("-I") == true)
    }

    @Test func filesOfTheRightSizeAndWrongBytesFail() throws {
        let archive = try CheckedArchive()
        let report = try archive.report(on: Self.changingPool(archive.today) { $0.dropLast() + [($0.last ?? 0) ^ 1] })
        #expect(report.items(.poolContent).map(\.outcome) == [.failed, .failed], "\(report.lines)")
        #expect(report.outcome(.poolSize) == .passed)
        #expect(report.items(.poolContent).allSatisfy { $0.reproduction?.hasSuffix("| sha256sum") == true })
    }

    @Test func filesThatAreNotThereFail() throws {
        let archive = try CheckedArchive()
        let report = try archive.report(on: Self.changingPool(archive.today) { _ in nil })
        #expect(report.items(.poolSize).allSatisfy { $0.outcome == .failed && $0.evidence("status") == "404" })
    }

    @Test func indexesThatAreNotThereByHashAreToldOf() throws {
        let archive = try CheckedArchive()
        let report = try archive.report(on: archive.today.filter { !$0.key.contains("/by-hash/") })
        #expect(report.items(.byHash).map(\.outcome) == [.warned, .warned, .warned], "\(report.lines)")
        #expect(report.outcome == .warned)
    }

    @Test func anotherFileUnderItsHashFails() throws {
        let archive = try CheckedArchive()
        var files = archive.today
        for (path, bytes) in files where path.contains("/by-hash/") { files[path] = bytes + [0] }
        #expect(try archive.report(on: files).outcome(.byHash) == .failed)
    }

    @Test func indexesThatAreThereByHashAloneAreToldOf() throws {
        let archive = try CheckedArchive()
        let files = archive.today.filter { path, _ in
            !path.hasPrefix("dists/") || path.contains("/by-hash/") || path.hasSuffix("Release")
        }
        let report = try archive.report(on: files)
        #expect(report.items(.byHash).allSatisfy { $0.outcome == .warned && $0.summary.contains("by its hash alone") })
        #expect(report.items(.byHash).count == 3 && report.faults.isEmpty, "\(report.lines)")
    }

    @Test func anIndexThatIsDamagedIsNoMixture() throws {
        let archive = try CheckedArchive()
        var files = archive.today
        for (path, bytes) in files
        where path.contains("/binary-") || path.contains("/source/") || path.contains("/i18n/") {
            files[path] =
                Array(bytes.prefix(bytes.count / 2)) + [UInt8](repeating: 0, count: bytes.count - bytes.count / 2)
        }
        let report = try archive.report(on: files)
        #expect(report.outcome(.index) == .failed && report.outcome(.mixture) == nil, "\(report.lines)")
    }

    @Test func aServerThatGivesNoPartsIsToldOfAndOneThatGivesWrongOnesFails() throws {
        let archive = try CheckedArchive()
        #expect(try archive.report(on: archive.today, hasRanges: false).outcome(.range) == .warned)
        let lying = try MirrorServer(archive.today) { connection, _ in
            guard connection.head.lowercased().contains("range:") else { return false }
            connection.answer("x", status: "206 Partial Content", fields: "Content-Range: bytes 0-0/1\r\n")
            return true
        }
        #expect(try archive.report(on: lying).outcome(.range) == .failed)
    }

    @Test func theEndOfTheBudgetIsTold() throws {
        let archive = try CheckedArchive()
        let mirror = try MirrorServer(archive.today)
        let report = try archive.report(on: mirror) { $0.http.requestLimit = 5 }
        #expect(mirror.requests.count == 5)
        let item = try #require(report.items(.bounds).first)
        #expect(item.outcome == .skipped && item.evidence("requests") == "5 of 5")
        #expect(item.summary.contains("not looked at"))
        #expect(report.faults.isEmpty, "\(report.lines)")
    }

    @Test func aHugeArchiveStaysWithinTheBytesOfACheck() throws {
        var huge = TestArchive.small
        huge.suites[0].packages += (0..<400).map {
            TestArchive.Package("package-\($0)", "1.0", content: [UInt8]((0..<60).map { _ in .random(in: 0...255) }))
        }
        let archive = try CheckedArchive(huge)
        let report = try archive.report(on: archive.today) {
            $0.http.byteLimit = 40 << 10
            $0.indexCount = 12
        }
        #expect(report.facts.byteCount <= 40 << 10)
        #expect(report.faults.isEmpty, "\(report.lines)")
        #expect(report.items(.index).contains { $0.summary == "it has the size that Release lists" }, "\(report.lines)")
    }

    @Test func anInReleaseWithoutEndIsNotReadToItsEnd() throws {
        let archive = try CheckedArchive()
        let mirror = try MirrorServer([:]) { connection, _ in
            connection.send("HTTP/1.1 200 OK\r\n\r\n")
            connection.sendEndlessly([UInt8](repeating: 0x61, count: 4096))
            connection.end()
            return true
        }
        let report = try archive.report(on: mirror)
        #expect(report.outcome(.release) == .failed, "\(report.lines)")
        #expect(report.facts.byteCount <= 2 << 20)
    }
}
