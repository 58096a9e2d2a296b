/// The value of a hash. It lies in place, without an allocation: a validator holds tens of thousands.
package struct Digest: Sendable {
    package let algorithm: HashAlgorithm
    /// The bytes in order, the first in the highest place of the first word; what lies beyond `byteCount` is zero.
    private var words: InlineArray<8, UInt64> = .init(repeating: 0)

    /// nil unless `bytes` has the length of the algorithm's digests.
    package init?(_ algorithm: HashAlgorithm, bytes: UnsafeRawBufferPointer) {
        guard bytes.count == algorithm.byteCount else { return nil }
        self.algorithm = algorithm
        for (index, byte) in bytes.enumerated() { setByte(byte, at: index) }
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
            guard let word = Self.word(hex, at: index * 16, digitCount: 16) else { return nil }
            words[index] = word
        }
        // SHA-1's digest ends with half a word.
        if hex.count % 16 == 8 {
            guard let word = Self.word(hex, at: hex.count - 8, digitCount: 8) else { return nil }
            words[hex.count / 16] = word << 32
        }
    }

    package init?(_ algorithm: HashAlgorithm, hex: String) {
        var text = hex
        guard let digest = text.withUTF8({ Digest(algorithm, hex: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = digest
    }

    package var bytes: [UInt8] { (0..<algorithm.byteCount).map(byte) }

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

    @inline(__always)
    private static func word(_ hex: UnsafeRawBufferPointer, at start: Int, digitCount: Int) -> UInt64? {
        var (word, invalid): (UInt64, UInt8) = (0, 0)
        for index in start..<start + digitCount {
            let value = valueOfDigit[Int(hex[index])]
            invalid |= value
            word = word << 4 | UInt64(value & 15)
        }
        return invalid < 16 ? word : nil
    }

    /// 0 to 15 for the digits, 255 for every other byte.
    private static let valueOfDigit: InlineArray<256, UInt8> = {
        var table: InlineArray<256, UInt8> = .init(repeating: 255)
        for value in 0..<16 as Range<UInt8> {
            table[Int(digit(value))] = value
            if value > 9 { table[Int(value + 0x37)] = value }
        }
        return table
    }()
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
