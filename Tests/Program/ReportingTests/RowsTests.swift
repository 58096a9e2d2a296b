import Testing

@testable import Reporting

@Suite("Lines of text")
struct RowsTests {
    static let texts: [(String, Int, [String])] = [
        ("", 10, [""]), ("a b c", 10, ["a b c"]), ("a b c", 3, ["a b", "c"]), ("aaaa bb", 3, ["aaaa", "bb"]),
        ("aa bbbb", 3, ["aa", "bbbb"]), ("abc def", 7, ["abc def"]), ("abc def", 6, ["abc", "def"]),
        ("a  b", 9, ["a  b"]),
    ]

    @Test("are broken at blanks, never inside a word", arguments: texts)
    func wrapping(text: String, width: Int, lines: [String]) {
        #expect(wrapped(text, width: width) == lines)
    }

    @Test("go on below the text of a row, not below its label")
    func row() {
        let text = String(repeating: "word ", count: 20) + "end"
        let lines = labelledRow("label", text, labelWidth: 10).split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.count <= 80 })
        #expect(lines.first?.hasPrefix("  label     word") == true)
        #expect(lines.last?.hasPrefix("            word") == true)
    }

    @Test("of a table stand in columns, without blanks at the end")
    func table() {
        #expect(tableText([["A", "BB", "C"], ["aaa", "b", ""], ["a"]]) == "A    BB  C\naaa  b\na\n")
        #expect(tableText([]) == "")
    }
}
