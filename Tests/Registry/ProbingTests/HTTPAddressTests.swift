import CCurl
import MirrorRegistry
import Synchronization
import TestSupport
import Testing

@testable import Probing

/// A server that is never to be contacted listens on the forbidden address: the test says so of its count.
@Suite("An address that may not be contacted") struct HTTPAddressTests {
    private let bounds = testBounds(allowing: ["127.0.0.2/32"], names: ["mirror.example.org": ["127.0.0.2"]])

    @Test("is found by the canary when it is allowed, so that the other tests can fail")
    func canarySings() throws {
        let canary = try HostileServer { connection, _ in connection.answer("caught") }
        let server = try HostileServer(at: "127.0.0.2") { connection, _ in connection.redirect(to: canary.url("/x")) }
        let answer = HTTPSession(testBounds(allowing: ["127.0.0.0/8"])).fetch(HTTPRequest(server.url())).answer
        #expect(answer?.body == Array("caught".utf8))
        #expect(answer?.redirects == [canary.url("/x")])
        #expect(canary.connectionCount == 1)
    }

    @Test(
        "is refused as the target of a redirect",
        arguments: [
            "http://127.0.0.1:PORT/", "http://[::1]:PORT/", "http://[::ffff:127.0.0.1]:PORT/", "//127.0.0.1:PORT/",
            "http://localhost:PORT/", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:10.0.0.1]/",
            "http://[::ffff:a00:1]/", "http://2130706433:PORT/", "http://0x7f000001:PORT/", "http://0177.0.0.1:PORT/",
            "http://127.1:PORT/", "http://0.0.0.0:PORT/", "http://[::]:PORT/", "http://user:secret@127.0.0.1:PORT/",
            "http://mirror.example.org@127.0.0.1:PORT/", "http://127.0.0.1:PORT\\@mirror.example.org/",
            "http://[64:ff9b::7f00:1]:PORT/", "http://[2002:7f00:1::]:PORT/", "http://127.0.0.1%00.example.org:PORT/",
            "file:///etc/passwd", "ftp://127.0.0.1:PORT/", "gopher://127.0.0.1:PORT/", "rsync://127.0.0.1:PORT/x/",
        ])
    func redirects(_ target: String) throws {
        let canary = try HostileServer { connection, _ in connection.answer("caught") }
        let other = try HostileServer(at: "::1", port: canary.port) { connection, _ in connection.answer("caught") }
        let target = target.replacing("PORT", with: "\(canary.port)")
        let server = try HostileServer(at: "127.0.0.2") { connection, _ in connection.redirect(to: target) }
        let failure = try #require(
            HTTPSession(bounds).fetch(HTTPRequest(server.url(host: "mirror.example.org"))).failure)
        switch failure.fault {
        case .url, .unusableURL, .refusedAddress: break
        default: Issue.record("\(failure.fault)")
        }
        #expect(!failure.message.isEmpty)
        #expect((canary.connectionCount, other.connectionCount, server.connectionCount) == (0, 0, 1))
    }

    @Test(
        "is refused as the address of the request", arguments: ["127.0.0.1", "[::1]", "localhost", "169.254.169.254"])
    func requests(_ host: String) throws {
        let canary = try HostileServer { connection, _ in connection.answer("caught") }
        #expect(HTTPSession(bounds).fetch(HTTPRequest("http://\(host):\(canary.port)/")).failure != nil)
        #expect(canary.connectionCount == 0)
    }

    @Test(
        "is refused when a name leads to it, beside a public one too",
        arguments: [["127.0.0.1"], ["127.0.0.2", "127.0.0.1"]])
    func names(_ addresses: [String]) throws {
        let canary = try HostileServer { connection, _ in connection.answer("caught") }
        let good = try HostileServer(at: "127.0.0.2", port: canary.port) { connection, _ in connection.answer("good") }
        let bounds = testBounds(allowing: ["127.0.0.2/32"], names: ["mirror.example.org": addresses])
        let fault = HTTPSession(bounds).fetch(HTTPRequest(canary.url(host: "mirror.example.org"))).fault
        guard case .refusedAddress("mirror.example.org", "127.0.0.1", _) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect((canary.connectionCount, good.connectionCount) == (0, 0))
    }

    @Test("is not contacted by a name that leads elsewhere the second time")
    func changingName() throws {
        let canary = try HostileServer { connection, _ in connection.answer("caught") }
        let good = try HostileServer(at: "127.0.0.2", port: canary.port) { connection, _ in
            connection.answer("good", fields: "Connection: close\r\n")
        }
        let asked = Mutex(0)
        var bounds = bounds
        bounds.resolver = { _, _ in
            let count = asked.withLock { count in
                count += 1
                return count
            }
            return .success([count == 1 ? "127.0.0.2" : "127.0.0.1"].compactMap { IPAddress($0) })
        }
        let session = HTTPSession(bounds)
        let request = HTTPRequest(canary.url(host: "mirror.example.org"))
        for _ in 0..<3 { #expect(session.fetch(request).answer?.body == Array("good".utf8)) }
        // A session of its own looks up again, and judges again.
        guard case .refusedAddress(_, "127.0.0.1", _) = HTTPSession(bounds).fetch(request).fault else {
            // The resolver counts on: it was asked once by the first session.
            Issue.record("the second answer of the resolver was taken")
            return
        }
        #expect((canary.connectionCount, good.connectionCount, asked.withLock { $0 }) == (0, 3, 2))
    }

    @Test("is not contacted when libcurl looks up the name by itself")
    func socketGuard() throws {
        let canary = try HostileServer { connection, _ in connection.answer("caught") }
        // Without the pin libcurl asks the system, for which localhost is 127.0.0.1.
        let judge = AddressJudge(testBounds(allowing: ["127.0.0.0/8", "::1/128"]))
        let target = try HTTPTarget("http://localhost:\(canary.port)/")
        let request = HTTPRequest(target.text)
        for (addresses, isAllowed) in [(["127.0.0.2"], false), (["127.0.0.1", "::1"], true)] {
            let exchange = HTTPExchange(
                SocketGuard(host: "localhost", judge: judge, addresses: addresses.compactMap { IPAddress($0) }),
                HTTPReception(bodyLimit: 1000, headerLimit: 1000, byteLimit: 1000), isInterrupted: { false })
            let connection = try #require(HTTPConnection(.init(origin: target.origin, family: .any)))
            let result = connection.perform(HTTPOptions(request, target, [], bounds, seconds: 5), exchange)
            let fault = HTTPFault(result, exchange, bounds, seconds: 5)
            if isAllowed {
                #expect(fault == nil)
                #expect(canary.connectionCount == 1)
            } else {
                guard case .changedAddress("localhost", _) = fault else {
                    Issue.record("\(String(describing: fault))")
                    continue
                }
                #expect(canary.connectionCount == 0)
            }
        }
    }

    @Test("is not contacted when the judgement at the socket differs from that of the look-up")
    func judgedTwice() throws {
        let canary = try HostileServer { connection, _ in connection.answer("caught") }
        let target = try HTTPTarget(canary.url(host: "mirror.example.org"))
        let address = try #require(IPAddress("127.0.0.1"))
        let exchange = HTTPExchange(
            SocketGuard(host: target.origin.host, judge: AddressJudge(bounds), addresses: [address]),
            HTTPReception(bodyLimit: 1000, headerLimit: 1000, byteLimit: 1000), isInterrupted: { false })
        let connection = try #require(HTTPConnection(.init(origin: target.origin, family: .any)))
        let options = HTTPOptions(HTTPRequest(target.text), target, [address], bounds, seconds: 5)
        let fault = HTTPFault(connection.perform(options, exchange), exchange, bounds, seconds: 5)
        guard case .refusedAddress("mirror.example.org", "127.0.0.1", _) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(canary.connectionCount == 0)
    }

    @Test("is this machine's own, though it is public, unless it is allowed by name")
    func ownAddress() throws {
        var bounds = testBounds(allowing: [], names: ["mirror.example.org": ["198.51.101.7"]])
        bounds.ownAddresses = ["198.51.101.7"].compactMap { IPAddress($0) }
        let fault = HTTPSession(bounds).fetch(HTTPRequest("http://mirror.example.org/")).fault
        #expect(fault == .ownAddress(host: "mirror.example.org", address: "198.51.101.7"))
        #expect(machineAddresses().contains { $0.text == "127.0.0.1" })
        bounds.allowance.networks = ["198.51.101.0/24"].compactMap { IPNetwork($0) }
        #expect(throws: Never.self) {
            _ = try HTTPSession(bounds).addresses(of: "mirror.example.org").get()
        }
    }

    @Test("is no proxy of the environment either")
    func proxy() throws {
        // The environment itself is shared by all tests, whose threads read it.
        let target = try HTTPTarget("http://mirror.example.org/")
        let options = HTTPOptions(HTTPRequest(target.text), target, [], bounds, seconds: 1)
        #expect(options.texts.contains { $0.0 == CURLOPT_PROXY && $0.1 == "" })
        #expect(options.texts.contains { $0.0 == CURLOPT_NOPROXY && $0.1 == "*" })
        #expect(options.texts.contains { $0.0 == CURLOPT_PROTOCOLS_STR && $0.1 == "http,https" })
        #expect(options.numbers.contains { $0.0 == CURLOPT_FOLLOWLOCATION && $0.1 == 0 })
    }
}

