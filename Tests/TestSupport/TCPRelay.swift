import CCurl
import Glibc
package import Posix
import Synchronization

/// Stands between a client and a server of this machine and does to each connection what a test wants; it ends when it goes out of
/// scope.
package final class TCPRelay: Sendable {
    /// What happens to one connection, counted in bytes that the server has sent.
    package enum Fate: Sendable {
        case pass
        /// Both sides are told that it is over after so many bytes.
        case cut(after: Int)
        /// After so many bytes the action is run, while the server waits; then all goes on.
        case pause(after: Int, @Sendable () -> Void)
    }

    package let port: UInt16
    private let target: UInt16
    private let listener: Int32
    private let fate: @Sendable (Int) -> Fate
    private let state = Mutex(Connections())

    private struct Connections {
        var sockets: Set<Int32> = []
        var count = 0
        var isStopped = false
    }

    /// - Parameters:
    ///   - target: the server's port on 127.0.0.1.
    ///   - fate: asked for each connection, with its number from 1.
    package init(to target: UInt16, _ fate: @escaping @Sendable (Int) -> Fate) throws(SystemCallError) {
        self.target = target
        self.fate = fate
        (listener, port) = try listeningSocket()
        let listener = self.listener
        try startThread { [weak self] in
            while true {
                let socket = accept4(listener, __SOCKADDR_ARG(__sockaddr__: nil), nil, Int32(SOCK_CLOEXEC.rawValue))
                guard socket >= 0 else { break }
                guard let self else {
                    close(socket)
                    break
                }
                self.serve(socket)
            }
            close(listener)
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        state.withLock { connections in
            connections.isStopped = true
            for socket in connections.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    /// How many connections came.
    package var connectionCount: Int { state.withLock { $0.count } }

    private func serve(_ client: Int32) {
        let number = state.withLock { connections in
            connections.count += 1
            return connections.count
        }
        guard let server = try? connectedSocket(to: target), register([client, server]) else {
            close(client)
            return
        }
        let pair = RelayedPair(client: client, server: server)
        let fate = self.fate(number)
        do throws(SystemCallError) {
            try startThread { pair.carryRequests() }
            try startThread { [weak self] in
                pair.carryAnswers(fate)
                self?.forget([client, server])
                pair.release()
            }
        } catch { pair.end() }
    }

    private func register(_ sockets: [Int32]) -> Bool {
        state.withLock { connections in
            guard !connections.isStopped else { return false }
            connections.sockets.formUnion(sockets)
            return true
        }
    }

    private func forget(_ sockets: [Int32]) { state.withLock { $0.sockets.subtract(sockets) } }
}

/// The two sockets of one relayed connection, closed when both directions have ended.
private final class RelayedPair: Sendable {
    let client: Int32
    let server: Int32
    private let users = Mutex(2)

    init(client: Int32, server: Int32) {
        self.client = client
        self.server = server
    }

    func carryRequests() {
        carry(from: client, to: server) { $0 }
        shutdown(server, Int32(SHUT_WR))
        release()
    }

    func carryAnswers(_ fate: TCPRelay.Fate) {
        var sent = 0
        var hasPaused = false
        carry(from: server, to: client) { count in
            sent += count
            switch fate {
            case .pass: return count
            case .cut(let limit): return sent > limit ? limit - (sent - count) : count
            case .pause(let limit, let action):
                if sent >= limit, !hasPaused {
                    hasPaused = true
                    action()
                }
                return count
            }
        }
        end()
    }

    func end() {
        for socket in [client, server] { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    func release() {
        let isLast = users.withLock { users in
            users -= 1
            return users == 0
        }
        if isLast { for socket in [client, server] { close(socket) } }
    }

    /// - Parameter allow: takes how many bytes came and returns how many of them go on; where that is fewer, the rest never does.
    private func carry(from source: Int32, to target: Int32, _ allow: (Int) -> Int) {
        var chunk = [UInt8](repeating: 0, count: 8 << 10)
        while true {
            let count = recv(source, &chunk, chunk.count, 0)
            if count <= 0 { return }
            let allowed = allow(count)
            var sent = 0
            while sent < allowed {
                let step = chunk[sent..<allowed].withUnsafeBytes {
                    send(target, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if step <= 0 { return }
                sent += step
            }
            if allowed < count { return }
        }
    }
}

/// A connection to that port of 127.0.0.1 whose buffer is so small that a server soon waits for its reader.
private func connectedSocket(to port: UInt16) throws(SystemCallError) -> Int32 {
    let descriptor = try checked("socket") { socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0) }
    var size: Int32 = 4096
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, __CONST_SOCKADDR_ARG(__sockaddr__: $0), length)
        }
    }
    guard result == 0 else {
        let failure = SystemCallError("connect")
        close(descriptor)
        throw failure
    }
    return descriptor
}
