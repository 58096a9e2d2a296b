import CCurl
import Glibc

/// What libcurl's callbacks see and note while one request is made. One thread uses it.
final class HTTPExchange {
    var sockets: SocketGuard
    var reception: HTTPReception
    let isInterrupted: @Sendable () -> Bool

    init(
        _ sockets: SocketGuard, _ reception: HTTPReception, isInterrupted: @escaping @Sendable () -> Bool
    ) {
        self.sockets = sockets
        self.reception = reception
        self.isInterrupted = isInterrupted
    }

    fileprivate static func at(_ pointer: UnsafeMutableRawPointer?) -> HTTPExchange? {
        pointer.map { Unmanaged<HTTPExchange>.fromOpaque($0).takeUnretainedValue() }
    }
}

// Functions that libcurl calls. Each is given the exchange, which lives until the request has ended.

/// Makes the socket itself, so that none comes to be for an address that is refused.
func openSocket(
    _ context: UnsafeMutableRawPointer?, _: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let exchange = HTTPExchange.at(context), let address, let socketAddress = mw_socket_address(address) else {
        return -1
    }
    guard exchange.sockets.allows(ipAddress(socketAddress)) else { return -1 }
    let wish = address.pointee
    return socket(wish.family, wish.socktype | Int32(SOCK_CLOEXEC.rawValue), wish.`protocol`)
}

func takeHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return HTTPExchange.at(context)?.reception.takeHeader(line) == true ? line.count : -1
}

func takeBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return HTTPExchange.at(context)?.reception.takeBody(part) == true ? part.count : -1
}

func lookForInterruption(
    _ context: UnsafeMutableRawPointer?, _: curl_off_t, _: curl_off_t, _: curl_off_t, _: curl_off_t
) -> Int32 {
    HTTPExchange.at(context)?.isInterrupted() == true ? 1 : 0
}