@Suite("Redirects") struct HTTPRedirectTests {
    @Test("are followed to their end, with each target noted", arguments: [301, 302, 303, 307, 308])
    func followed(_ status: Int) throws {
        let server = try HostileServer { connection, request in
            switch request.split(separator: " ").dropFirst().first {
            case "/a/b": connection.redirect(to: "../c?d=e", status: "\(status) Moved")
            case "/c?d=e": connection.redirect(to: "?f", status: "\(status) Moved")
            default: connection.answer("end")
            }
        }
        let answer = try #require(HTTPSession(testBounds()).fetch(HTTPRequest(server.url("/a/b"))).answer)
        #expect(answer.body == Array("end".utf8))
        #expect(answer.redirects == [server.url("/c?d=e"), server.url("/c?f")])
        #expect(answer.url == server.url("/c?f"))
        #expect(server.connectionCount == 1)
    }

    @Test("in a circle end at the first target that was seen before")
    func circle() throws {
        let server = try HostileServer { connection, request in
            connection.redirect(to: request.contains(" /a ") ? "/b" : "/a")
        }
        let failure = HTTPSession(testBounds()).fetch(HTTPRequest(server.url("/a"))).failure
        #expect(failure?.fault == .redirectLoop(target: server.url("/a")))
        #expect(failure?.redirects == [server.url("/b")])
        #expect(server.requests.count == 2)
    }

