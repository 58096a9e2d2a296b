package import Timekeeping

/// The name of a generation: the UTC time of its publication, as `20261122T041733Z`. Names sort as their times do.
package struct GenerationName: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let description: String
    package let instant: Instant

    /// Nil for a time outside of the years 0 to 9999, whose names would not sort.
    package init?(_ instant: Instant) {
        let name = instant.generationName
        guard name.utf8.count == 16 else { return nil }
        description = name
        self.instant = instant
    }

    /// Nil for anything that is not the name of an existing second.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(0 as Int?) { sum, byte in
                (0x30...0x39).contains(byte) ? sum.map { $0 * 10 + Int(byte - 0x30) } : nil
            }
        }
        guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8), let hour = number(9..<11),
            let minute = number(11..<13), let second = number(13..<15), (1...12).contains(month)
        else { return nil }
        let calendarDay = CalendarDay(year: year, month: month, day: day)
        self.init(Instant(calendarDay, hour: hour, minute: minute, second: second))
        guard description == text else { return nil }
    }

    package static func < (left: GenerationName, right: GenerationName) -> Bool {
        left.instant < right.instant
    }
}
