import Testing

@testable import Commands

@Suite("The console")
struct ConsoleTests {
    @Test("shows control characters of others as text, and keeps the lines")
    func escaping() {
        #expect(escapedLines("a\u{1B}[2Jb\nc\u{202E}\r\n") == "a\\x1b[2Jb\nc\\x202e\\x0d\n")
        #expect(escapedLines("a\nb\n\n") == "a\nb\n\n" && escapedLines("") == "")
    }
}
