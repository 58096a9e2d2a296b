/// What a version 4 signature packet says of a key: who made it, when, and how long the key lives (RFC 9580, section 5.2.3).
struct KeySignature {
    private(set) var created = 0
    /// Seconds after the key's creation; nil where the signature sets no end.
    private(set) var keyLifetime: Int?
    /// In upper-case hexadecimal; 16 digits.
    private(set) var issuerKeyID: String?

    private static let versionFour: UInt8 = 4
    /// Certifications of a user id, and a signature on the key itself.
    private static let selfSignatureTypes: Set<UInt8> = [0x10, 0x11, 0x12, 0x13, 0x1F]

    /// nil for anything but a version 4 certification.
    init?(_ body: ArraySlice<UInt8>) {
        var rest = body
        guard rest.popFirst() == Self.versionFour, let type = rest.popFirst() else { return nil }
        guard Self.selfSignatureTypes.contains(type) else { return nil }
        // The algorithms of key and hash.
        rest = rest.dropFirst(2)
        guard let hashedCount = OpenPGPPacket.number(2, &rest), hashedCount <= rest.count else { return nil }
        read(rest.prefix(hashedCount), isHashed: true)
        rest = rest.dropFirst(hashedCount)
        guard let otherCount = OpenPGPPacket.number(2, &rest), otherCount <= rest.count else { return nil }
        read(rest.prefix(otherCount), isHashed: false)
    }

    private mutating func read(_ area: ArraySlice<UInt8>, isHashed: Bool) {
        var rest = area
        while let count = Self.subpacketLength(&rest), count > 0, count <= rest.count {
            take(rest.prefix(count), isHashed: isHashed)
            rest = rest.dropFirst(count)
        }
    }

    /// Only the hashed area is covered by the signature; the issuer there and elsewhere is a hint.
    private mutating func take(_ subpacket: ArraySlice<UInt8>, isHashed: Bool) {
        var value = subpacket.dropFirst()
        // The highest bit says that the subpacket is critical.
        switch subpacket.first.map({ $0 & 0x7F }) {
        case 2 where isHashed: created = OpenPGPPacket.number(4, &value) ?? 0
        case 9 where isHashed:
            keyLifetime = OpenPGPPacket.number(4, &value).flatMap { $0 == 0 ? nil : $0 }
        case 16: issuerKeyID = hexadecimal(value)
        case 33: issuerKeyID = hexadecimal(value.suffix(8))
        default: break
        }
    }

    private static func subpacketLength(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let first = rest.popFirst() else { return nil }
        switch first {
        case 0..<192: return Int(first)
        case 192..<255: return rest.popFirst().map { (Int(first) - 192) << 8 + Int($0) + 192 }
        default: return OpenPGPPacket.number(4, &rest)
        }
    }
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
}
