/// One packet of an OpenPGP stream (RFC 9580, section 4).
struct OpenPGPPacket {
    enum Tag {
        static let signature: UInt8 = 2
        static let publicKey: UInt8 = 6
        static let userID: UInt8 = 13
        static let publicSubkey: UInt8 = 14
    }

    let tag: UInt8
    let body: ArraySlice<UInt8>

    /// The packets of `bytes`, up to the first that is broken or of partial length, which keys never are.
    static func all(in bytes: [UInt8]) -> [OpenPGPPacket] {
        var packets: [OpenPGPPacket] = []
        var rest = bytes[...]
        while let packet = next(&rest) { packets.append(packet) }
        return packets
    }

    private static func next(_ rest: inout ArraySlice<UInt8>) -> OpenPGPPacket? {
        guard let first = rest.popFirst(), first & 0x80 != 0 else { return nil }
        let isNew = first & 0x40 != 0
        let count = isNew ? newLength(&rest) : oldLength(first & 3, &rest)
        guard let count, count <= rest.count else { return nil }
        let body = rest.prefix(count)
        rest = rest.dropFirst(count)
        return OpenPGPPacket(tag: isNew ? first & 0x3F : first >> 2 & 0x0F, body: body)
    }

    private static func newLength(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let first = rest.popFirst() else { return nil }
        switch first {
        case 0..<192: return Int(first)
        case 192..<224: return rest.popFirst().map { (Int(first) - 192) << 8 + Int($0) + 192 }
        case 255: return number(4, &rest)
        default: return nil
        }
    }

    private static func oldLength(_ type: UInt8, _ rest: inout ArraySlice<UInt8>) -> Int? {
        type == 3 ? nil : number(1 << Int(type), &rest)
    }

    /// A number of `count` bytes, the highest first.
    static func number(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> Int? {
        guard rest.count >= count else { return nil }
        let value = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(count)
        return value
    }
}
