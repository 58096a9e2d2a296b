import CCurl
import Glibc
package import Posix

/// A name server on a free UDP port of 127.0.0.1 whose answers a test writes, until it goes out of scope.
package final class FakeNameServer: Sendable {
    package let port: UInt16
    private let descriptor: Int32

    /// - Parameter answer: of the bytes of a query; nil for silence.
    /// - Throws: `SystemCallError` from socket(2), bind(2) or pthread_create(3).
    package init(_ answer: @escaping @Sendable ([UInt8]) -> [UInt8]?) throws(SystemCallError) {
        (descriptor, port) = try boundSocket(SOCK_DGRAM, at: "127.0.0.1", port: 0)
        let descriptor = self.descriptor
        try startThread {
            var query = [UInt8](repeating: 0, count: 4096)
            var client = sockaddr_storage()
            while true {
                let (count, length) = receive(descriptor, &query, &client)
                if count <= 0 { break }
                if let bytes = answer(Array(query[..<count])) { reply(descriptor, bytes, &client, length) }
            }
            close(descriptor)
        }
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// An answer to `query` with these TXT records, each of one or more strings.
    package static func text(_ records: [[String]], to query: [UInt8]) -> [UInt8] {
        let question = Array(query[12...].prefix { $0 != 0 }) + [0, 0, 16, 0, 1] as [UInt8]
        var message = Array(query.prefix(2)) + [0x81, 0x80, 0, 1, 0, UInt8(records.count), 0, 0, 0, 0] + question
        for record in records {
            let content = record.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
            message += [0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60, UInt8(content.count >> 8), UInt8(content.count & 0xFF)]
            message += content
        }
        return message
    }

    /// An answer to `query` that says that there is no such name.
    package static func noSuchName(_ query: [UInt8]) -> [UInt8] {
        let question = Array(query[12...].prefix { $0 != 0 }) + [0, 0, 16, 0, 1] as [UInt8]
        return Array(query.prefix(2)) + [0x81, 0x83, 0, 1, 0, 0, 0, 0, 0, 0] + question
    }
}

private func receive(
    _ descriptor: Int32, _ buffer: inout [UInt8], _ client: inout sockaddr_storage
) -> (Int, socklen_t) {
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let count = withUnsafeMutablePointer(to: &client) { pointer in
        let address = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: sockaddr.self)
        return recvfrom(descriptor, &buffer, buffer.count, 0, __SOCKADDR_ARG(__sockaddr__: address), &length)
    }
    return (count, length)
}

private func reply(_ descriptor: Int32, _ bytes: [UInt8], _ client: inout sockaddr_storage, _ length: socklen_t) {
    withUnsafeMutablePointer(to: &client) { pointer in
        let address = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: sockaddr.self)
        _ = sendto(descriptor, bytes, bytes.count, 0, __CONST_SOCKADDR_ARG(__sockaddr__: address), length)
    }
}
