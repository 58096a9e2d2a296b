import MirrorRegistry

/// What is noted of one request on its way over redirects.
struct Journey {
    let deadline: ContinuousClock.Instant
    /// The targets so far; the first is that of the request.
    var visited: [HTTPTarget] = []
    private let start = ContinuousClock.now
    private var receivedByteCount: Int64 = 0
    private var last: (result: HTTPConnection.Result, reception: HTTPReception)?

    init(_ settings: HTTPSettings) {
        deadline = start + .seconds(settings.requestSeconds)
    }

    mutating func note(_ result: HTTPConnection.Result, _ exchange: HTTPExchange) {
        receivedByteCount += exchange.reception.receivedByteCount
        last = (result, exchange.reception)
    }

    /// The target of a redirect, when it may be followed.
    mutating func follow(_ location: String, from target: HTTPTarget, limit: Int) throws(HTTPFault) -> HTTPTarget {
        let next = try target.following(location)
        if target.origin.scheme == .https, next.origin.scheme != .https { throw .redirectToHTTP(target: next.text) }
        if visited.contains(next) { throw .redirectLoop(target: next.text) }
        if visited.count > limit { throw .tooManyRedirects(limit: limit) }
        visited.append(next)
        // What was noted was of the answer before.
        last = nil
        return next
    }

    func answer(_ reception: HTTPReception, _ target: HTTPTarget) -> HTTPAnswer {
        let result = last?.result
        return HTTPAnswer(
            status: reception.status ?? 0, headers: reception.headers, body: reception.body, url: target.text,
            redirects: visited.dropFirst().map(\.text), address: result?.address ?? "",
            httpVersion: result?.httpVersion ?? "", firstByteSeconds: result?.firstByteSeconds ?? 0,
            seconds: -secondsUntil(start),
            bodySeconds: max(0, (result?.seconds ?? 0) - (result?.firstByteSeconds ?? 0)),
            receivedByteCount: receivedByteCount, certificate: result?.certificate)
    }

    func failure(_ fault: HTTPFault, _ request: HTTPRequest) -> HTTPFailure {
        let address = last?.result.address ?? ""
        return HTTPFailure(
            fault: fault, url: visited.last?.text ?? request.url, redirects: visited.dropFirst().map(\.text),
            address: address.isEmpty ? nil : address, status: last?.reception.status,
            headers: last?.reception.headers ?? HTTPHeaders(), seconds: -secondsUntil(start),
            receivedByteCount: receivedByteCount, certificate: last?.result.certificate)
    }
}
