import Glibc

let newline: UInt8 = 0x0A
let carriageReturn: UInt8 = 0x0D
let colon: UInt8 = 0x3A
let numberSign: UInt8 = 0x23

/// Space and TAB, with which a continuation line begins.
@inline(__always)
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

/// The offset of the first `byte` at or after `start`. memchr(3) is what makes the scan fast: a loop over bytes took twice the
/// time of the whole parse.
@inline(__always)
func firstIndex(of byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = bytes.baseAddress, start < bytes.count else { return nil }
    guard let found = memchr(base + start, Int32(byte), bytes.count - start) else { return nil }
    return UnsafeRawPointer(found) - base
}

/// What isspace(3) says in the C locale, line ends included.
@inline(__always)
func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

/// The range without white space at its ends.
@inline(__always)
func trimmed(_ range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
}

/// Whether `bytes` are `name` but for the case of ASCII letters; `name` is in lower case.
@inline(__always)
package func equalsIgnoringCase(_ bytes: UnsafeRawBufferPointer, _ name: StaticString) -> Bool {
    guard bytes.count == name.utf8CodeUnitCount else { return false }
    let letters = name.utf8Start
    for offset in 0..<bytes.count where lowercased(bytes[offset]) != letters[offset] { return false }
    return true
}

@inline(__always)
func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
