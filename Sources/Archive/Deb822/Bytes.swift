import Glibc

let newline: UInt8 = 0x0A
let carriageReturn: UInt8 = 0x0D
let colon: UInt8 = 0x3A
let numberSign: UInt8 = 0x23

/// Space and TAB, with which a continuation line begins.
@inline(__always)
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

/// The offset of the first `byte` at or after `start`. memchr(3) looks at many bytes at once.
@inline(__always)
func firstIndex(of byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = bytes.baseAddress, start < bytes.count else { return nil }
    guard let found = memchr(base + start, Int32(byte), bytes.count - start) else { return nil }
    return UnsafeRawPointer(found) - base
}

/// What isspace(3) says in the C locale, line ends included.
@inlinable @inline(__always)
package func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

/// The range without white space at its ends.
@inlinable @inline(__always)
package func trimmed(_ range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
}

/// The offset of the first `byte` in `range`, looked for eight bytes at a time: for the few bytes of a name or a version the call
/// of memchr(3) costs more than the search.
@inlinable @inline(__always)
package func nearbyIndex(of byte: UInt8, in range: Range<Int>, of bytes: UnsafeRawBufferPointer) -> Int? {
    var place = range.lowerBound
    while place + 8 <= range.upperBound {
        // A byte that is equal becomes zero; the subtraction reaches the highest bit of the first zero byte, and of none before it.
        let word = littleEndianWord(bytes, at: place) ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
        let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
        if zeros != 0 { return place + zeros.trailingZeroBitCount / 8 }
        place += 8
    }
    while place < range.upperBound {
        if bytes[place] == byte { return place }
        place += 1
    }
    return nil
}

/// Eight bytes, the first in the lowest place. `place` is at least eight before the end.
@inlinable @inline(__always)
package func littleEndianWord(_ bytes: UnsafeRawBufferPointer, at place: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
}

/// Whether `bytes` are `name` but for the case of ASCII letters; `name` is of lower-case letters, digits and hyphens.
///
/// Twenty fields of each stanza are told apart with it, so it compares words in place of bytes.
@inlinable @inline(__always)
package func equalsIgnoringCase(_ bytes: UnsafeRawBufferPointer, _ name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    guard bytes.count == count, let base = bytes.baseAddress else { return false }
    let letters = UnsafeRawPointer(name.utf8Start)
    if count >= 8 { return areSame(base, letters, count, as: UInt64.self) }
    if count >= 4 { return areSame(base, letters, count, as: UInt32.self) }
    return areSame(base, letters, count, as: UInt8.self)
}

/// Compares word by word, the last one such that it ends with the name.
@inlinable @inline(__always)
func areSame<Word: FixedWidthInteger & UnsignedInteger>(
    _ bytes: UnsafeRawPointer, _ letters: UnsafeRawPointer, _ count: Int, as type: Word.Type
) -> Bool {
    let width = MemoryLayout<Word>.size
    var place = 0
    while place < count {
        let start = min(place, count - width)
        let wanted = letters.loadUnaligned(fromByteOffset: start, as: type)
        // Letters alone have the bit 0x40; half of it is what lower case adds to upper case.
        let caseBits = (wanted & (Word.max / 255 &* 0x40)) &>> 1
        if bytes.loadUnaligned(fromByteOffset: start, as: type) | caseBits != wanted { return false }
        place += width
    }
    return true
}

@inline(__always)
func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
