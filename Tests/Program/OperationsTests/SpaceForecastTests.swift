import Testing
import Timekeeping

@testable import Operations
@testable import StateStore

/// A sync that ended so, on that day at noon in UTC.
private func sync(_ day: Int, _ outcome: String = "published", transferred: Int64? = nil) -> SyncRecord {
    let start = Instant(CalendarDay(year: 2026, month: 11, day: day), hour: 12)
    var ending = SyncEnding(endedAt: start.adding(seconds: 60), exitStatus: 0, outcome: outcome)
    if let transferred {
        var counts = TransferCounts()
        counts.transferredByteCount = transferred
        ending.transfer = counts
    }
    return SyncRecord(
        id: Int64(day), mirror: "m", startedAt: start, permitID: nil, logPath: nil,
        parent: RecordedProcess(processID: 1, startTime: 1, bootID: "b"), transferProcess: nil, ending: ending)
}

@Suite("The space that the next sync needs")
struct SpaceForecastTests {
    @Test("is the most that one of the last ones brought, the first one left out")
    func most() throws {
        let syncs = [sync(4, transferred: 20), sync(3, transferred: 50), sync(2), sync(1, transferred: 900)]
        let forecast = try #require(SpaceForecast(syncs, freeByteCount: 130, keptByteCount: 80))
        #expect(forecast.neededByteCount == 50 && forecast.syncCount == 2 && !forecast.isShort)
        #expect(try #require(SpaceForecast(syncs, freeByteCount: 129, keptByteCount: 80)).isShort)
        #expect(try #require(SpaceForecast(syncs, freeByteCount: 10, keptByteCount: 80)).sentence.contains("0 B are"))
        #expect(SpaceForecast(Array(syncs.suffix(1)), freeByteCount: 0, keptByteCount: 0) == nil)
    }

    @Test("counts nothing of a first sync in pieces, however many")
    func firstInPieces() throws {
        let pieces = [
            sync(3, transferred: 900), sync(2, "cut", transferred: 0), sync(1, "machine-failed", transferred: 700),
        ]
        #expect(SpaceForecast(pieces, freeByteCount: 0, keptByteCount: 0) == nil)
        #expect(SpaceForecast(Array(pieces.suffix(2)), freeByteCount: 0, keptByteCount: 0) == nil)
        let forecast = try #require(
            SpaceForecast([sync(4, "invalid", transferred: 7)] + pieces, freeByteCount: 0, keptByteCount: 0))
        #expect(forecast.neededByteCount == 7)
    }

    @Test("looks at a month, of a history longer than what is read")
    func month() throws {
        let month = (0..<SpaceForecast.memory).map { _ in sync(9, transferred: 5) }
        let before = (month.count..<SpaceForecast.readCount).map { _ in sync(8, transferred: 900) }
        #expect(try #require(SpaceForecast(month + before, freeByteCount: 0, keptByteCount: 0)).neededByteCount == 5)
    }
}

@Suite("Days on which no sync could publish")
struct PublicationRecordTests {
    static let now = Instant(CalendarDay(year: 2026, month: 11, day: 20), hour: 20)

    @Test(
        "are counted by the calendar",
        arguments: [
            ([], 0, 0),
            ([sync(20)], 0, 0),
            ([sync(20, "invalid"), sync(20, "unchanged"), sync(19)], 0, 0),
            ([sync(20, "invalid"), sync(20, "invalid"), sync(19, "upstream-failed"), sync(18)], 2, 2),
            ([sync(20), sync(19, "invalid"), sync(18)], 0, 1),
            ([sync(20, "invalid"), sync(15, "cut"), sync(14), sync(3, "invalid")], 2, 3),
        ])
    func counts(syncs: [SyncRecord], inRow: Int, ofMonth: Int) {
        let record = PublicationRecord(syncs, now: Self.now, zone: .utc)
        #expect(record.daysInRow == inRow && record.dayCount == ofMonth)
    }

    @Test("are told in a sentence, where there are any")
    func sentence() {
        let syncs = [sync(20, "invalid"), sync(19, "invalid"), sync(18, "upstream-failed"), sync(17)]
        #expect(
            PublicationRecord(syncs, now: Self.now, zone: .utc).sentence
                == "3 days in a row without a publication (2 invalid, 1 upstream-failed); "
                + "3 days of the last 30 without a publication")
        #expect(PublicationRecord([sync(20)], now: Self.now, zone: .utc).sentence == nil)
    }
}
