import FoundationEssentials
import MirrorRegistry
import Testing
import Timekeeping

@Suite("The JSON files")
struct JSONFormsTests {
    private static func busyMirror() -> PublicMirror {
        Sample.mirror("mirror.example.org") { mirror in
            mirror.addresses.append(Sample.url("rsync://mirror.example.org/dotdeb/"))
            mirror.lagSeconds = 69
            mirror.lastSync = Sample.now.adding(seconds: -69)
            mirror.completion30 = 1
            mirror.durationMean = 0.39954
            mirror.durationDeviation = 0.28
            mirror.score = 0.69871234
            mirror.answersIPv4 = true
            mirror.days = [
                DayRecord(day: Sample.day.adding(days: -3), mark: .good, checkCount: 1, goodCount: 1),
                DayRecord(day: Sample.day.adding(days: -1), mark: .bad, checkCount: 3, summary: "no answer"),
                DayRecord(day: Sample.day, mark: .maintenance, checkCount: 2),
            ]
        }
    }

    @Test("status.json has every key of Arch's schema, and null only where theirs may have it")
    func arch() {
        let text = listFiles(of: Sample.list([Self.busyMirror()])).text("status.json")
        let expected = """
            {
              "cutoff": 2592000,
              "last_check": "2026-11-22T03:50:00Z",
              "num_checks": 6,
              "check_frequency": 86400,
              "urls": [
                {
                  "url": "https://mirror.example.org/dotdeb/",
                  "protocol": "https",
                  "last_sync": "2026-11-22T03:58:51Z",
                  "completion_pct": 1.0,
                  "delay": 69,
                  "duration_avg": 0.3995,
                  "duration_stddev": 0.28,
                  "score": 0.6987,
                  "active": true,
                  "country": "France",
                  "country_code": "FR",
                  "isos": false,
                  "ipv4": true,
                  "ipv6": false,
                  "details": "https://mirrors.example.org/mirror/mirror.example.org.html"
                },
            """
        #expect(text?.hasPrefix(expected) == true, "\(text ?? "")")
        #expect(text?.hasSuffix("  ],\n  \"version\": 3\n}\n") == true)
    }

    /// As the readers of Arch's file declare it: what is not optional is never null.
    private struct ArchStatus: Decodable {
        struct Address: Decodable {
            let url, `protocol`, country, countryCode, details: String
            let lastSync: String?
            let completionPct, durationAvg, durationStddev, score: Double?
            let delay: Int?
            let active, isos, ipv4, ipv6: Bool
        }
        let cutoff, numChecks, checkFrequency, version: Int
        let lastCheck: String?
        let urls: [Address]
    }

    @Test("a reader of Arch's schema reads a list of mirrors that nothing is known of")
    func archUnknown() throws {
        let mirror = Sample.mirror("mirror.example.org", country: nil) {
            $0.score = nil
            $0.lagSeconds = nil
        }
        let list = Sample.list([mirror]) {
            $0.lastCheckAt = nil
            $0.face.publicURL = nil
        }
        let status = try decode(ArchStatus.self, "status.json", of: list)
        #expect(status.urls.map(\.protocol) == ["https", "http"])
        #expect(
            status.urls.allSatisfy { $0.score == nil && $0.delay == nil && $0.country.isEmpty && $0.details.isEmpty })
        #expect(status.version == 3 && status.lastCheck == nil)
    }

    private struct Mirrors: Decodable {
        struct Mirror: Decodable {
            let host, history, page: String
            let addresses: [String: String]
            let presumed: [String]
            let lag: Int?
        }
        let schemaVersion: Int
        let archive: String
        let mirrors: [Mirror]
    }

    @Test("mirrors.json has the addresses by scheme and a letter for each day")
    func mirrors() throws {
        let list = try decode(Mirrors.self, "mirrors.json", of: Sample.list([Self.busyMirror()]))
        #expect(list.schemaVersion == 1 && list.archive == "http://packages.example.org/dotdeb/")
        let mirror = try #require(list.mirrors.first)
        #expect(mirror.history == "g-bm" && mirror.lag == 69 && mirror.page == "mirror/mirror.example.org.html")
        #expect(mirror.addresses["rsync"] == "rsync://mirror.example.org/dotdeb/" && mirror.addresses.count == 3)
    }

    @Test(
        "the history ends today and goes back 90 days at the most",
        arguments: [
            ([0], "g"), ([5], "g-----"), ([2, 0], "g-g"), ([89, 0], "g" + dashes(88) + "g"),
            ([90, 0], dashes(89) + "g"),
            ([95, 1], dashes(88) + "g-"), ([], ""),
        ])
    func history(_ ages: [Int64], _ expected: String) throws {
        let mirror = Sample.mirror("mirror.example.org") {
            $0.days = ages.map { DayRecord(day: Sample.day.adding(days: -$0), mark: .good) }
        }
        #expect(try decode(Mirrors.self, "mirrors.json", of: Sample.list([mirror])).mirrors.first?.history == expected)
    }

    private static func dashes(_ count: Int) -> String { String(repeating: "-", count: count) }

    private struct History: Decodable {
        struct Day: Decodable {
            let day, mark: String
            let checks, good: Int
            let lag: Int?
            let summary: String?
        }
        struct Mirror: Decodable {
            let host: String
            let days: [Day]
        }
        let mirrors: [Mirror]
    }

    @Test("history.json has the days, each on a line of its own")
    func days() throws {
        let list = Sample.list([Self.busyMirror()])
        let days = try decode(History.self, "history.json", of: list).mirrors.first?.days ?? []
        #expect(days.map(\.day) == ["2026-11-19", "2026-11-21", "2026-11-22"] && days.map(\.checks) == [1, 3, 2])
        #expect(days.map(\.mark) == ["good", "bad", "maintenance"] && days.map(\.summary) == [nil, "no answer", nil])
        #expect(listFiles(of: list).lines("history.json").filter { $0.contains("\"mark\"") }.count == 3)
    }

    private struct Removed: Decodable {
        struct Mirror: Decodable {
            let host, removedAt, state, reason: String
            let country: String?
        }
        let removed: [Mirror]
    }

    @Test("removed.json has the class of the reason")
    func removed() throws {
        let list = Sample.list([]) {
            $0.removed = [
                RemovedMirror(
                    host: "gone.example.org", country: "FR", removedAt: Sample.now, state: .removed,
                    reason: .askedByOperator)
            ]
        }
        let mirror = try #require(try decode(Removed.self, "removed.json", of: list).removed.first)
        #expect(
            mirror.reason == "asked-by-operator" && mirror.state == "removed"
                && mirror.removedAt == "2026-11-22T04:00:00Z")
    }

    @Test("the same list gives the same bytes")
    func stable() {
        let list = Sample.list([Self.busyMirror(), Sample.mirror("a.example.org")])
        #expect(listFiles(of: list) == listFiles(of: list))
    }

    private func decode<Value: Decodable>(_ type: Value.Type, _ path: String, of list: PublicList) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data((listFiles(of: list).text(path) ?? "").utf8))
    }
}
