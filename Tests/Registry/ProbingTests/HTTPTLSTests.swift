import MirrorRegistry
import Probing
import TestSupport
import Testing
import Timekeeping

@Suite("A certificate") final class HTTPTLSTests {
    private let authority: TestAuthority

    init() throws { authority = try TestAuthority() }

    private func fetch(_ certificate: TestCertificate, trusting authorities: String?) throws -> HTTPOutcome {
        let server = try HostileServer(certificate: certificate) { connection, _ in connection.answer("secret") }
        let outcome = HTTPSession(testBounds(authorities: authorities)).fetch(
            HTTPRequest(server.url(scheme: "https", host: "mirror.example.org")))
        // A request must not be made over a connection that is not trusted.
        if outcome.answer == nil { #expect(server.requests == []) }
        return outcome
    }

    @Test("that is trusted comes with the answer")
    func valid() throws {
        let certificate = try authority.certificate(for: "mirror.example.org", days: 10)
        let answer = try #require(try fetch(certificate, trusting: authority.path).answer)
        #expect(answer.body == Array("secret".utf8))
        let seen = try #require(answer.certificate)
        #expect(seen.subject == "CN = mirror.example.org")
        #expect(seen.issuer == "CN = Test authority")
        #expect(seen.names == ["DNS:mirror.example.org"])
        let expected = try runSuccessfully(
            "sh",
            [
                "-c",
                "openssl x509 -in '\(certificate.path)' -noout -pubkey | openssl pkey -pubin -outform DER | sha256sum",
            ]
        ).output.prefix(64)
        #expect(seen.publicKeyDigest == expected)
        let ends = try runSuccessfully(
            "sh",
            ["-c", "date -d \"$(openssl x509 -in '\(certificate.path)' -noout -enddate | cut -d= -f2)\" +%s"]
        ).output
        #expect((seen.expires?.secondsSinceEpoch).map { "\($0)\n" } == ends)
    }

    @Test("that is known comes with later answers over the same connection")
    func reused() throws {
        let server = try HostileServer(certificate: try authority.certificate(for: "mirror.example.org")) {
            connection, _ in
            connection.answer("x")
        }
        let session = HTTPSession(testBounds(authorities: authority.path))
        let request = HTTPRequest(server.url(scheme: "https", host: "mirror.example.org"))
        let answers = (0..<3).map { _ in session.fetch(request).answer }
        #expect(answers.allSatisfy { $0?.certificate?.subject == "CN = mirror.example.org" })
        #expect(server.connectionCount == 1)
    }

    @Test("that has ended is named so, with its facts")
    func expired() throws {
        let failure = try #require(
            try fetch(authority.certificate(for: "mirror.example.org", days: -1), trusting: authority.path).failure)
        #expect(failure.fault == .tls(TLSFailure(.expired, reason: "certificate has expired")))
        #expect(failure.certificate?.subject == "CN = mirror.example.org")
        #expect(failure.certificate?.expires != nil)
        #expect(failure.address == "127.0.0.1")
    }

    @Test("that nobody else signed is named so")
    func selfSigned() throws {
        let failure = try fetch(authority.selfSigned(for: "mirror.example.org"), trusting: authority.path).failure
        #expect(failure?.fault == .tls(TLSFailure(.selfSigned, reason: "self-signed certificate")))
        #expect(failure?.certificate?.issuer == "CN = mirror.example.org")
    }

    @Test("for another name is named so, with the names that it is for")
    func otherName() throws {
        let failure = try fetch(authority.certificate(for: "other.example.org"), trusting: authority.path).failure
        guard case .tls(let tls) = failure?.fault else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(tls.kind == .otherName)
        #expect(tls.reason.contains("mirror.example.org"))
        #expect(failure?.certificate?.names == ["DNS:other.example.org"])
    }

    @Test("of an authority that only the test knows is trusted by nobody else")
    func unknownAuthority() throws {
        let failure = try fetch(authority.certificate(for: "mirror.example.org"), trusting: nil).failure
        guard case .tls(let tls) = failure?.fault else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(tls.kind == .unknownAuthority)
    }

    @Test("is not looked for where the server speaks no TLS")
    func noTLS() throws {
        let server = try HostileServer.saying("HTTP/1.1 400 Bad Request\r\n\r\n")
        var bounds = testBounds()
        bounds.connectSeconds = 2
        let outcome = HTTPSession(bounds).fetch(HTTPRequest(server.url(scheme: "https")))
        // A server that waits for a request line never answers the handshake.
        #expect(outcome.fault == .timeout(.handshaking, seconds: 2))
    }

    @Test("does not make https lead to http")
    func downgrade() throws {
        let plain = try HostileServer { connection, _ in connection.answer("plain") }
        let server = try HostileServer(certificate: try authority.certificate(for: "mirror.example.org")) {
            connection, _ in
            connection.redirect(to: plain.url("/x"))
        }
        let session = HTTPSession(testBounds(authorities: authority.path))
        let outcome = session.fetch(HTTPRequest(server.url(scheme: "https", host: "mirror.example.org")))
        #expect(outcome.fault == .redirectToHTTP(target: plain.url("/x")))
        #expect(plain.connectionCount == 0)
    }

    @Test("is asked for where http leads to https")
    func upgrade() throws {
        let server = try HostileServer(certificate: try authority.certificate(for: "mirror.example.org")) {
            connection, _ in
            connection.answer("safe")
        }
        let target = server.url("/x", scheme: "https", host: "mirror.example.org")
        let plain = try HostileServer { connection, _ in connection.redirect(to: target) }
        let answer = HTTPSession(testBounds(authorities: authority.path)).fetch(HTTPRequest(plain.url())).answer
        #expect(answer?.body == Array("safe".utf8))
        #expect(answer?.certificate != nil)
    }
}
