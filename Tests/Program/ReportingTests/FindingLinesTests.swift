import Reporting
import Testing

@Suite("The lines of findings")
struct FindingLinesTests {
    private func finding(_ severity: String, _ path: String, blocks: Bool = false) -> FindingReport {
        FindingReport(
            severity: severity, code: "code", path: path, message: "message", aptSays: nil, hint: nil,
            isBlocking: blocks)
    }

    @Test("begin with what blocks, then errors, warnings and notes, each as they came")
    func order() {
        let findings = [
            finding("note", "n1"), finding("warning", "w1"), finding("error", "e1"),
            finding("error", "b1", blocks: true),
            finding("warning", "w2"), finding("error", "e2"), finding("warning", "b2", blocks: true),
            finding("note", "n2"),
        ]
        let paths = findingLines(findings, limit: 10).map { $0.split(separator: "\n")[0].suffix(2) }
        #expect(paths == ["b1", "b2", "e1", "e2", "w1", "w2", "n1", "n2"])
    }

    @Test(
        "say how many more there are",
        arguments: [(3, 3, nil), (4, 3, "  ... and 1 more finding"), (9, 3, "  ... and 6 more findings")])
    func more(count: Int, limit: Int, last: String?) {
        let lines = findingLines((0..<count).map { finding("error", "\($0)") }, limit: limit)
        #expect(lines.count == limit + (last == nil ? 0 : 1))
        if let last { #expect(lines.last == last) }
    }

    @Test("say what apt would say and what to do, where that is known")
    func facts() {
        var full = finding("error", "dists/x/InRelease", blocks: true)
        full.aptSays = "E: no"
        full.hint = "wait"
        #expect(
            full.text == """
                  error: code dists/x/InRelease
                      message
                      apt would say: E: no
                      what to do: wait
                """)
        #expect(finding("note", "").text == "  note: code\n      message")
    }
}