    @Test("without end are followed five times")
    func endless() throws {
        let long = try HostileServer { connection, request in
            let path = request.split(separator: " ").dropFirst().first ?? "/"
            connection.redirect(to: "\(path)x")
        }
        let outcome = HTTPSession(testBounds()).fetch(HTTPRequest(long.url("/")))
        #expect(outcome.fault == .tooManyRedirects(limit: 5))
        #expect(long.requests.count == 6)
    }

    @Test("with a body without end are followed and the body is not read")
    func endlessBody() throws {
        let server = try HostileServer { connection, request in
            if request.contains(" /a ") {
                connection.send("HTTP/1.1 302 Found\r\nLocation: /b\r\nConnection: close\r\n\r\n")
                connection.sendEndlessly([UInt8](repeating: 0x41, count: 1000))
            } else {
                connection.answer("end")
            }
        }
        let session = HTTPSession(testBounds())
        #expect(session.fetch(HTTPRequest(server.url("/a"))).answer?.body == Array("end".utf8))
        #expect(session.receivedByteCount < 64 << 10)
    }

    @Test("without a target are answers as they stand")
    func noTarget() throws {
        let server = try HostileServer { connection, _ in connection.answer(status: "302 Found") }
        #expect(HTTPSession(testBounds()).fetch(HTTPRequest(server.url())).answer?.status == 302)
    }
}
