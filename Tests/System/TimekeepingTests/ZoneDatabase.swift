import Glibc
import Timekeeping

/// The time zone database of this machine, and what zdump(8) says of it.
enum ZoneDatabase {
    static let directory = "/usr/share/zoneinfo"
    static var isThere: Bool { access("\(directory)/Europe/Berlin", R_OK) == 0 && access("/usr/bin/zdump", X_OK) == 0 }

    static func zone(_ name: String, in directory: String = directory) throws -> TimeZoneRules {
        try TimeZoneRules(tzif: bytes(of: "\(directory)/\(name)"), name: name)
    }

    static func bytes(of path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }

    /// The standard output of a command of the shell.
    static func output(of command: String) -> String {
        guard let pipe = popen(command, "r") else { return "" }
        defer { pclose(pipe) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&chunk, 1, chunk.count, pipe), count > 0 { bytes += chunk[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Instants around each change from 1970 to 2040, with the offset at each.
    static func truth(of name: String) -> [(Instant, Int)] {
        output(of: "zdump -v -c 1970,2041 \(directory)/\(name)").split(separator: "\n").compactMap { line in
            // name Sun Apr 6 00:59:59 1980 UT = Sun Apr 6 01:59:59 1980 CET isdst=0 gmtoff=3600
            let words = line.split(separator: " ")
            guard words.count == 16, let month = months.firstIndex(of: words[2]), let day = Int(words[3]),
                let year = Int(words[5]), let offset = Int(words[15].dropFirst(7))
            else { return nil }
            let clock = words[4].split(separator: ":").compactMap { Int($0) }
            let date = CalendarDay(year: year, month: month + 1, day: day)
            return (Instant(date, hour: clock[0], minute: clock[1], second: clock[2]), offset)
        }
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
