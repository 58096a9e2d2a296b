import Operations
import Posix
import Reporting
import Testing

@Suite("What is said of a list that was not published")
struct ListMessageTests {
    @Test("names what would go, and the way on", arguments: [1, 10, 11])
    func shrunk(_ count: Int) {
        let gone = (0..<count).map { "m\($0).example.org" }
        let message = ListPublicationError.shrunk(gone: gone, previousCount: 40, allowedCount: 8).explained("dotdeb")
        #expect(message.text.contains("(dotdeb): \(count) of 40, expected at most 8: m0.example.org"))
        #expect(message.text.hasSuffix(", ...") == (count > 10) && message.hint?.contains("--confirm") == true)
    }

    @Test("gives gpg's reason")
    func refused() {
        let error = ListPublicationError.signing(
            file: "mirrors.json", .refused(.status(2), reason: "gpg: no secret key"))
        #expect(error.explained("dotdeb").text == "gpg did not sign (mirrors.json): status 2: gpg: no secret key")
    }
}
