import CCurl
import Glibc
import Posix

/// One connection of a hostile server. One thread uses it.
package final class HostileConnection {
    private let socket: Int32
    private let tls: TestTLS?
    private var received: [UInt8] = []
    private var isOver = false
    /// The lines of the request that is being answered.
    package private(set) var head = ""

    /// nil where the TLS handshake fails.
    init?(_ socket: Int32, _ certificate: TestCertificate?) {
        self.socket = socket
        if let certificate {
            guard let tls = TestTLS(socket, certificate) else { return nil }
            self.tls = tls
        } else {
            tls = nil
        }
    }

    /// The first line of the next request; nil when the client is gone or the script has ended the connection.
    func nextRequest() -> String? {
        let end = Array("\r\n\r\n".utf8)
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while !isOver {
            if let range = received.firstRange(of: end) {
                head = String(decoding: received[..<range.upperBound], as: UTF8.self)
                received.removeFirst(range.upperBound)
                return String(decoding: head.utf8.prefix { $0 != 0x0D }, as: UTF8.self)
            }
            let count = tls?.read(&chunk) ?? recv(socket, &chunk, chunk.count, 0)
            if count <= 0 { return nil }
            received += chunk[..<count]
        }
        return nil
    }

    /// - Returns: whether the client takes it.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty, !isOver {
            let count = Array(rest).withUnsafeBytes { buffer in
                tls?.write(buffer) ?? Glibc.send(socket, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { isOver = true } else { rest = rest.dropFirst(count) }
        }
        return !isOver
    }

    @discardableResult
    package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// A whole answer of that status; `fields` are further lines of its head, each with its end.
    @discardableResult
    package func answer(_ body: String = "", status: String = "200 OK", fields: String = "") -> Bool {
        send("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)")
    }

    @discardableResult
    package func redirect(to target: String, status: String = "302 Found") -> Bool {
        answer(status: status, fields: "Location: \(target)\r\n")
    }

    /// Sends the same again and again until the client has had enough, at the most that many times.
    package func sendEndlessly(_ bytes: [UInt8], limit: Int = 1 << 20) {
        for _ in 0..<limit where !send(bytes) { return }
    }

    /// Sends a byte each `milliseconds`, until the client has had enough or `count` are sent.
    package func drip(_ byte: UInt8 = 0x78, milliseconds: Int32, count: Int = 10_000) {
        for _ in 0..<count {
            guard send([byte]), !isClientGone(within: milliseconds) else { return }
        }
    }

    /// Says nothing until the client gives up.
    package func waitForClient() {
        while !isClientGone(within: 60_000) {}
        isOver = true
    }

    /// Ends the connection in order.
    package func end() {
        isOver = true
        tls?.end()
        shutdown(socket, Int32(SHUT_WR))
        // Unread requests would turn the end into a reset, which could overtake the answer.
        var rest = [UInt8](repeating: 0, count: 4096)
        while recv(socket, &rest, rest.count, 0) > 0 {}
    }

    /// Ends the connection by a reset.
    package func reset() {
        isOver = true
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }

    private func isClientGone(within milliseconds: Int32) -> Bool {
        var wish = pollfd(fd: socket, events: Int16(POLLIN | POLLRDHUP), revents: 0)
        guard poll(&wish, 1, milliseconds) > 0 else { return false }
        return wish.revents & Int16(POLLRDHUP | POLLHUP | POLLERR) != 0
    }
}
