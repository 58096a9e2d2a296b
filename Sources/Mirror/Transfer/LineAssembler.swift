import Posix

/// Cuts a stream of bytes into lines, whatever the bytes and however they come.
struct LineAssembler {
    /// rsync's own lines hold a path of 4,096 bytes, each escaped to five, and its target.
    static let longestLine = 48 << 10

    /// Progress ends with a carriage return instead of a newline.
    private let cutsAtReturn: Bool
    private var pending: [UInt8] = []
    private var isOverlong = false

    init(cutsAtReturn: Bool) {
        self.cutsAtReturn = cutsAtReturn
    }

    /// Hands over each line that `bytes` completes, without its end; empty ones are left out.
    mutating func append(_ bytes: ArraySlice<UInt8>, _ body: (String) -> Void) {
        var rest = bytes
        while let end = rest.firstIndex(where: { $0 == 0x0A || (cutsAtReturn && $0 == 0x0D) }) {
            add(rest[..<end])
            finish(body)
            rest = rest[(end + 1)...]
        }
        add(rest)
    }

    /// Hands over the half line at the end of the stream.
    mutating func finish(_ body: (String) -> Void) {
        if !pending.isEmpty { body(readable(pending) + (isOverlong ? " [cut]" : "")) }
        pending.removeAll(keepingCapacity: true)
        isOverlong = false
    }

    private mutating func add(_ bytes: ArraySlice<UInt8>) {
        let room = Self.longestLine - pending.count
        if bytes.count > room { isOverlong = true }
        pending += bytes.prefix(room)
    }
}

/// `bytes` as text; what is not UTF-8 or drives a terminal is shown as `\xNN`. ssh's carriage return at the end is left out.
func readable(_ bytes: [UInt8]) -> String {
    let content = bytes.last == 0x0D ? bytes.dropLast() : bytes[...]
    if let text = String(validating: content, as: UTF8.self) { return escapedForTerminal(text) }
    return content.reduce(into: "") { result, byte in
        if byte >= 0x20, byte < 0x7F {
            result.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
            result += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}
