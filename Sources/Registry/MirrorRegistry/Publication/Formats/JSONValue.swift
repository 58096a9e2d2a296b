/// A value of JSON, which is written with its keys in the order in which they were given.
///
/// Nothing that can be put into it fails to be written: a number that is none becomes null. Source: RFC 8259.
enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    struct Member: Sendable, Hashable {
        let name: String
        let value: JSONValue

        init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// Null in the place of nil.
    static func string(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    static func integer(_ value: Int64?) -> JSONValue { value.map { .integer($0) } ?? .null }
    static func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    static func bool(_ value: Bool?) -> JSONValue { value.map { .bool($0) } ?? .null }
    static func strings(_ values: some Sequence<String>) -> JSONValue { .array(values.map { .string($0) }) }
}

extension PublicFile {
    /// - Parameter depth: how many levels are spread over lines of their own; what lies deeper stands in one line.
    init(path: String, json value: JSONValue, depth: Int = 4) {
        var writer = JSONWriter(depth: depth)
        writer.write(value, level: 0)
        self.init(path: path, bytes: writer.bytes + [0x0A])
    }
}

private struct JSONWriter {
    let depth: Int
    private(set) var bytes: [UInt8] = []

    init(depth: Int) { self.depth = depth }

    mutating func write(_ value: JSONValue, level: Int) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += "\(value)".utf8
        case .number(let value): bytes += (value.isFinite ? Self.text(of: value) : "null").utf8
        case .string(let value): write(value)
        case .array(let values):
            write(values, "[", "]", level: level) { writer, value in writer.write(value, level: level + 1) }
        case .object(let members):
            write(members, "{", "}", level: level) { writer, member in
                writer.write(member.name)
                writer.bytes += ": ".utf8
                writer.write(member.value, level: level + 1)
            }
        }
    }

    private mutating func write<Item>(
        _ items: [Item], _ opening: String, _ closing: String, level: Int, _ body: (inout JSONWriter, Item) -> Void
    ) {
        bytes += opening.utf8
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            separate(level: level + 1, isFirst: index == 0)
            body(&self, item)
        }
        if !items.isEmpty { separate(level: level, isFirst: true, isDeep: level + 1 > depth) }
        bytes += closing.utf8
    }

    private mutating func separate(level: Int, isFirst: Bool, isDeep: Bool? = nil) {
        if isDeep ?? (level > depth) {
            if !isFirst { bytes.append(0x20) }
        } else {
            bytes.append(0x0A)
            bytes += repeatElement(0x20, count: 2 * level)
        }
    }

    /// Four digits behind the point are enough for seconds and shares, and keep exponents out, which some readers do not take.
    private static func text(of value: Double) -> String {
        let rounded = (value * 10_000).rounded() / 10_000
        return abs(rounded) < 1e15 ? "\(rounded == 0 ? 0.0 : rounded)" : "\(value)"
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20, 0x7F:
                let digits = String(byte, radix: 16)
                bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
