import MirrorRegistry
import Probing
import TestSupport
import Testing

@Suite("A hostile server") struct HTTPHostileTests {
    private func bounds() -> HTTPSettings {
        var bounds = testBounds()
        bounds.slowSeconds = 2
        bounds.connectSeconds = 1
        bounds.requestSeconds = 5
        return bounds
    }

    private func fault(
        _ bounds: HTTPSettings? = nil, byteLimit: Int64 = 50_000,
        _ script: @escaping @Sendable (HostileConnection, String) -> Void
    ) throws -> HTTPFault? {
        let server = try HostileServer(script)
        return HTTPSession(bounds ?? self.bounds()).fetch(HTTPRequest(server.url(), byteLimit: byteLimit)).fault
    }

    @Test("that sends without end is stopped at the limit of the request")
    func endlessBody() throws {
        let server = try HostileServer { connection, _ in
            connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
            connection.sendEndlessly([UInt8](repeating: 0x41, count: 1000))
        }
        let session = HTTPSession(bounds())
        let failure = try #require(session.fetch(HTTPRequest(server.url(), byteLimit: 50_000)).failure)
        #expect(failure.fault == .bodyTooLong(limit: 50_000, announced: nil))
        #expect(failure.status == 200)
        #expect((50_000..<100_000).contains(session.receivedByteCount))
    }

    @Test("that announces too much is not read at all")
    func announcedTooMuch() throws {
        let server = try HostileServer { connection, _ in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
            connection.sendEndlessly([UInt8](repeating: 0x41, count: 1000))
        }
        let session = HTTPSession(bounds())
        let failure = session.fetch(HTTPRequest(server.url(), byteLimit: 50_000)).failure
        #expect(failure?.fault == .bodyTooLong(limit: 50_000, announced: 99_999_999_999))
        #expect(session.receivedByteCount < 1000)
    }

    @Test("that sends chunks without end is stopped, and packed ones are not unpacked")
    func endlessChunks() throws {
        let chunk = Array("400\r\n\(String(repeating: "x", count: 0x400))\r\n".utf8)
        #expect(
            try fault { connection, _ in
                connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                connection.sendEndlessly(chunk)
            } == .bodyTooLong(limit: 50_000, announced: nil))
        let bomb = gzipped([UInt8](repeating: 0, count: 8 << 20))
        let server = try HostileServer { connection, _ in
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nConnection: close\r\n\r\n")
            connection.send(bomb)
            connection.end()
        }
        let outcome = HTTPSession(bounds()).fetch(HTTPRequest(server.url(), byteLimit: 50_000))
        #expect(outcome.answer?.body == bomb)
    }

    @Test("that packs its answer unasked is not unpacked")
    func gzipBomb() throws {
        let bomb = gzipped([UInt8](repeating: 0, count: 8 << 20))
        let server = try HostileServer { connection, _ in
            connection.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n")
            connection.send(bomb)
        }
        let answer = HTTPSession(bounds()).fetch(HTTPRequest(server.url(), byteLimit: 50_000)).answer
        #expect(answer?.body == bomb)
        #expect(answer?.headers["content-encoding"] == "gzip")
    }

    @Test("whose head has no end is stopped, in lines or in one", arguments: ["x: y\r\n", "z"])
    func endlessHead(_ part: String) throws {
        let bytes = Array(String(repeating: part, count: 500).utf8)
        #expect(
            try fault { connection, _ in
                connection.send("HTTP/1.1 200 OK\r\nX: ")
                connection.sendEndlessly(bytes)
            } == .headersTooLong(limit: 64 << 10))
    }

    @Test("that answers 100 without end is stopped")
    func endlessInterim() throws {
        #expect(
            try fault { connection, _ in
                connection.sendEndlessly(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
            } == .headersTooLong(limit: 64 << 10))
    }

    @Test("that sends a byte at a time is too slow, in its head or its body", arguments: ["", "\r\n"])
    func oneByteAtATime(_ end: String) throws {
        #expect(
            try fault { connection, _ in
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nX: y\(end)")
                if !end.isEmpty { connection.send(end) }
                connection.drip(milliseconds: 100)
            } == .tooSlow(bytesPerSecond: 512, seconds: 2))
    }

    @Test("that takes the request and says nothing is not waited for")
    func silence() throws {
        #expect(try fault { connection, _ in connection.waitForClient() } == .timeout(.waiting, seconds: 2))
    }

    @Test("that is just fast enough has no more than the time of a request")
    func deadline() throws {
        var bounds = bounds()
        bounds.slowBytesPerSecond = 1
        bounds.requestSeconds = 1.5
        #expect(
            try fault(bounds) { connection, _ in
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
                connection.drip(milliseconds: 50)
            }.map { if case .timeout(.receiving, _) = $0 { true } else { false } } == true)
    }

    @Test("that never makes the handshake is not waited for")
    func slowHandshake() throws {
        let server = try HostileServer { connection, _ in connection.waitForClient() }
        let outcome = HTTPSession(bounds()).fetch(HTTPRequest(server.url(scheme: "https")))
        #expect(outcome.fault == .timeout(.handshaking, seconds: 1))
        #expect(server.connectionCount == 1)
    }

    @Test("that ends in the middle of its answer is told from one that is whole")
    func cutShort() throws {
        #expect(
            try fault { connection, _ in
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc")
                connection.end()
            } == .cutShort(received: 3, announced: 1000))
        #expect(
            try fault { connection, _ in
                connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\nabc")
                connection.end()
            } == .cutShort(received: 3, announced: nil))
    }

    @Test("that sends more than it announced has sent what it announced")
    func tooShortLength() throws {
        let server = try HostileServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")
        let outcome = HTTPSession(bounds()).fetch(HTTPRequest(server.url()))
        #expect(outcome.answer?.body == Array("abc".utf8))
    }

    @Test(
        "that speaks no HTTP is told",
        arguments: [
            "SSH-2.0-x\r\n", "<html>\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx", "HTTP/9.9 200 OK\r\n\r\n",
        ])
    func noHTTP(_ text: String) throws {
        let server = try HostileServer.saying(text)
        let fault = HTTPSession(bounds()).fetch(HTTPRequest(server.url())).fault
        #expect(
            fault.map { if case .malformedAnswer = $0 { true } else { false } } == true, "\(String(describing: fault))")
    }

    @Test("that hangs up at once, or where nothing listens, is told")
    func noAnswer() throws {
        let hangingUp = try HostileServer { connection, _ in connection.end() }
        let fault = HTTPSession(bounds()).fetch(HTTPRequest(hangingUp.url())).fault
        #expect(fault.map { if case .connection = $0 { true } else { false } } == true)
        let port = try freePort()
        #expect(HTTPSession(bounds()).fetch(HTTPRequest("http://127.0.0.1:\(port)/")).fault == .connectionRefused)
    }
}

