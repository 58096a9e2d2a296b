/// `Content-Type` and its like: a value, and parameters by their name in lower case. Source: RFC 2045, section 5.1.
struct ContentType: Sendable, Hashable {
    /// In lower case, as `text/plain`.
    let value: String
    let parameters: [String: String]

    init(_ text: String) {
        var parts = Self.parts(Array(text.utf8.prefix(2000)))
        value = asciiLowercased(String(parts.removeFirst().trimmed))
        var found: [String: String] = [:]
        for part in parts.prefix(20) {
            guard let equals = part.utf8.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = asciiLowercased(part[..<equals].trimmed)
            if found[name] == nil { found[name] = String(part[part.index(after: equals)...].trimmed) }
        }
        parameters = found
    }

    /// What semicolons separate; quotes are taken off, comments are not known.
    private static func parts(_ bytes: [UInt8]) -> [String] {
        var parts: [[UInt8]] = [[]]
        var isQuoted = false
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "\\") where isQuoted:
                if let next = rest.popFirst() { parts[parts.count - 1].append(next) }
            case UInt8(ascii: ";") where !isQuoted: parts.append([])
            default: parts[parts.count - 1].append(byte)
            }
        }
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }
}
