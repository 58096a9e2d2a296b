import MirrorRegistry

/// An absolute http or https address of a file, taken apart once so that what is judged is what is asked.
struct HTTPTarget: Hashable {
    /// Scheme, host and port in the normal form; its path is `/`.
    let origin: MirrorURL
    /// Path and query in the bytes of a request line, without dot segments.
    let path: String

    /// The longest address that is followed; RFC 9110, section 4.1, asks for 8000 bytes.
    private static let byteLimit = 8000

    init(_ text: String) throws(HTTPFault) {
        // By bytes: a mark behind a slash makes another character of it, and no other address.
        let bytes = Array(text.utf8)
        let shown = String(decoding: bytes.prefix(200), as: UTF8.self)
        guard bytes.count <= Self.byteLimit, let mark = bytes.firstRange(of: Array("://".utf8)) else {
            throw .unusableURL(shown)
        }
        let rest = bytes[mark.upperBound...]
        let authority = rest.prefix { !"/?#".utf8.contains($0) }
        let start = String(decoding: bytes[..<mark.upperBound] + authority, as: UTF8.self)
        do throws(MirrorURLFault) { origin = try MirrorURL(start + "/") } catch { throw .url(shown, error) }
        guard origin.scheme != .rsync, let path = requestPath(rest.dropFirst(authority.count)) else {
            throw .unusableURL(shown)
        }
        self.path = path
    }

    private var start: String { "\(origin.scheme.rawValue)://\(origin.authority)" }

    var text: String { start + path }

    /// Where the Location field of an answer from here leads. Source: RFC 3986, section 5.2.
    func following(_ location: String) throws(HTTPFault) -> HTTPTarget {
        try HTTPTarget(String(decoding: absolute(Array(location.utf8)), as: UTF8.self))
    }

    private func absolute(_ location: [UInt8]) -> [UInt8] {
        if location.starts(with: "//".utf8) { return Array("\(origin.scheme.rawValue):".utf8) + location }
        if location.first == UInt8(ascii: "/") { return Array(start.utf8) + location }
        let name = location.prefix { !":/?#".utf8.contains($0) }
        if location.dropFirst(name.count).first == UInt8(ascii: ":") { return location }
        let ownPath = path.utf8.prefix { $0 != UInt8(ascii: "?") }
        switch location.first {
        case nil, UInt8(ascii: "#"): return Array(text.utf8)
        case UInt8(ascii: "?"): return Array(start.utf8) + ownPath + location
        default:
            let end = ownPath.lastIndex(of: UInt8(ascii: "/")) ?? ownPath.startIndex
            return Array(start.utf8) + ownPath[..<end] + "/".utf8 + location
        }
    }
}

/// What stands in the request line; nil where it holds control bytes.
private func requestPath(_ rest: ArraySlice<UInt8>) -> String? {
    let whole = rest.prefix { $0 != UInt8(ascii: "#") }
    guard !whole.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
    let path = whole.prefix { $0 != UInt8(ascii: "?") }
    return encoded(withoutDotSegments(path)) + encoded(Array(whole.dropFirst(path.count)))
}

/// Source: RFC 3986, section 5.2.4.
private func withoutDotSegments(_ path: ArraySlice<UInt8>) -> [UInt8] {
    var kept: [ArraySlice<UInt8>] = []
    let segments = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
    for segment in segments {
        if segment.elementsEqual("..".utf8) {
            _ = kept.popLast()
        } else if !segment.elementsEqual(".".utf8) {
            kept.append(segment)
        }
    }
    // A dot segment at the end means the directory.
    if let last = segments.last, last.elementsEqual("..".utf8) || last.elementsEqual(".".utf8) { kept.append([]) }
    return Array("/".utf8) + kept.joined(separator: "/".utf8)
}

/// With the bytes that no URI holds as `%XX`; a percent sign stays as it is.
private func encoded(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in bytes {
        if byte > 0x20, byte < 0x7F, !"\"<>\\^`{|}".utf8.contains(byte) {
            result.append(byte)
        } else {
            result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: result, as: UTF8.self)
}
