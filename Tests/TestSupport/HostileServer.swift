import CCurl
import Glibc
package import Posix
import Synchronization

/// A server on a free port of a loopback address whose every answer a test writes itself, until it goes out of scope.
package final class HostileServer: Sendable {
    package let address: String
    package let port: UInt16
    private let listener: Int32
    private let certificate: TestCertificate?
    private let speaksFirst: Bool
    private let script: @Sendable (HostileConnection, String) -> Void
    private let log = Mutex<[String]>([])
    private let accepted = Mutex<[Int32]>([])
    private let open = OpenSockets()

    /// Outlives the server, for its threads end later.
    private final class OpenSockets: Sendable {
        let value = Mutex(Connections())
    }

    private struct Connections {
        var sockets: Set<Int32> = []
        var isStopped = false
        var isListenerOpen = true
    }

    /// Listens at once.
    ///
    /// - Parameters:
    ///   - address: 127.x.y.z or ::1; 0 in place of `port` for a free one.
    ///   - certificate: of a server that speaks TLS.
    ///   - speaksFirst: whether the script is called when a connection comes, and only then, as of a server of another protocol.
    ///   - script: writes the answer to each request, of which it is given the first line; it is called again for the next one.
    /// - Throws: `SystemCallError` from socket(2), bind(2), listen(2) or pthread_create(3).
    package init(
        at address: String = "127.0.0.1", port: UInt16 = 0, certificate: TestCertificate? = nil,
        speaksFirst: Bool = false,
        _ script: @escaping @Sendable (HostileConnection, String) -> Void = { _, _ in }
    ) throws(SystemCallError) {
        self.address = address
        (listener, self.port) = try listeningSocket(at: address, port: port)
        self.certificate = certificate
        self.speaksFirst = speaksFirst
        self.script = script
        try acceptConnections()
    }

    deinit {
        stop()
    }

    /// Answers every request with the same bytes and ends the connection.
    package static func saying(
        _ answer: String, at address: String = "127.0.0.1", certificate: TestCertificate? = nil
    ) throws(SystemCallError) -> HostileServer {
        try HostileServer(at: address, certificate: certificate) { connection, _ in
            connection.send(answer)
            connection.end()
        }
    }

    /// How many connections came, whether they asked for anything or not.
    package var connectionCount: Int { accepted.withLock { $0.count } }

    package var openConnectionCount: Int { open.value.withLock { $0.sockets.count } }

    /// The first line of each request so far.
    package var requests: [String] { log.withLock { $0 } }

    package var authority: String { (address.contains(":") ? "[\(address)]" : address) + ":\(port)" }

    package func stop() {
        // Under the lock: a number that its thread has closed may be another test's by now.
        open.value.withLock { connections in
            connections.isStopped = true
            if connections.isListenerOpen { shutdown(listener, Int32(SHUT_RDWR)) }
            for socket in connections.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    private func acceptConnections() throws(SystemCallError) {
        let listener = self.listener
        let open = self.open
        try startThread { [weak self] in
            while true {
                let socket = accept4(listener, __SOCKADDR_ARG(__sockaddr__: nil), nil, Int32(SOCK_CLOEXEC.rawValue))
                guard socket >= 0 else { break }
                guard let self, self.begin(socket) else {
                    close(socket)
                    break
                }
                self.serve(socket)
            }
            open.value.withLock { $0.isListenerOpen = false }
            close(listener)
        }
    }

    private func begin(_ socket: Int32) -> Bool {
        accepted.withLock { $0.append(socket) }
        return open.value.withLock { connections in
            guard !connections.isStopped else { return false }
            connections.sockets.insert(socket)
            return true
        }
    }

    private func serve(_ socket: Int32) {
        let (certificate, speaksFirst, script, open) = (certificate, speaksFirst, script, open)
        let work: @Sendable () -> Void = { [weak self] in
            blockBrokenPipeSignal()
            if let connection = HostileConnection(socket, certificate) {
                if speaksFirst { script(connection, "") }
                while !speaksFirst, let request = connection.nextRequest() {
                    self?.log.withLock { $0.append(request) }
                    script(connection, request)
                }
            }
            open.value.withLock { _ = $0.sockets.remove(socket) }
            close(socket)
        }
        do { try startThread(work) } catch { close(socket) }
    }
}

/// In this thread: OpenSSL writes to a client that is gone.
private func blockBrokenPipeSignal() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
}
