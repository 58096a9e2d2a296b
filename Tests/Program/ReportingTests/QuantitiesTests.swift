import Reporting
import Testing

@Suite("A quantity for people")
struct QuantitiesTests {
    static let sizes: [(Int64, String)] = [
        (0, "0 B"), (1, "1 B"), (999, "999 B"), (1000, "1.0 KiB"), (1024, "1.0 KiB"), (1536, "1.5 KiB"),
        (99 << 10, "99.0 KiB"), (100 << 10, "100 KiB"), (1_023_487, "999 KiB"), (1_023_488, "1.0 MiB"),
        ((83 << 20) + 104_858, "83.1 MiB"), (5 << 30, "5.0 GiB"), (3 << 40, "3.0 TiB"), (7 << 50, "7.0 PiB"),
        (.max, "8.0 EiB"), (-5, "0 B"), (.min, "0 B"),
    ]

    @Test("of bytes has at most three digits before the point", arguments: sizes)
    func bytes(byteCount: Int64, text: String) {
        #expect(byteText(byteCount) == text)
    }

    static let counts: [(Int64, String)] = [
        (0, "0"), (999, "999"), (1000, "1,000"), (63_440, "63,440"), (1_234_567, "1,234,567"), (-1000, "-1,000"),
        (.min, "-9,223,372,036,854,775,808"),
    ]

    @Test("has its digits in groups of three", arguments: counts)
    func count(count: Int64, text: String) {
        #expect(countText(count) == text)
    }

    @Test("and its noun agree")
    func nouns() {
        #expect(counted(1, "suite") == "1 suite" && counted(0, "suite") == "0 suites")
        #expect(
            counted(2000, "index", plural: "indexes") == "2,000 indexes"
                && counted(1, "index", plural: "indexes") == "1 index")
    }
}
