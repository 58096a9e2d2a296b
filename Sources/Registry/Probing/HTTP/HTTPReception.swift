/// What has come of one answer so far, and the limits that end it.
struct HTTPReception {
    /// Why it is to end.
    enum Stop: Hashable {
        case bodyTooLong
        case headersTooLong
        case bytesSpent
        /// The body of a redirect, which nobody reads.
        case enoughOfRedirect
    }

    let bodyLimit: Int64
    let headerLimit: Int
    /// What the session has left for this answer.
    let byteLimit: Int64

    private(set) var status: Int?
    private(set) var headers = HTTPHeaders()
    private(set) var body: [UInt8] = []
    private(set) var receivedByteCount: Int64 = 0
    private(set) var stop: Stop?
    private var headerByteCount = 0
    private var isHeadOver = false

    /// Bodies of redirects are a page of HTML; more than this is not waited for.
    private static let redirectBodyLimit = 16 << 10

    init(bodyLimit: Int64, headerLimit: Int, byteLimit: Int64) {
        self.bodyLimit = bodyLimit
        self.headerLimit = headerLimit
        self.byteLimit = byteLimit
    }

    /// Whether the answer leads elsewhere. Source: RFC 9110, section 15.4.
    var redirect: String? {
        guard let status, [301, 302, 303, 307, 308].contains(status) else { return nil }
        return headers["Location"]
    }

    /// By its Content-Length.
    var announcedByteCount: Int64? { headers["Content-Length"].flatMap { Int64($0) } }

    /// - Returns: whether to go on.
    mutating func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        headerByteCount += line.count
        guard count(line), headerByteCount <= headerLimit else {
            stop = stop ?? .headersTooLong
            return false
        }
        if line.starts(with: "HTTP/".utf8), !isHeadOver || body.isEmpty {
            // The next answer to the same request: 100 and its like come first.
            let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: true)
            status = words.dropFirst().first.flatMap { Int(String(decoding: $0.prefix(3), as: UTF8.self)) }
            headers = HTTPHeaders()
            isHeadOver = false
        } else if line.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) {
            isHeadOver = true
        } else if !isHeadOver, let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            headers.fields.append(.init(text(line[..<colon]), text(line[(colon + 1)...])))
        }
        // What follows the body is counted and not kept.
        return true
    }

    /// - Returns: whether to go on.
    mutating func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard count(bytes) else { return false }
        if redirect != nil, body.count + bytes.count > Self.redirectBodyLimit {
            stop = .enoughOfRedirect
            return false
        }
        guard Int64(body.count) + Int64(bytes.count) <= bodyLimit else {
            stop = .bodyTooLong
            return false
        }
        body += bytes
        return true
    }

    private mutating func count(_ bytes: UnsafeRawBufferPointer) -> Bool {
        receivedByteCount += Int64(bytes.count)
        if receivedByteCount > byteLimit { stop = .bytesSpent }
        return receivedByteCount <= byteLimit
    }

    private func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        let isBlank = { (byte: UInt8) in [0x20, 0x09, 0x0D, 0x0A].contains(byte) }
        var rest = bytes.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest = rest.dropLast() }
        return String(decoding: rest, as: UTF8.self)
    }
}
