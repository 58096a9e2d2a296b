/// The value of a hash. It lies in place, without an allocation: a validator holds tens of thousands.
package struct Digest: Sendable {
    package let algorithm: HashAlgorithm
    /// The bytes in order, the first in the highest place of the first word; what lies beyond `byteCount` is zero.
    private var words: InlineArray<8, UInt64> = .init(repeating: 0)

    /// nil unless `bytes` has the length of the algorithm's digests.
    package init?(_ algorithm: HashAlgorithm, bytes: UnsafeRawBufferPointer) {
        guard bytes.count == algorithm.byteCount else { return nil }
        self.algorithm = algorithm
        for index in 0..<bytes.count / 8 {
            words[index] = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        for index in bytes.count / 8 * 8..<bytes.count { setByte(bytes[index], at: index) }
    }

    package init?(_ algorithm: HashAlgorithm, bytes: [UInt8]) {
        guard let digest = bytes.withUnsafeBytes({ Digest(algorithm, bytes: $0) }) else { return nil }
        self = digest
    }

    /// nil unless `hex` has twice the length of the algorithm's digests and nothing but hexadecimal digits, in either case.
    package init?(_ algorithm: HashAlgorithm, hex: UnsafeRawBufferPointer) {
        guard hex.count == algorithm.byteCount * 2 else { return nil }
        self.algorithm = algorithm
        for index in 0..<hex.count / 16 {
            guard let high = Self.valueOfDigits(hex, at: index * 16),
                let low = Self.valueOfDigits(hex, at: index * 16 + 8)
            else { return nil }
            words[index] = high << 32 | low
        }
        // SHA-1's digest ends with half a word.
        if hex.count % 16 == 8 {
            guard let high = Self.valueOfDigits(hex, at: hex.count - 8) else { return nil }
            words[hex.count / 16] = high << 32
        }
    }

    package init?(_ algorithm: HashAlgorithm, hex: String) {
        var text = hex
        guard let digest = text.withUTF8({ Digest(algorithm, hex: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = digest
    }

    package var bytes: [UInt8] { (0..<algorithm.byteCount).map(byte) }

    /// Appends `bytes`, without an array of their own.
    package func append(to bytes: inout [UInt8]) {
        let end = bytes.count + algorithm.byteCount
        for index in 0..<(algorithm.byteCount + 7) / 8 {
            withUnsafeBytes(of: words[index].bigEndian) { bytes.append(contentsOf: $0) }
        }
        bytes.removeLast(bytes.count - end)
    }

    /// In lower case.
    package var hex: String {
        String(unsafeUninitializedCapacity: algorithm.byteCount * 2) { buffer in
            for index in 0..<algorithm.byteCount {
                buffer[index * 2] = Self.digit(byte(index) >> 4)
                buffer[index * 2 + 1] = Self.digit(byte(index) & 15)
            }
            return algorithm.byteCount * 2
        }
    }

    private func byte(_ index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: words[index / 8] >> UInt64(56 - index % 8 * 8))
    }

    private mutating func setByte(_ byte: UInt8, at index: Int) {
        words[index / 8] |= UInt64(byte) << UInt64(56 - index % 8 * 8)
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 0x30 : value + 0x57 }

    /// Of eight hexadecimal digits at once, in the 32 low bits; nil where one is none. A large index has hundreds of thousands of
    /// digests, so no table is asked digit by digit.
    @inline(__always)
    private static func valueOfDigits(_ hex: UnsafeRawBufferPointer, at start: Int) -> UInt64? {
        let (ones, high): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        let digits = UInt64(bigEndian: hex.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        // No sum of two numbers below 128 leaves its byte.
        let plain = digits & ~high
        let lower = plain | ones &* 0x20
        let isNumeral = (plain &+ ones &* (0x80 - 0x30)) & ~(plain &+ ones &* (0x80 - 0x3A)) & high
        let isLetter = (lower &+ ones &* (0x80 - 0x61)) & ~(lower &+ ones &* (0x80 - 0x67)) & high
        guard isNumeral | isLetter == high, digits & high == 0 else { return nil }
        // `A` and `a` end with the bits of 1, and are 9 more.
        let values = (digits & (ones &* 0x0F)) &+ (isLetter >> 7) &* 9
        let pairs = (values | values >> 4) & 0x00FF_00FF_00FF_00FF
        let quadruples = (pairs | pairs >> 8) & 0x0000_FFFF_0000_FFFF
        return (quadruples | quadruples >> 16) & 0xFFFF_FFFF
    }
}

extension Digest: Hashable {
    package static func == (left: Digest, right: Digest) -> Bool {
        guard left.algorithm == right.algorithm else { return false }
        for index in 0..<8 where left.words[index] != right.words[index] { return false }
        return true
    }

    package func hash(into hasher: inout Swift.Hasher) {
        // A part of a digest is as good as the whole, and half the work.
        hasher.combine(words[0])
        hasher.combine(words[1])
    }
}

extension Digest: CustomStringConvertible {
    /// As apt prints it, `SHA256:e3b0…`.
    package var description: String { "\(algorithm.releaseFieldName):\(hex)" }
}
