package import MirrorRegistry

/// The requests to one mirror: one after the other, over as few connections as can be, within one budget.
///
/// One thread uses it. It looks up names, judges every address and follows redirects itself; libcurl only moves bytes.
package final class HTTPSession {
    private let settings: HTTPSettings
    private let hosts: HostBook
    private let deadline: ContinuousClock.Instant
    private var connections = HTTPConnections()

    package init(_ settings: HTTPSettings) {
        self.settings = settings
        hosts = HostBook(settings)
        deadline = .now + .seconds(settings.totalSeconds)
    }

    /// Requests made so far, redirects included.
    package private(set) var requestCount = 0
    /// Bytes of bodies and headers received so far.
    package private(set) var receivedByteCount: Int64 = 0

    /// All addresses of a host, judged; a failure when one of them may not be contacted. The look-up is made once in a session.
    package func addresses(of host: String) -> Result<[IPAddress], HTTPFault> {
        hosts.addresses(of: host, seconds: min(settings.resolveSeconds, max(0, secondsUntil(deadline))))
    }

    /// Ends every connection, so that another program may make one to the same host; the next request makes its own.
    package func closeConnections() { connections = HTTPConnections() }

    /// Asks and waits for the answer, over however many redirects.
    package func fetch(_ request: HTTPRequest) -> HTTPOutcome {
        var journey = Journey(settings)
        do throws(HTTPFault) {
            var target = try HTTPTarget(request.url)
            journey.visited = [target]
            while true {
                try judge(target)
                let reception = try ask(request, target, &journey)
                guard let location = reception.redirect else { return .answered(journey.answer(reception, target)) }
                target = try journey.follow(location, from: target, limit: settings.redirectLimit)
            }
        } catch {
            return .failed(journey.failure(error, request))
        }
    }

    private func judge(_ target: HTTPTarget) throws(HTTPFault) {
        if let fault = target.origin.refusal(settings.allowance) { throw .url(target.text, fault) }
    }

    /// One request and its answer, which may be a redirect.
    private func ask(
        _ request: HTTPRequest, _ target: HTTPTarget, _ journey: inout Journey
    ) throws(HTTPFault) -> HTTPReception {
        try checkBudget()
        let all = try addresses(of: target.origin.host).get()
        let pins = all.filter(request.family.includes)
        guard !pins.isEmpty else { throw .noAddress(host: target.origin.host, request.family) }
        let ends = min(journey.deadline, deadline)
        guard secondsUntil(ends) > 0 else { throw outOfTime(journey.deadline) }
        requestCount += 1
        return try perform(request, target, pins, &journey, seconds: secondsUntil(ends))
    }

    private func perform(
        _ request: HTTPRequest, _ target: HTTPTarget, _ pins: [IPAddress], _ journey: inout Journey, seconds: Double
    ) throws(HTTPFault) -> HTTPReception {
        let exchange = HTTPExchange(
            SocketGuard(host: target.origin.host, judge: hosts.judge, addresses: pins),
            HTTPReception(
                bodyLimit: request.byteLimit, headerLimit: settings.headerLimit,
                byteLimit: settings.byteLimit - receivedByteCount),
            isInterrupted: settings.isInterrupted)
        guard let connection = connections.take(.init(origin: target.origin, family: request.family)) else {
            throw .system(reason: "libcurl cannot be used")
        }
        let options = HTTPOptions(request, target, pins, settings, seconds: seconds)
        let result = connection.perform(options, exchange)
        receivedByteCount += exchange.reception.receivedByteCount
        journey.note(result, exchange)
        if let fault = HTTPFault(result, exchange, settings, seconds: seconds) {
            if case .timeout = fault, secondsUntil(deadline) < Self.clockTolerance { throw outOfTime(journey.deadline) }
            throw fault
        }
        return exchange.reception
    }

    /// In seconds: libcurl counts milliseconds and may end one early.
    private static let clockTolerance = 0.01

    private func checkBudget() throws(HTTPFault) {
        if settings.isInterrupted() { throw .interrupted }
        if secondsUntil(deadline) <= 0 { throw .timeSpent(seconds: settings.totalSeconds) }
        if requestCount >= settings.requestLimit { throw .requestsSpent(limit: settings.requestLimit) }
        if receivedByteCount >= settings.byteLimit { throw .bytesSpent(limit: settings.byteLimit) }
    }

    private func outOfTime(_ requestDeadline: ContinuousClock.Instant) -> HTTPFault {
        requestDeadline < deadline
            ? .timeout(.waiting, seconds: settings.requestSeconds) : .timeSpent(seconds: settings.totalSeconds)
    }
}

/// Negative when it has passed.
func secondsUntil(_ instant: ContinuousClock.Instant) -> Double {
    (instant - .now) / .seconds(1)
}
