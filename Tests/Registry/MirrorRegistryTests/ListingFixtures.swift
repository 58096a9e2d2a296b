import MirrorRegistry
import Timekeeping

/// Noon of the day that lies `day` days after 2026-09-01.
func noon(_ day: Int64 = 0) -> Instant { Instant(calendarDay(day), hour: 12) }

func calendarDay(_ day: Int64) -> CalendarDay { CalendarDay(year: 2026, month: 9, day: 1).adding(days: day) }

func mirrorURL(_ text: String) throws -> MirrorURL { try MirrorURL(text) }

/// A mirror in a state that it has since 2026-09-01.
func listing(_ state: ListingState = .approved, number: Int64 = 7, host: String = "mirror.example.org") -> Listing {
    var fields = ListingFields()
    fields.contact = "admin@example.org"
    var listing = Listing(
        number: number, host: host, addresses: ["https://\(host)/debian/"].compactMap { try? MirrorURL($0) },
        fields: fields, state: state, submittedAt: noon(), proofToken: "token-7")
    if [.approved, .degraded, .delisted, .paused].contains(state) { listing.approvedAt = noon() }
    return listing
}

func report(_ outcome: CheckOutcome, at instant: Instant = noon(), code: CheckCode = .index) -> CheckReport {
    CheckReport(
        startedAt: instant, items: [CheckItem(code, "https://mirror.example.org/debian/", outcome, "what was found")])
}

/// Numbers that look random and are the same in each run: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }

    mutating func isTrue(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
