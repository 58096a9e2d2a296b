import MirrorRegistry
import TestSupport
import Testing

@Suite struct ShellQuotingTests {
    @Test(arguments: [
        "plain", "http://mirror.example.org/archive/", "", "a b", "it's", "$(touch /tmp/x)", "`id`", "a;b|c&d", "-n",
        "two\nlines", "tab\tand \u{1B}[31m", "back\\slash", "\"quoted\"", "*?[a]{b,c}", "~", "ünïcode", "'", "''\\''",
        "mixed ' and \n and \\", "\u{202E}turned", "%s%n", "!history", "#comment", "a=b",
    ])
    func aShellReadsTheWordBack(text: String) throws {
        let result = try runSuccessfully("bash", ["-c", "printf %s \(shellQuoted(text))"])
        #expect(result.output == text)
        #expect(
            !shellQuoted(text).unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x1B || $0.value == 0x202E })
    }

    @Test func aWordWithoutControlBytesIsReadByEveryShell() throws {
        let text = #"a'b"c$d\e`f g"#
        #expect(try runSuccessfully("sh", ["-c", "printf %s \(shellQuoted(text))"]).output == text)
    }
}
