/// The TXT records among the answers of a DNS message; what cannot be read ends the reading. Source: RFC 1035, section 4.
func textRecords(inAnswer message: ArraySlice<UInt8>) -> [String] {
    var reader = MessageReader(rest: message)
    guard reader.take(4) != nil, let questionCount = reader.number(), let answerCount = reader.number(),
        reader.take(4) != nil
    else { return [] }
    for _ in 0..<questionCount { guard reader.skipName(), reader.take(4) != nil else { return [] } }
    var records: [String] = []
    for _ in 0..<answerCount {
        guard reader.skipName(), let type = reader.number(), reader.take(6) != nil, let byteCount = reader.number(),
            let content = reader.take(byteCount)
        else { break }
        if type == textType { records.append(text(content)) }
    }
    return records
}

private let textType = 16

/// Character strings, each with its length before it. Source: RFC 1035, section 3.3.14.
private func text(_ content: ArraySlice<UInt8>) -> String {
    var (rest, bytes) = (content, [UInt8]())
    while let length = rest.popFirst() {
        bytes += rest.prefix(Int(length))
        rest = rest.dropFirst(Int(length))
    }
    return String(decoding: bytes, as: UTF8.self)
}

private struct MessageReader {
    var rest: ArraySlice<UInt8>

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func number() -> Int? { take(2).map { $0.reduce(0) { $0 << 8 | Int($1) } } }

    /// Labels up to an empty one, or to a pointer, which is the last part of a name.
    mutating func skipName() -> Bool {
        while let length = rest.popFirst() {
            if length == 0 { return true }
            if length & 0xC0 == 0xC0 { return take(1) != nil }
            guard length < 0x40, take(Int(length)) != nil else { return false }
        }
        return false
    }
}
