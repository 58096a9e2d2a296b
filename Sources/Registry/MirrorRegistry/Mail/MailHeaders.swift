/// The header fields of a mail or of one part of it, unfolded, in their order.
struct MailHeaders: Sendable, Hashable {
    private(set) var fields: [(name: String, value: String)] = []
    /// The sender of the envelope where the mail begins with a line `From SENDER DATE`, as mail systems hand it to a program.
    private(set) var envelopeSender: String?

    static func == (left: MailHeaders, right: MailHeaders) -> Bool {
        left.envelopeSender == right.envelopeSender && left.fields.elementsEqual(right.fields, by: ==)
    }

    func hash(into hasher: inout Hasher) { for field in fields { hasher.combine(field.name) } }

    /// The first field called `name`, which is in lower case; its bytes that are not UTF-8 are replaced.
    subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    func contains(prefix: String) -> Bool { fields.contains { $0.name.hasPrefix(prefix) } }

    /// Fields of a mail that are kept, and bytes of one: a mail of people has some 40 fields of some 100 bytes.
    static let fieldLimit = 300
    static let valueByteLimit = 8000

    /// Reads the lines before the first empty one.
    ///
    /// - Returns: the headers, and the body behind them.
    static func read(_ bytes: ArraySlice<UInt8>) -> (headers: MailHeaders, body: ArraySlice<UInt8>) {
        var headers = MailHeaders()
        var lines = MailLines(bytes)
        var isFirst = true
        while let line = lines.next() {
            if line.isEmpty { return (headers, lines.rest) }
            if isFirst, line.starts(with: Array("From ".utf8)) {
                headers.envelopeSender = line.dropFirst(5).split(separator: 0x20).first.map {
                    String(decoding: $0, as: UTF8.self)
                }
            } else if line.first == 0x20 || line.first == 0x09 {
                headers.extendLast(line)
            } else if !headers.take(line) {
                // No header: the body begins without an empty line.
                return (headers, bytes[line.startIndex...])
            }
            isFirst = false
        }
        return (headers, bytes[bytes.endIndex...])
    }

    private mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
        var name = line[..<colon]
        while name.last == 0x20 || name.last == 0x09 { name.removeLast() }
        guard !name.isEmpty, name.allSatisfy({ 0x21...0x7E ~= $0 }) else { return false }
        guard fields.count < Self.fieldLimit else { return true }
        let value = line[(colon + 1)...].prefix(Self.valueByteLimit)
        fields.append((asciiLowercased(String(decoding: name, as: UTF8.self)), text(value)))
        return true
    }

    private mutating func extendLast(_ line: ArraySlice<UInt8>) {
        guard let last = fields.indices.last, fields[last].value.utf8.count < Self.valueByteLimit else { return }
        fields[last].value += " " + text(line.prefix(Self.valueByteLimit))
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> String { String(String(decoding: bytes, as: UTF8.self).trimmed) }
}

/// Lines of a mail without their ends, CR LF or LF.
struct MailLines: IteratorProtocol {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func next() -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
        let line = rest[..<end]
        rest = rest[min(end + 1, rest.endIndex)...]
        return line.last == 0x0D ? line.dropLast() : line
    }
}
