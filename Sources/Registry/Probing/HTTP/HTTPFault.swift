package import MirrorRegistry

/// Why a request ended without an answer.
package enum HTTPFault: Error, Sendable, Hashable {
    /// What a request was doing when its time ran out.
    package enum Stage: String, Sendable, Hashable {
        case connecting, handshaking, waiting, receiving
    }

    /// The address, or the target of a redirect, is none, or not one that may be contacted.
    case url(String, MirrorURLFault)
    /// It is neither http nor https, or holds what no request line may.
    case unusableURL(String)
    /// The host leads to an address that is not public; `host` is as in the URL.
    case refusedAddress(host: String, address: String, AddressRefusal)
    /// The host leads to this very machine.
    case ownAddress(host: String, address: String)
    /// When the connection was made, the host led to an address that was not judged before.
    case changedAddress(host: String, address: String)
    case resolution(host: String, ResolutionFailure)
    /// The host has addresses, but none of the family that was asked for.
    case noAddress(host: String, AddressFamily)
    /// This machine has no way to addresses of that kind, or none to this one.
    case unreachable(reason: String)
    case connectionRefused
    /// Any other failure of the connection before an answer.
    case connection(reason: String)
    case tls(TLSFailure)
    case redirectToHTTP(target: String)
    case redirectLoop(target: String)
    case tooManyRedirects(limit: Int)
    case timeout(Stage, seconds: Double)
    /// Fewer bytes a second than the settings allow.
    case tooSlow(bytesPerSecond: Int, seconds: Int)
    /// The body is longer than the request allows; `announced` is its Content-Length.
    case bodyTooLong(limit: Int64, announced: Int64?)
    case headersTooLong(limit: Int)
    /// The connection ended before the answer did.
    case cutShort(received: Int64, announced: Int64?)
    /// What came is no HTTP. The reason is libcurl's.
    case malformedAnswer(reason: String)
    /// The session may not make another request.
    case requestsSpent(limit: Int)
    case bytesSpent(limit: Int64)
    case timeSpent(seconds: Double)
    case interrupted
    /// Something failed on this side.
    case system(reason: String)
}

extension HTTPFault {
    package var message: String {
        switch self {
        case .url(let text, let fault): "\(text): \(fault.message)"
        case .unusableURL(let text): "\(text): no address that could be asked over HTTP"
        case .refusedAddress(let host, let address, let refusal): "\(host) leads to \(address): \(refusal.message)"
        case .ownAddress(let host, let address): "\(host) leads to \(address), which is this machine"
        case .changedAddress(let host, let address): "\(host) led to \(address) the second time, which was not judged"
        case .resolution(let host, let failure): "\(host): \(failure.message)"
        case .noAddress(let host, let family): "\(host) has no \(family == .ipv6 ? "IPv6" : "IPv4") address"
        case .unreachable(let reason): "the address cannot be reached from here: \(reason)"
        case .connectionRefused: "the connection was refused"
        case .connection(let reason): "no connection: \(reason)"
        case .tls(let failure): "TLS: \(failure.reason)"
        case .redirectToHTTP(let target): "redirected from https to http: \(target)"
        case .redirectLoop(let target): "redirected in a circle: \(target)"
        case .tooManyRedirects(let limit): "redirected more than \(limit) times"
        case .timeout(let stage, let seconds): "\(stage.missing) within \(secondsText(seconds))"
        case .tooSlow(let rate, let seconds): "less than \(rate) bytes a second for \(seconds) s"
        case .bodyTooLong(let limit, let announced):
            "more than \(limit) bytes" + (announced.map { ": \($0) announced" } ?? "")
        case .headersTooLong(let limit): "more than \(limit) bytes of headers"
        case .cutShort(let received, let announced):
            "the connection ended after \(received)" + (announced.map { " of \($0)" } ?? "") + " bytes"
        case .malformedAnswer(let reason): "no answer in HTTP: \(reason)"
        case .requestsSpent(let limit): "the mirror was asked \(limit) times, which is the limit"
        case .bytesSpent(let limit): "the mirror sent \(limit) bytes, which is the limit"
        case .timeSpent(let seconds): "the mirror took \(secondsText(seconds)), which is the limit"
        case .interrupted: "interrupted"
        case .system(let reason): "failed on this machine: \(reason)"
        }
    }
}

extension HTTPFault.Stage {
    /// What did not come.
    fileprivate var missing: String {
        switch self {
        case .connecting: "no connection"
        case .handshaking: "no end of the TLS handshake"
        case .waiting: "no answer"
        case .receiving: "no end of the answer"
        }
    }
}

/// `seconds` with one decimal, as `20 s` or `1.5 s`.
func secondsText(_ seconds: Double) -> String {
    let tenths = Int64(max(0, min(seconds * 10, 1e15)).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
}
