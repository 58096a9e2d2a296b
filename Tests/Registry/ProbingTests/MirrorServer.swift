import MirrorRegistry
import Probing
import Synchronization
import TestSupport

/// A web server of a tree in memory, as mirrors have one: sizes, parts of files, and whatever a test puts in place of an answer.
final class MirrorServer: Sendable {
    let server: HostileServer
    private let tree: Tree

    /// What the threads of the server share.
    final class Tree: Sendable {
        let files: Mutex<[String: [UInt8]]>
        init(_ files: [String: [UInt8]]) { self.files = Mutex(files) }
    }

    /// - Parameter instead: answers a request in its own way and says so; it is given the path without the slash it begins with.
    init(
        _ files: [String: [UInt8]], at address: String = "127.0.0.1", port: UInt16 = 0,
        certificate: TestCertificate? = nil,
        hasRanges: Bool = true,
        instead: @escaping @Sendable (HostileConnection, String) -> Bool = { _, _ in false }
    ) throws {
        let tree = Tree(files)
        self.tree = tree
        server = try HostileServer(at: address, port: port, certificate: certificate) { connection, request in
            let words = request.split(separator: " ")
            let path = percentDecoded(String(words.dropFirst().first?.dropFirst() ?? ""))
            if instead(connection, path) { return }
            guard let bytes = tree.files.withLock({ $0[path] }) else {
                connection.answer("not here\n", status: "404 Not Found")
                return
            }
            if hasRanges, let range = Self.range(connection.head, byteCount: bytes.count) {
                connection.send(
                    "HTTP/1.1 206 Partial Content\r\nContent-Length: \(range.count)\r\n"
                        + "Content-Range: bytes \(range.lowerBound)-\(range.upperBound - 1)/\(bytes.count)\r\n\r\n")
                connection.send(Array(bytes[range]))
                return
            }
            connection.send("HTTP/1.1 200 OK\r\nServer: test\r\nContent-Length: \(bytes.count)\r\n\r\n")
            if words.first == "GET" { connection.send(bytes) }
        }
    }

    var url: MirrorURL {
        get throws { try MirrorURL("http://\(server.authority)/") }
    }

    var requests: [String] { server.requests }

    private static func range(_ head: String, byteCount: Int) -> Range<Int>? {
        guard let line = head.split(separator: "\r\n").first(where: { $0.lowercased().hasPrefix("range: bytes=") })
        else {
            return nil
        }
        let numbers = line.dropFirst("range: bytes=".count).split(separator: "-").compactMap { Int($0) }
        guard numbers.count == 2, numbers[0] <= numbers[1], numbers[1] < byteCount else { return nil }
        return numbers[0]..<numbers[1] + 1
    }
}
