import Deb822

/// A field of Packages whose relations apt reads for its cache: one that it cannot read breaks the update of all suites.
package enum RelationField: String, Sendable, CaseIterable {
    case depends = "Depends"
    case preDepends = "Pre-Depends"
    case recommends = "Recommends"
    case suggests = "Suggests"
    case breaks = "Breaks"
    case conflicts = "Conflicts"
    case replaces = "Replaces"
    case enhances = "Enhances"
    case provides = "Provides"

    /// The length and the first letter leave one name, so that at most one is compared.
    @inline(__always)
    init?(named name: UnsafeRawBufferPointer) {
        guard 6...11 ~= name.count, let first = name.first else { return nil }
        let found: (field: RelationField, name: StaticString)
        switch (name.count, first | 0x20) {
        case (6, UInt8(ascii: "b")): found = (.breaks, "breaks")
        case (7, UInt8(ascii: "d")): found = (.depends, "depends")
        case (8, UInt8(ascii: "s")): found = (.suggests, "suggests")
        case (8, UInt8(ascii: "p")): found = (.provides, "provides")
        case (8, UInt8(ascii: "r")): found = (.replaces, "replaces")
        case (8, UInt8(ascii: "e")): found = (.enhances, "enhances")
        case (9, UInt8(ascii: "c")): found = (.conflicts, "conflicts")
        case (10, UInt8(ascii: "r")): found = (.recommends, "recommends")
        case (11, UInt8(ascii: "p")): found = (.preDepends, "pre-depends")
        default: return nil
        }
        guard equalsIgnoringCase(name, found.name) else { return nil }
        self = found.field
    }

    /// Whether apt can read `value`, which has no white space at its ends. apt is lax: `foo (! 1)`, `foo;x` and a trailing comma
    /// pass. Source: `debListParser::ParseDepends`, apt-pkg/deb/deblistparser.cc, and apt 2.6.2's
    /// answers to the values of the tests; its update takes a bar at the end, and then each command that reads the cache crashes, but
    /// for Provides.
    package func isWellFormed(_ value: UnsafeRawBufferPointer) -> Bool {
        // An empty Provides, unlike the others, is a broken one.
        if value.isEmpty { return self != .provides }
        if value.last == UInt8(ascii: "|"), self != .provides { return false }
        var place = 0
        while place < value.count {
            guard let next = endOfRelation(value, from: place) else { return false }
            place = next
        }
        return true
    }
}

/// Where the relation after the one at `start` begins; nil where apt cannot read this one.
@inline(__always)
private func endOfRelation(_ value: UnsafeRawBufferPointer, from start: Int) -> Int? {
    let nameStart = skippingSpace(value, from: start)
    var place = nameStart
    place = endOfName(value, from: place)
    guard place > nameStart else { return nil }
    place = skippingSpace(value, from: place)
    if place < value.count, value[place] == UInt8(ascii: "(") {
        guard let end = endOfVersion(value, from: place + 1) else { return nil }
        place = skippingSpace(value, from: end)
    }
    if place == value.count { return place }
    guard value[place] == UInt8(ascii: ",") || value[place] == UInt8(ascii: "|") else { return nil }
    return skippingSpace(value, from: place + 1)
}

/// The place after the closing parenthesis.
private func endOfVersion(_ value: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var place = skippingSpace(value, from: start)
    // apt wants three bytes more, so that it does not read `(1)` at the end and reads it elsewhere.
    guard place + 3 < value.count else { return nil }
    switch value[place] {
    case UInt8(ascii: "<"), UInt8(ascii: ">"):
        place += value[place + 1] == value[place] || value[place + 1] == UInt8(ascii: "=") ? 2 : 1
    case UInt8(ascii: "="): place += 1
    default: break
    }
    let versionStart = skippingSpace(value, from: place)
    guard let end = nearbyIndex(of: UInt8(ascii: ")"), in: versionStart..<value.count, of: value) else { return nil }
    return end > versionStart ? end + 1 : nil
}

@inline(__always)
private func skippingSpace(_ value: UnsafeRawBufferPointer, from start: Int) -> Int {
    var place = start
    while place < value.count, isSpace(value[place]) { place += 1 }
    return place
}

/// Where the name ends that `start` lies in. Eight bytes at a time are passed over that end none: names are most of the 11 MB of
/// relations in 50 MB of Packages.
@inline(__always)
private func endOfName(_ value: UnsafeRawBufferPointer, from start: Int) -> Int {
    var place = start
    while place + 8 <= value.count {
        let others = bytesOtherThanUsualInNames(littleEndianWord(value, at: place))
        guard others != 0 else {
            place += 8
            continue
        }
        place += others.trailingZeroBitCount / 8
        if endsName(value[place]) { return place }
        place += 1
    }
    while place < value.count, !endsName(value[place]) { place += 1 }
    return place
}

/// The highest bit of each byte that is neither a lower-case letter nor one of `-./0123456789:`; a byte that is usual in names,
/// and none of these, as `+`, costs a look at it.
@inline(__always)
private func bytesOtherThanUsualInNames(_ word: UInt64) -> UInt64 {
    let (ones, high): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    // No sum of two numbers below 128 leaves its byte.
    let low = word & ~high
    let isLetter = (low &+ ones &* (0x80 - 0x61)) & ~(low &+ ones &* (0x80 - 0x7B))
    let isFurther = (low &+ ones &* (0x80 - 0x2D)) & ~(low &+ ones &* (0x80 - 0x3B))
    return (~(isLetter | isFurther) | word) & high
}

/// White space and `( ) , | [ ] < >`. Bits in place of branches: nearly all the time that relations take is spent here.
@inline(__always)
private func endsName(_ byte: UInt8) -> Bool {
    let low: UInt64 = 1 << 0x3C | 1 << 0x3E | 1 << 0x2C | 1 << 0x28 | 1 << 0x29 | 1 << 0x20 | 0x1F << 0x09
    let high: UInt64 = 1 << (0x5B - 64) | 1 << (0x5D - 64) | 1 << (0x7C - 64)
    let bits = byte & 0x40 == 0 ? low : high
    return byte < 0x80 && bits &>> UInt64(byte & 63) & 1 != 0
}