@Suite("The budget of a session") struct HTTPBudgetTests {
    @Test("of requests ends it")
    func requests() throws {
        let server = try HostileServer { connection, _ in connection.answer("x") }
        var bounds = testBounds()
        bounds.requestLimit = 3
        let session = HTTPSession(bounds)
        for _ in 0..<3 { #expect(session.fetch(HTTPRequest(server.url())).answer != nil) }
        #expect(session.fetch(HTTPRequest(server.url())).fault == .requestsSpent(limit: 3))
        #expect(server.requests.count == 3)
    }

    @Test("of bytes ends it, in the middle of an answer too")
    func bytes() throws {
        let server = try HostileServer { connection, _ in connection.answer(String(repeating: "x", count: 4000)) }
        var bounds = testBounds()
        bounds.byteLimit = 10_000
        let session = HTTPSession(bounds)
        let outcomes = (0..<4).map { _ in session.fetch(HTTPRequest(server.url())) }
        #expect(outcomes.prefix(2).allSatisfy { $0.answer != nil })
        #expect(outcomes.suffix(2).map(\.fault) == [.bytesSpent(limit: 10_000), .bytesSpent(limit: 10_000)])
        #expect(server.requests.count == 3)
    }

    @Test("of time ends it")
    func time() throws {
        let server = try HostileServer { connection, _ in connection.waitForClient() }
        var bounds = testBounds()
        bounds.totalSeconds = 0.5
        let session = HTTPSession(bounds)
        #expect(session.fetch(HTTPRequest(server.url())).fault == .timeSpent(seconds: 0.5))
        #expect(session.fetch(HTTPRequest(server.url())).fault == .timeSpent(seconds: 0.5))
        #expect(server.connectionCount == 1)
    }

    @Test("is not waited for once it is interrupted")
    func interruption() throws {
        let server = try HostileServer { connection, _ in connection.waitForClient() }
        var bounds = testBounds()
        bounds.isInterrupted = { server.requests.count > 0 }
        #expect(HTTPSession(bounds).fetch(HTTPRequest(server.url())).fault == .interrupted)
    }
}
