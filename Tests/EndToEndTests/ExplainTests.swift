import Foundation
import TestSupport
import Testing

@Suite("mirrorward explain")
struct ExplainTests {
    private func explain(_ arguments: String...) throws -> CommandResult {
        try runCommand(Mirrorward.executable, ["--config", "/nonexistent", "explain"] + arguments)
    }

    @Test("tells of a code what it means, what apt users see and what to do")
    func one() throws {
        let result = try explain("pool-file-missing")
        #expect(result.status == 0, "\(result)")
        for words in ["at most an error", "meaning", "apt users see", "404", "what to do", "mirrorward waive NAME"] {
            #expect(result.output.contains(words), "\(result)")
        }
        #expect(try explain("signature-bad").output.contains("no: it holds back until"))
        #expect(try explain("by-hash-missing").output.contains("nothing but a request in vain"))
    }

    @Test("lists all codes, the worst first, and as JSON")
    func all() throws {
        let text = try explain()
        let lines = text.output.split(separator: "\n")
        #expect(text.status == 0 && lines.first?.contains(" error ") == true && lines.last?.contains(" note ") == true)
        let list = try JSONSerialization.jsonObject(with: Data(try explain("--json").output.utf8))
        let objects = try #require(list as? [[String: Any]])
        #expect(objects.count == lines.count)
        #expect(
            objects.allSatisfy { $0["clientsSee"] is String && $0["whatToDo"] is String && $0["canBeWaived"] is Bool })
    }

    @Test("knows the nearest name of one that is not known")
    func unknown() throws {
        let result = try explain("pool-file-mising")
        #expect(result.status == 64 && result.errorOutput.contains("did you mean `pool-file-missing`?"), "\(result)")
        #expect(try explain("quite-another-thing").errorOutput.contains("lists them all"))
    }
}
