extension PosixTimeZone {
    /// - Throws: `TimeZoneError.malformedFooter`, also for a daylight saving time without its two dates, which POSIX leaves open.
    init(_ text: [UInt8]) throws(TimeZoneError) {
        var scanner = TZStringScanner(rest: text[...])
        guard let zone = scanner.zone(), scanner.rest.isEmpty else {
            throw .malformedFooter(String(decoding: text, as: UTF8.self))
        }
        self = zone
    }
}

/// Reads the grammar of TZ in POSIX, base definitions, section 8.3; each function is nil where its part does not stand.
private struct TZStringScanner {
    var rest: ArraySlice<UInt8>

    mutating func zone() -> PosixTimeZone? {
        guard name(), let west = clock(hours: 0...24) else { return nil }
        if rest.isEmpty { return PosixTimeZone(standardOffset: -west) }
        guard name() else { return nil }
        var offset = -west + 3600
        if rest.first != comma {
            guard let daylightWest = clock(hours: 0...24) else { return nil }
            offset = -daylightWest
        }
        guard let start = change(), let end = change() else { return nil }
        return PosixTimeZone(standardOffset: -west, daylight: .init(offset: offset, start: start, end: end))
    }

    private mutating func name() -> Bool {
        if skip("<") {
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
            let inner = rest[..<end]
            rest = rest[(end + 1)...]
            return inner.count >= 3
        }
        let letters = rest.prefix { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
        rest = rest.dropFirst(letters.count)
        return letters.count >= 3
    }

    private mutating func change() -> PosixTimeZone.Change? {
        guard skip(","), let day = dayRule() else { return nil }
        guard skip("/") else { return .init(day: day, secondOfDay: 7200) }
        return clock(hours: 0...167).map { .init(day: day, secondOfDay: $0) }
    }

    private mutating func dayRule() -> PosixTimeZone.DayRule? {
        if skip("J") { return number(1...365).map { .julian($0) } }
        guard skip("M") else { return number(0...365).map { .zeroBased($0) } }
        guard let month = number(1...12), skip("."), let week = number(1...5), skip("."), let weekday = number(0...6)
        else { return nil }
        return .weekday(month: month, week: week, weekday: weekday)
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    private mutating func clock(hours: ClosedRange<Int>) -> Int? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard let hour = number(hours) else { return nil }
        var seconds = hour * 3600
        for unit in [60, 1] where skip(":") {
            guard let part = number(0...59) else { return nil }
            seconds += part * unit
        }
        return isNegative ? -seconds : seconds
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return range.contains(value) ? value : nil
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private var comma: UInt8 { UInt8(ascii: ",") }
}
