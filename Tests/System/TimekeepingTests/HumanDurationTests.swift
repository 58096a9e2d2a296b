import Testing
import Timekeeping

@Suite("A duration for people")
struct HumanDurationTests {
    @Test(
        "is said in its two largest units",
        arguments: [
            (0, "0 s"), (1, "1 s"), (59, "59 s"), (60, "1 min"), (61, "1 min 1 s"), (3600, "1 h"), (3661, "1 h 1 min"),
            (11_520, "3 h 12 min"), (3601, "1 h"), (86_400, "1 day"), (187_200, "2 days 4 h"), (90_061, "1 day 1 h"),
            (-61, "1 min 1 s"), (Int64.max, "106751991167300 days 15 h"), (Int64.min, "106751991167300 days 15 h"),
        ] as [(Int64, String)])
    func said(seconds: Int64, text: String) {
        #expect(humanDuration(seconds) == text)
    }
}
