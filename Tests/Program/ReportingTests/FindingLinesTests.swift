import Reporting
import Testing
import Timekeeping

@Suite("The lines of findings")
struct FindingLinesTests {
    private func finding(_ severity: String, _ path: String, blocks: Bool = false, code: String? = nil) -> FindingReport
    {
        FindingReport(
            severity: severity, code: code ?? path, path: path, message: "message", aptSays: nil, hint: nil,
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
        let paths = findingLines(findings, limit: 10).filter { !$0.hasPrefix("      ") }.map { $0.suffix(2) }
        #expect(paths == ["b1", "b2", "e1", "e2", "w1", "w2", "n1", "n2"])
    }

    @Test(
        "say how many more there are",
        arguments: [(3, 3, nil), (4, 3, "  ... and 1 more finding"), (9, 3, "  ... and 6 more findings")])
    func more(count: Int, limit: Int, last: String?) {
        let lines = findingLines((0..<count).map { finding("error", "\($0)") }, limit: limit)
        #expect(lines.count == 2 * limit + (last == nil ? 0 : 1))
        if let last { #expect(lines.last == last) }
    }

    @Test("say what apt would say and what to do, where that is known")
    func facts() {
        var full = finding("error", "dists/x/InRelease", blocks: true, code: "code")
        full.aptSays = "E: no"
        full.hint = "wait"
        #expect(
            full.text == """
                  error: code dists/x/InRelease
                      message
                      apt would say: E: no
                      what to do: wait
                """)
        #expect(finding("note", "", code: "code").text == "  note: code\n      message")
    }

    private func many(_ count: Int, blocks: Bool = true) -> [FindingReport] {
        (0..<count).map { number in
            var one = finding("error", "pool/a/\(number).deb", blocks: blocks, code: "code")
            one.meaning = "it is gone"
            one.found = "no file"
            one.aptSays = "404"
            one.hint = "wait"
            one.canBeWaived = true
            return one
        }
    }

    @Test("show many of one code as a group, with three examples, and what they share once")
    func group() {
        var group = FindingGroup(many(1)[0], count: 60_000)
        group.share = 0.0214
        group.shareOf = "pool files"
        #expect(
            findingLines(many(5), groups: [group], limit: 3) == [
                "  error: code: 60,000 findings, 2.1 % of the pool files", "      it is gone",
                "      - pool/a/0.deb: found no file", "      - pool/a/1.deb: found no file",
                "      - pool/a/2.deb: found no file", "      - and 59,997 more", "      apt would say: 404",
                "      what to do: wait",
            ])
        #expect(findingLines(many(3), limit: 3).contains { $0.contains("more") } == false)
    }

    @Test("keep what is waived apart from what is not")
    func waived() {
        var findings = many(4)
        for index in [1, 3] {
            findings[index].isBlocking = false
            findings[index].waiver = .init(until: "2026-12-24", reason: "known")
        }
        let lines = findingLines(findings, limit: 5)
        #expect(lines.filter { $0.hasPrefix("  error") } == Array(repeating: "  error: code: 2 findings", count: 2))
        #expect(lines.last { $0.contains("waived") } == "      waived until 2026-12-24: known")
        #expect(lines.prefix(6).allSatisfy { !$0.contains("waived") }, "what blocks comes first")
    }

    @Test("offer the line that waives what blocks and can be waived, quoted for a shell")
    func offer() {
        let offer = WaiverOffer(mirror: "m", now: Instant(CalendarDay(year: 2026, month: 11, day: 25), hour: 12))
        #expect(
            findingLines(many(2), limit: 5, offer: offer).last
                == "      to accept it for a time: mirrorward waive m code 'pool/a/*' --until 2026-12-25 --reason '...'"
        )
        var only = many(1)
        only[0].path = "pool/it's"
        #expect(
            findingLines(only, limit: 5, offer: offer).last?.contains(" code 'pool/it'\\''s' --until") == true)
        only[0].canBeWaived = false
        #expect(findingLines(only, limit: 5, offer: offer).last == "      what to do: wait")
        #expect(findingLines(many(2, blocks: false), limit: 5, offer: offer).last == "      what to do: wait")
    }

    @Test(
        "state a share in a number that is never nothing and never too much",
        arguments: [
            (1, "100 %"), (0.9999, "99 %"), (0.5, "50 %"), (0.0214, "2.1 %"), (0.0009, "0.1 %"),
            (0.0001, "less than 0.1 %"),
        ])
    func share(share: Double, text: String) {
        var group = FindingGroup(many(1)[0], count: 2)
        group.share = share
        group.shareOf = "things"
        let first = findingLines(many(2), groups: [group], limit: 1)[0]
        #expect(first == "  error: code: 2 findings, \(text) of the things")
    }
}
