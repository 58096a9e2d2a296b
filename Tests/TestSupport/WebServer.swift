import CCurl
import Glibc
package import Posix
import Synchronization

/// An HTTP/1.1 server of the files below one directory, on a free port of loopback, until it goes out of scope.
///
/// Paths are resolved at each request, so that a symlink on the way may be replaced while it runs, as web servers do.
package final class WebServer: Sendable {
    package let port: UInt16
    private let host: UInt8
    private let root: String
    private let listener: Int32
    private let log = Mutex<[String]>([])
    private let isStopped = Mutex(false)
    private let connections = Mutex<Set<Int32>>([])

    /// Starts a server of what is below `root`.
    ///
    /// - Parameter host: the last byte of its address, 127.0.0.`host`: apt gives up on an address as a whole.
    /// - Throws: `SystemCallError` from socket(2), bind(2), listen(2) or pthread_create(3).
    package static func serving(_ root: String, host: UInt8 = 1) throws(SystemCallError) -> WebServer {
        let (listener, port) = try listeningSocket(at: "127.0.0.\(host)", port: 0)
        let server = WebServer(root, listener: listener, host: host, port: port)
        try server.acceptConnections()
        return server
    }

    private init(_ root: String, listener: Int32, host: UInt8, port: UInt16) {
        self.root = root
        self.host = host
        self.listener = listener
        self.port = port
    }

    deinit {
        stop()
    }

    private func acceptConnections() throws(SystemCallError) {
        let listener = self.listener
        try startThread { [weak self] in
            while true {
                let connection = accept4(listener, __SOCKADDR_ARG(__sockaddr__: nil), nil, Int32(SOCK_CLOEXEC.rawValue))
                if connection < 0 { break }
                guard let self else {
                    close(connection)
                    break
                }
                self.answer(on: connection)
            }
            close(listener)
        }
    }

    /// Ends the server and its open connections.
    package func stop() {
        let isFirst = isStopped.withLock { stopped in
            defer { stopped = true }
            return !stopped
        }
        guard isFirst else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        for connection in connections.withLock({ $0 }) { shutdown(connection, Int32(SHUT_RDWR)) }
    }

    package var url: String { "http://127.0.0.\(host):\(port)/" }

    /// Each request so far as its status and path, as `200 /dists/wren/InRelease`.
    package var requests: [String] { log.withLock { $0 } }

    private func answer(on connection: Int32) {
        connections.withLock { _ = $0.insert(connection) }
        let root = self.root
        do {
            try startThread { [weak self] in
                serve(connection) { path in
                    let response = HTTPResponse(to: path, below: root)
                    self?.log.withLock { $0.append("\(response.status) \(path)") }
                    return response
                }
                self?.connections.withLock { _ = $0.remove(connection) }
                close(connection)
            }
        } catch {
            close(connection)
        }
    }
}

private struct HTTPResponse {
    let status: Int
    let body: [UInt8]

    init(to path: String, below root: String) {
        // A query or a fragment names no file, as with every web server.
        let file = root + percentDecoded(String(path.prefix { $0 != "?" && $0 != "#" }))
        if path.hasPrefix("/"), !file.contains("/../"), let body = try? readFile(file, limit: 1 << 30) {
            // The server of a test may be root, which reads everything; a real one is not.
            let isPublic = isWorldReadable(file, below: root)
            status = isPublic ? 200 : 403
            self.body = isPublic ? body : []
        } else {
            status = 404
            body = Array("no such file\n".utf8)
        }
    }

    var bytes: [UInt8] {
        let phrase = [200: "OK", 403: "Forbidden"][status] ?? "Not Found"
        let head = """
            HTTP/1.1 \(status) \(phrase)\r
            Content-Type: application/octet-stream\r
            Content-Length: \(body.count)\r
            \r\n
            """
        return Array(head.utf8) + body
    }
}

/// Whether everybody may read `file` and enter each directory between it and `root`.
private func isWorldReadable(_ file: String, below root: String) -> Bool {
    func allows(_ path: String, _ bit: mode_t) -> Bool {
        ((try? fileStatus(path)).flatMap { $0 }?.permissions ?? 0) & bit != 0
    }
    var directory = splitPath(file).directory
    while directory.utf8.count > root.utf8.count {
        if !allows(directory, 0o001) { return false }
        directory = splitPath(directory).directory
    }
    return allows(file, 0o004)
}

/// Answers the requests of one connection in their order until the client ends it; requests may follow each other at once.
private func serve(_ connection: Int32, _ respond: (String) -> HTTPResponse) {
    var received: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while true {
        while let request = takeRequest(from: &received) {
            guard sendAll(respond(request).bytes, on: connection) else { return }
        }
        let count = recv(connection, &chunk, chunk.count, 0)
        if count <= 0 { return }
        received += chunk[..<count]
    }
}

/// The path of the first whole request in `bytes`, which is taken out; nil when there is none yet.
private func takeRequest(from bytes: inout [UInt8]) -> String? {
    let end = Array("\r\n\r\n".utf8)
    guard let start = bytes.indices.dropLast(3).first(where: { bytes[$0..<$0 + 4].elementsEqual(end) }) else {
        return nil
    }
    let words = String(decoding: bytes[..<start], as: UTF8.self).split(separator: " ", maxSplits: 2)
    bytes.removeFirst(start + 4)
    return words.count > 1 ? String(words[1]) : ""
}

private func sendAll(_ bytes: [UInt8], on connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
        let count = bytes.withUnsafeBytes { buffer in
            send(connection, buffer.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
        }
        if count <= 0 { return false }
        sent += count
    }
    return true
}

/// `path` without the percent signs of a URL.
package func percentDecoded(_ path: String) -> String {
    var bytes: [UInt8] = []
    var rest = Substring(path).utf8
    while let byte = rest.popFirst() {
        if byte == 0x25, let value = UInt8(String(rest.prefix(2)) ?? "", radix: 16) {
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
