/// What a TZif file holds of use here: the offsets and when each begins. Names and the flags of standard time are left out.
///
/// The rules are those of RFC 8536, with its versions 1 to 3 and version 4 of RFC 9636; a later version reads as 4.
struct TZifFile {
    /// The offset of local time type 0, which holds before the first transition.
    var firstOffset = 0
    /// In strictly ascending order of their instants.
    var transitions: [TimeZoneTransition] = []
    /// The TZ string that rules after the last transition; empty where there is none.
    var footer: [UInt8] = []

    init(_ bytes: [UInt8]) throws(TimeZoneError) {
        var cursor = TZifCursor(bytes)
        let first = try TZifHeader(&cursor)
        if first.version == 0 {
            try readBlock(first, timeByteCount: 4, &cursor)
            return
        }
        _ = try cursor.take(first.blockByteCount(timeByteCount: 4))
        let second = try TZifHeader(&cursor)
        try readBlock(second, timeByteCount: 8, &cursor)
        footer = try cursor.takeFooter()
    }

    private mutating func readBlock(
        _ header: TZifHeader, timeByteCount: Int, _ cursor: inout TZifCursor
    ) throws(TimeZoneError) {
        guard header.leapCount == 0 else { throw .countsLeapSeconds }
        guard header.typeCount > 0 else { throw .malformed("no local time type") }
        var instants: [Int64] = []
        for _ in 0..<header.timeCount { instants.append(try cursor.integer(byteCount: timeByteCount)) }
        let types = try cursor.take(header.timeCount)
        let offsets = try readOffsets(header.typeCount, &cursor)
        _ = try cursor.take(header.nameByteCount + header.standardCount + header.utCount)

        firstOffset = offsets[0]
        for (instant, type) in zip(instants, types) {
            guard Int(type) < offsets.count else { throw .malformed("a transition to a type that is not there") }
            if let last = transitions.last, last.instant >= instant { throw .malformed("transitions out of order") }
            transitions.append(TimeZoneTransition(instant: instant, offset: offsets[Int(type)]))
        }
    }

    private func readOffsets(_ count: Int, _ cursor: inout TZifCursor) throws(TimeZoneError) -> [Int] {
        var offsets: [Int] = []
        for _ in 0..<count {
            let offset = Int(try cursor.integer(byteCount: 4))
            // RFC 8536, section 3.2: "SHOULD be between -89999 and 93599".
            guard (-89_999...93_599).contains(offset) else { throw .malformed("an offset of \(offset) seconds") }
            offsets.append(offset)
            _ = try cursor.take(2)
        }
        return offsets
    }
}

/// From `instant` on, in seconds since the epoch, local time is UTC plus `offset` seconds.
struct TimeZoneTransition: Sendable, Hashable {
    var instant: Int64
    var offset: Int
}

/// RFC 8536, section 3.1.
private struct TZifHeader {
    /// 0 for version 1, else the number.
    let version: Int
    let utCount, standardCount, leapCount, timeCount, typeCount, nameByteCount: Int

    init(_ cursor: inout TZifCursor) throws(TimeZoneError) {
        guard Array(try cursor.take(4, else: .notTZif)) == Array("TZif".utf8) else { throw .notTZif }
        let mark = Int(try cursor.integer(byteCount: 1))
        guard mark == 0 || (0x32...0x39).contains(mark) else { throw .malformed("version byte \(mark)") }
        version = mark == 0 ? 0 : mark - 0x30
        _ = try cursor.take(15)
        utCount = try cursor.count()
        standardCount = try cursor.count()
        leapCount = try cursor.count()
        timeCount = try cursor.count()
        typeCount = try cursor.count()
        nameByteCount = try cursor.count()
    }

    func blockByteCount(timeByteCount: Int) -> Int {
        timeCount * (timeByteCount + 1) + typeCount * 6 + nameByteCount + leapCount * (timeByteCount + 4)
            + standardCount + utCount
    }
}

private struct TZifCursor {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func take(_ count: Int, else error: TimeZoneError? = nil) throws(TimeZoneError) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw error ?? .truncated(offset: rest.startIndex) }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// A signed number in network order.
    mutating func integer(byteCount: Int) throws(TimeZoneError) -> Int64 {
        let unsigned = try take(byteCount).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let unused = 64 - byteCount * 8
        return Int64(bitPattern: unsigned << unused) >> unused
    }

    mutating func count() throws(TimeZoneError) -> Int {
        let count = try integer(byteCount: 4)
        // A count that exceeds what a file may hold would only make the arithmetic below it overflow.
        guard (0...1 << 24).contains(count) else { throw .malformed("a count of \(count)") }
        return Int(count)
    }

    /// RFC 8536, section 3.3: a TZ string between two newlines.
    mutating func takeFooter() throws(TimeZoneError) -> [UInt8] {
        guard Array(try take(1)) == [0x0A] else { throw .malformed("no newline before the footer") }
        guard let end = rest.firstIndex(of: 0x0A) else { throw .truncated(offset: rest.startIndex) }
        return Array(rest[..<end])
    }
}
