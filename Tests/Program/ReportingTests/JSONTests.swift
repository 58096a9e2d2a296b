import Foundation
import Reporting
import Testing
import Timekeeping

/// A key that is missing here is one that somebody's monitoring has lost: raise `schemaVersion` before you change these.
@Suite("The JSON form")
struct JSONTests {
    @Test("of the status has these keys in version 1")
    func status() throws {
        let report = StatusReport(generatedAt: StatusTests.now, mirrors: [StatusTests.full])
        let object = try parsed(report)
        #expect(object["schemaVersion"] as? Int == 1)
        #expect(object["generatedAt"] as? String == "2026-11-22T12:00:00Z")
        #expect(
            keyPaths(object) == [
                "generatedAt", "mirrors.daysWithoutPublication", "mirrors.daysWithoutPublicationOfMonth",
                "mirrors.disk.freeByteCount", "mirrors.disk.generationCount",
                "mirrors.disk.usedByteCount",
                "mirrors.findings.aptSays", "mirrors.findings.code", "mirrors.findings.hint",
                "mirrors.findings.isBlocking",
                "mirrors.findings.message", "mirrors.findings.path", "mirrors.findings.severity", "mirrors.held",
                "mirrors.lastSync.endedAt", "mirrors.lastSync.exitStatus", "mirrors.lastSync.log",
                "mirrors.lastSync.outcome",
                "mirrors.lastSync.receivedByteCount", "mirrors.lastSync.startedAt", "mirrors.name",
                "mirrors.next.notBefore",
                "mirrors.next.reason", "mirrors.remarks", "mirrors.root", "mirrors.running.description",
                "mirrors.running.startedAt", "mirrors.served.name", "mirrors.served.publishedAt",
                "mirrors.suites.codename",
                "mirrors.suites.date", "mirrors.suites.name", "mirrors.suites.packageCount",
                "mirrors.suites.validUntil",
                "mirrors.timeZone", "mirrors.upstream", "schemaVersion",
            ])
    }

    @Test("of generations has these keys in version 1")
    func generations() throws {
        let generation = GenerationReport(
            name: "20261122T041733Z", publishedAt: StatusTests.now, verdict: "valid", isServed: true, isPinned: false,
            aloneByteCount: 12)
        let object = try parsed(GenerationsReport(mirror: "m", generations: [generation]))
        #expect(object["schemaVersion"] as? Int == 1)
        #expect(
            keyPaths(object) == [
                "generations.aloneByteCount", "generations.isPinned", "generations.isServed", "generations.name",
                "generations.publishedAt", "generations.verdict", "mirror", "schemaVersion",
            ])
    }

    @Test("is the same text each time, with sorted keys, plain slashes and a line end")
    func stable() throws {
        let report = StatusReport(generatedAt: StatusTests.now, mirrors: [StatusTests.full])
        let text = try jsonText(report)
        #expect(try text == jsonText(report))
        #expect(
            text.hasPrefix("{\n  \"generatedAt\"") && text.hasSuffix("}\n") && text.contains("\"/srv/mirror/example\""))
    }

    private func parsed(_ value: some Encodable) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(try jsonText(value).utf8))
        return try #require(object as? [String: Any])
    }

    /// The names of all values; the elements of a list have one name.
    private func keyPaths(_ value: Any, _ prefix: String = "") -> [String] {
        if let object = value as? [String: Any] {
            return Set(object.flatMap { keyPaths($1, prefix.isEmpty ? $0 : "\(prefix).\($0)") }).sorted()
        }
        if let list = value as? [[String: Any]] { return list.flatMap { keyPaths($0, prefix) } }
        return [prefix]
    }
}
