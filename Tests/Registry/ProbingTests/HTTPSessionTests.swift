import MirrorRegistry
import Probing
import TestSupport
import Testing

@Suite("A session with a mirror") struct HTTPSessionTests {
    @Test("gives an answer with its facts")
    func answers() throws {
        let server = try HostileServer { connection, _ in
            connection.answer("hello", fields: "X-Odd: \u{FF} a\r\nServer: test\r\n")
        }
        let session = HTTPSession(testBounds())
        let answer = try #require(
            session.fetch(HTTPRequest(server.url("/a//b?c=d#e", host: "mirror.example.org"))).answer)
        #expect(answer.status == 200)
        #expect(answer.body == Array("hello".utf8))
        #expect(answer.headers["server"] == "test")
        #expect(answer.address == "127.0.0.1")
        #expect(answer.redirects == [])
        #expect(answer.httpVersion == "1.1")
        #expect(answer.firstByteSeconds > 0 && answer.seconds >= answer.firstByteSeconds)
        #expect(answer.receivedByteCount > 5)
        #expect(answer.certificate == nil)
        #expect(server.requests == ["GET /a//b?c=d HTTP/1.1"])
        #expect((session.requestCount, session.receivedByteCount) == (1, answer.receivedByteCount))
    }

    @Test("takes a status of any kind as an answer")
    func statuses() throws {
        let server = try HostileServer { connection, _ in connection.answer("no", status: "404 Not Found") }
        let answer = try #require(HTTPSession(testBounds()).fetch(HTTPRequest(server.url())).answer)
        #expect((answer.status, answer.body) == (404, Array("no".utf8)))
    }

    @Test("asks for heads and ranges, whatever length is announced")
    func headsAndRanges() throws {
        let server = try HostileServer { connection, request in
            if request.hasPrefix("HEAD") {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 70000000\r\n\r\n")
            } else {
                connection.answer("3456", status: "206 Partial Content", fields: "Content-Range: bytes 3-6/10\r\n")
            }
        }
        let session = HTTPSession(testBounds())
        let head = try #require(session.fetch(HTTPRequest(server.url("/f"), method: .head)).answer)
        #expect((head.status, head.headers["Content-Length"], head.body) == (200, "70000000", []))
        let part = try #require(session.fetch(HTTPRequest(server.url("/f"), range: 3...6)).answer)
        #expect((part.status, part.body) == (206, Array("3456".utf8)))
        #expect(server.requests == ["HEAD /f HTTP/1.1", "GET /f HTTP/1.1"])
    }

    @Test("makes one connection for all requests")
    func oneConnection() throws {
        let server = try HostileServer { connection, _ in connection.answer("x") }
        let session = HTTPSession(testBounds())
        for _ in 0..<5 { #expect(session.fetch(HTTPRequest(server.url())).answer != nil) }
        #expect(server.connectionCount == 1)
    }

    @Test("never has two connections to a host open at once")
    func noSecondConnection() throws {
        let server = try HostileServer { connection, _ in connection.answer("x") }
        let session = HTTPSession(testBounds())
        for family in [AddressFamily.any, .ipv4, .any, .ipv4] {
            #expect(session.fetch(HTTPRequest(server.url(host: "mirror.example.org"), family: family)).answer != nil)
            // The server notices the end of the one before on its own time.
            #expect(waitUntil { server.openConnectionCount == 1 })
        }
        #expect(server.connectionCount == 4)
    }

    @Test("uses addresses of the family that is asked for")
    func families() throws {
        let plain = try HostileServer { connection, _ in connection.answer("four") }
        let six = try HostileServer(at: "::1", port: plain.port) { connection, _ in connection.answer("six") }
        let bounds = testBounds(
            allowing: ["127.0.0.1/32", "::1/128"],
            names: ["both.example.org": ["::1", "127.0.0.1"], "four.example.org": ["127.0.0.1"]])
        let session = HTTPSession(bounds)
        let url = plain.url(host: "both.example.org")
        #expect(session.fetch(HTTPRequest(url, family: .ipv4)).answer?.body == Array("four".utf8))
        let answer = try #require(session.fetch(HTTPRequest(url, family: .ipv6)).answer)
        #expect((answer.body, answer.address) == (Array("six".utf8), "::1"))
        #expect(six.connectionCount == 1)
        let none = session.fetch(HTTPRequest(plain.url(host: "four.example.org"), family: .ipv6))
        #expect(none.fault == .noAddress(host: "four.example.org", .ipv6))
    }

    @Test("names itself honestly and asks for nothing packed")
    func userAgent() throws {
        let heads = Heads()
        let server = try HostileServer { connection, _ in
            heads.add(connection.head)
            connection.answer()
        }
        _ = HTTPSession(testBounds()).fetch(HTTPRequest(server.url(host: "mirror.example.org")))
        let head = try #require(heads.all.first)
        #expect(head.contains("User-Agent: mirrorward/0 (+https://example.org/policy)\r\n"))
        #expect(head.contains("Accept-Encoding: identity\r\n"))
        #expect(head.contains("Host: mirror.example.org:\(server.port)\r\n"))
        #expect(!head.contains("Authorization") && !head.contains("Cookie"))
    }

    @Test("reads bytes of a head that are no text")
    func oddBytes() throws {
        let server = try HostileServer { connection, _ in
            connection.send(Array("HTTP/1.1 200 OK\r\nX-Odd: a".utf8) + [0xFF, 0xC0, 0x01, 0x80] + Array("b\r\n".utf8))
            connection.send(": no name\r\nContent-Length: 1\r\n\r\nx")
        }
        let answer = try #require(HTTPSession(testBounds()).fetch(HTTPRequest(server.url())).answer)
        #expect(answer.body == [0x78])
        #expect(answer.headers["x-odd"] == "a\u{FFFD}\u{FFFD}\u{1}\u{FFFD}b")
    }
}
