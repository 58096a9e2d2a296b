/// How a request ended.
package enum HTTPOutcome: Sendable, Hashable {
    /// With an answer of whatever status.
    case answered(HTTPAnswer)
    case failed(HTTPFailure)
}

/// What a server answered.
package struct HTTPAnswer: Sendable, Hashable {
    package var status: Int
    package var headers: HTTPHeaders
    /// As it was sent: no Content-Encoding is undone.
    package var body: [UInt8]
    /// Where the answer came from, after redirects.
    package var url: String
    /// The targets of the redirects that were followed, in their order; the last is `url`.
    package var redirects: [String]
    /// The address that was connected to.
    package var address: String
    /// 1.0, 1.1 or 2.
    package var httpVersion: String
    /// From the start of the last request to the first byte of its answer; a new connection and its handshake count.
    package var firstByteSeconds: Double
    /// Of all of it, look-ups and redirects included.
    package var seconds: Double
    /// Of the last request alone, from the first byte of its answer to the last.
    package var bodySeconds: Double
    /// Bodies and headers, those of redirects included.
    package var receivedByteCount: Int64
    /// nil for http.
    package var certificate: PeerCertificate?
}

/// Why a request ended without an answer, with what was known by then.
package struct HTTPFailure: Error, Sendable, Hashable {
    package var fault: HTTPFault
    /// The address that was asked when it happened: that of the request or of a redirect.
    package var url: String
    /// The targets of the redirects that were followed.
    package var redirects: [String]
    /// The address that was connected to, where one was.
    package var address: String?
    /// Of an answer that began.
    package var status: Int?
    package var headers: HTTPHeaders
    package var seconds: Double
    package var receivedByteCount: Int64
    /// Of the TLS handshake, also where it failed.
    package var certificate: PeerCertificate?

    /// What went wrong, in one line without a full stop. It may quote the server, so it is escaped wherever it is shown.
    package var message: String { fault.message }
}
