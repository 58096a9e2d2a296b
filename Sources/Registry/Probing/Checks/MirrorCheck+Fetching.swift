import MirrorRegistry

/// How a request of a check ended.
enum Fetched {
    case answered(HTTPAnswer)
    case failed(HTTPFailure)
    /// It was not made, or not made to its end, because of the bounds of the whole check.
    case leftOut
}

/// The times and rates of the answers.
struct Measures {
    var firstByteSeconds: [Double] = []
    var requestSeconds: [Double] = []
    /// The largest body that came: its size and the seconds that it took.
    var largest: (url: String, byteCount: Int64, seconds: Double)?
}

extension MirrorCheck {
    /// After so many requests in a row without an answer a mirror is not asked any more: two of them may take 16 seconds.
    private static let silenceLimit = 2

    /// Asks for `url`; `what` says for whom, where the bounds leave it out.
    func fetch(
        _ url: String, for what: String, method: HTTPRequest.Method = .get, range: ClosedRange<Int64>? = nil,
        byteLimit: Int64 = 64 << 10, family: AddressFamily = .any
    ) -> Fetched {
        if stop != nil {
            leftOut.append(what)
            return .leftOut
        }
        let request = HTTPRequest(url, method: method, range: range, byteLimit: byteLimit, family: family)
        switch session.fetch(request) {
        case .answered(let answer):
            silentCount = 0
            measure(answer, url, isFirst: measures.requestSeconds.isEmpty)
            return .answered(answer)
        case .failed(let failure):
            if let answer = failure.refusal {
                silentCount = 0
                return .answered(answer)
            }
            return noteFailure(failure, what)
        }
    }

    func head(_ url: String, for what: String) -> Fetched { fetch(url, for: what, method: .head, byteLimit: .max) }

    var bytesLeft: Int64 { max(0, settings.http.byteLimit - session.receivedByteCount) }
    var requestsLeft: Int { max(0, settings.http.requestLimit - session.requestCount) }

    /// Gives another address its chance.
    func forgetSilence() {
        silentCount = 0
        if isSilent { stop = nil }
        isSilent = false
    }

    private func noteFailure(_ failure: HTTPFailure, _ what: String) -> Fetched {
        switch failure.fault {
        case .requestsSpent, .bytesSpent, .timeSpent, .interrupted:
            stop = failure.message
            leftOut.append(what)
            return .leftOut
        case .timeout, .tooSlow, .connectionRefused, .connection, .unreachable, .tls, .resolution, .cutShort:
            silentCount += 1
            if silentCount >= Self.silenceLimit {
                stop = "\(silentCount) requests in a row got no whole answer"
                isSilent = true
            }
        default: silentCount = 0
        }
        return .failed(failure)
    }

    /// The first request pays for the connection and says little about the others.
    private func measure(_ answer: HTTPAnswer, _ url: String, isFirst: Bool) {
        if !isFirst { measures.firstByteSeconds.append(answer.firstByteSeconds) }
        measures.requestSeconds.append(answer.seconds)
        let byteCount = Int64(answer.body.count)
        if byteCount > measures.largest?.byteCount ?? 0 {
            measures.largest = (url, byteCount, answer.bodySeconds)
        }
    }
}

extension HTTPAnswer {
    /// Of an answer to HEAD or GET, as far as it says one.
    var contentLength: Int64? { headers["Content-Length"].flatMap { Int64($0) } }

    /// 404 and 410, and 403 with which some servers answer for what is not there.
    var isAbsent: Bool { [403, 404, 410].contains(status) }

    /// Whether the body is a page for people in place of a file.
    var isWebPage: Bool {
        let start = String(decoding: body.prefix(512), as: UTF8.self).lowercased()
        let visible = start.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return ["<!doctype html", "<html", "<head", "<body"].contains { visible.hasPrefix($0) }
            || (body.isEmpty && headers["Content-Type"]?.lowercased().hasPrefix("text/html") == true)
    }

    /// Where it came from, as evidence.
    var origin: [Evidence] {
        var evidence = [Evidence("status", "\(status)"), Evidence("address", address)]
        if !redirects.isEmpty { evidence.append(Evidence("url", url)) }
        return evidence
    }
}

extension HTTPFailure {
    /// A page of an error that was too long to be read is an answer all the same.
    fileprivate var refusal: HTTPAnswer? {
        guard case .bodyTooLong = fault, let status, !(200..<300).contains(status) else { return nil }
        return unreadAnswer
    }

    /// The answer whose body was not read.
    var unreadAnswer: HTTPAnswer {
        HTTPAnswer(
            status: status ?? 0, headers: headers, body: [], url: url, redirects: redirects, address: address ?? "",
            httpVersion: "", firstByteSeconds: seconds, seconds: seconds, bodySeconds: 0,
            receivedByteCount: receivedByteCount, certificate: certificate)
    }

    var origin: [Evidence] {
        var evidence = [Evidence("failure", message)]
        if let status { evidence.append(Evidence("status", "\(status)")) }
        if let address { evidence.append(Evidence("address", address)) }
        if !redirects.isEmpty { evidence.append(Evidence("url", url)) }
        evidence.append(Evidence("seconds", secondsText(seconds)))
        return evidence
    }
}
