import Testing

@testable import Validation

@Suite("Of findings without end")
struct FindingLimitTests {
    @Test("so many are kept in all, and beyond them the first of each code in each set of suites")
    func total() {
        var log = FindingLog()
        let suiteCount = FindingLog.totalLimit / FindingLog.limit + 10
        for suite in 0..<suiteCount {
            for _ in 0..<FindingLog.limit {
                log.add(Finding(.error, .poolFileMissing, path: "pool/x", suites: ["suite\(suite)"]))
            }
        }
        #expect(log.findings.count == FindingLog.totalLimit + 10)
        #expect(Set(log.findings.map(\.suites)).count == suiteCount)
        #expect(log.counts[.poolFileMissing] == suiteCount * FindingLog.limit)
    }

    @Test("too many suites are one, which nothing makes harmless")
    func suites() throws {
        #expect(SuiteLimit.finding(suiteCount: SuiteLimit.suiteCount) == nil)
        let finding = try #require(SuiteLimit.finding(suiteCount: SuiteLimit.suiteCount + 1))
        #expect(finding.blocks && finding.code.alwaysBlocks)
    }

    @Test("each is told in so many bytes")
    func text() throws {
        let long = String(repeating: "ä", count: 1 << 20)
        let finding = Finding(.error, .releaseMalformed, path: "x", expected: long, found: long, aptSays: long)
        for text in [finding.expected, finding.found, finding.aptSays] {
            #expect(try #require(text).utf8.count <= Finding.textByteLimit + 3)
            #expect(text?.hasPrefix("ää") == true && text?.hasSuffix("…") == true)
        }
        let short = String(repeating: "x", count: Finding.textByteLimit)
        #expect(Finding(.error, .releaseMalformed, path: "x", found: short).found == short)
    }
}
