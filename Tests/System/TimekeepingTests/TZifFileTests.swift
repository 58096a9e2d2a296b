import Testing
import Timekeeping

@Suite("A time zone file")
struct TZifFileTests {
    static let berlin = TZifBuilder(
        offsets: [3600, 7200], transitions: [(-1_000_000_000, 1), (500_000_000, 0), (1_774_746_000, 1)],
        footer: "CET-1CEST,M3.5.0,M10.5.0/3")

    @Test("holds an offset for each time between its changes, and follows its footer after the last")
    func offsets() throws {
        let zone = try TimeZoneRules(tzif: Self.berlin.bytes(), name: "Europe/Berlin")
        let expected: [(Int64, Int)] = [
            (-1_000_000_001, 3600), (-1_000_000_000, 7200), (499_999_999, 7200), (500_000_000, 3600),
            (1_774_745_999, 3600), (1_774_746_000, 7200), (1_792_889_999, 7200), (1_792_890_000, 3600),
        ]
        for (seconds, offset) in expected {
            #expect(zone.localTime(of: Instant(secondsSinceEpoch: seconds)).utcOffset == offset)
        }
    }

    @Test("of version 1 has 32-bit times and no footer: its last offset stays")
    func versionOne() throws {
        var builder = Self.berlin
        builder.version = 0
        let zone = try TimeZoneRules(tzif: builder.bytes(), name: "old")
        #expect(zone.localTime(of: Instant(secondsSinceEpoch: -1_000_000_000)).utcOffset == 7200)
        #expect(zone.localTime(of: Instant(secondsSinceEpoch: 4_000_000_000)).utcOffset == 7200)
    }

    @Test("of a later version reads as the last known")
    func laterVersion() throws {
        var builder = Self.berlin
        builder.version = UInt8(ascii: "5")
        #expect(
            try TimeZoneRules(tzif: builder.bytes(), name: "later").localTime(of: Instant(secondsSinceEpoch: 0))
                .utcOffset == 7200)
    }

    @Test("cut anywhere is refused")
    func truncated() {
        let whole = Self.berlin.bytes()
        for count in 0..<whole.count {
            #expect(throws: TimeZoneError.self, "\(count) bytes") {
                try TimeZoneRules(tzif: Array(whole.prefix(count)), name: "cut")
            }
        }
    }

    @Test("with any one byte changed is refused or read, but ends nothing")
    func everyByteChanged() {
        let whole = Self.berlin.bytes()
        for index in whole.indices {
            for value in [UInt8(0), 0x7F, 0x80, 0xFF] {
                var bytes = whole
                bytes[index] = value
                guard let zone = try? TimeZoneRules(tzif: bytes, name: "changed") else { continue }
                for seconds in [Int64.min, -1, 1_774_746_000, 1 << 40, .max] {
                    let local = zone.localTime(of: Instant(secondsSinceEpoch: seconds))
                    _ = zone.firstInstant(of: local.calendarDay, minuteOfDay: 1439)
                }
            }
        }
    }

    static let refusals: [(TZifBuilder, TimeZoneError)] = [
        (TZifBuilder(version: 0x21), .malformed("version byte 33")),
        (TZifBuilder(offsets: []), .malformed("no local time type")),
        (TZifBuilder(offsets: [100_000]), .malformed("an offset of 100000 seconds")),
        (TZifBuilder(offsets: [.min]), .malformed("an offset of -2147483648 seconds")),
        (TZifBuilder(transitions: [(5, 0), (5, 0)]), .malformed("transitions out of order")),
        (TZifBuilder(transitions: [(5, 1)]), .malformed("a transition to a type that is not there")),
    ]

    @Test("is refused with the rule that it breaks", arguments: refusals)
    func refused(builder: TZifBuilder, error: TimeZoneError) {
        #expect(throws: error) { try TimeZoneRules(tzif: builder.bytes(), name: "broken") }
    }

    @Test("is refused when it counts leap seconds, or is another file")
    func others() {
        var leaping = TZifBuilder()
        leaping.leapCount = 1
        var bytes = leaping.bytes()
        bytes.insert(contentsOf: [UInt8](repeating: 0, count: 8), at: 44 + 10)
        #expect(throws: TimeZoneError.countsLeapSeconds) { try TimeZoneRules(tzif: bytes, name: "right") }
        #expect(throws: TimeZoneError.notTZif) { try TimeZoneRules(tzif: Array("# version 2025b".utf8), name: "text") }
        #expect(throws: TimeZoneError.notTZif) { try TimeZoneRules(tzif: [], name: "empty") }
    }
}
