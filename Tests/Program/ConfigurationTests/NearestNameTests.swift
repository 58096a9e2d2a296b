import Configuration
import Testing

@Suite("The nearest name")
struct NearestNameTests {
    static let names = ["sync", "status", "validate", "config check", "Signed-By", "At"]
    static let cases: [(String, String?)] = [
        ("sync", "sync"), ("snyc", "sync"), ("synk", "sync"), ("syn", "sync"), ("syncs", "sync"), ("SYNC", "sync"),
        ("statsu", "status"), ("stauts", "status"), ("valdiate", "validate"), ("validation", "validate"),
        ("config chek", "config check"), ("signed-by", "Signed-By"), ("SignedBy", "Signed-By"), ("ta", "At"), ("", nil),
        ("xy", nil), ("frobnicate", nil), ("\u{FC}", nil), (String(repeating: "sync", count: 1000), nil),
    ]

    @Test("is found within a third of the letters, at most three", arguments: cases)
    func nearest(text: String, expected: String?) {
        #expect(nearestName(to: text, among: Self.names) == expected)
    }

    @Test("is the first of equally near ones, and nothing where there are none")
    func ties() {
        #expect(nearestName(to: "cat", among: ["bat", "hat"]) == "bat")
        #expect(nearestName(to: "cat", among: []) == nil)
    }
}
