import StateStore
import Testing
import Timekeeping

@testable import Operations

@Suite("The plan of a scrub")
struct ScrubPlanTests {
    /// A hundred files of a hundred bytes, read a day after each other, the longest ago first.
    private static let readings = (1...100).map { number in
        VerifiedFileReading(
            inode: UInt64(number), byteCount: 100, readAt: Instant(secondsSinceEpoch: Int64(number) * 86_400))
    }

    private func plan(_ percent: Int, present: Set<UInt64> = Set(1...100), limit: Int64? = nil) -> ScrubPlan {
        ScrubPlan(
            Self.readings, present: present, percent: percent,
            readBefore: limit.map { Instant(secondsSinceEpoch: $0 * 86_400) })
    }

    @Test("takes what was not read for the longest time, of the tree alone, and one file at least")
    func share() {
        #expect(plan(1).inodes == [1])
        #expect(plan(5).inodes == Set(1...5))
        #expect(plan(100).inodes == Set(1...100))
        #expect(plan(1, present: [7, 9, 200]).inodes == [7])
        #expect(plan(1, present: []).inodes.isEmpty)
        #expect(plan(1).totalByteCount == 10_000)
    }

    @Test("leaves what was read a moment ago")
    func recent() {
        #expect(plan(100, limit: 3).inodes == Set(1...3))
        #expect(plan(100, limit: 0).inodes.isEmpty)
    }
}
