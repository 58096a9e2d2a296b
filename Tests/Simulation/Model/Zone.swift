import Glibc
package import Timekeeping

/// One time zone twice: as the product reads it, and as the judge does.
package struct Zone: Sendable {
    /// All names of the system's database that have these rules throughout the decade.
    package var names: [String]
    package let rules: TimeZoneRules
    let almanac: Almanac

    package var name: String { names[0] }

    package static let directory = "/usr/share/zoneinfo"
    package static var canBeRead: Bool {
        access("\(directory)/Europe/Berlin", R_OK) == 0 && access("/usr/bin/zdump", X_OK) == 0
    }

    /// Every name of the system's database, without the copies in `posix`, those that count leap seconds, and the system's own.
    package static func allNames() -> [String] {
        let command =
            "cd \(directory) && find -L * \\( -path posix -o -path right -o -name localtime -o -name posixrules \\)"
            + " -prune -o -type f -print"
        return output(of: command).split(separator: "\n").map(String.init).filter {
            bytes(of: "\(directory)/\($0)").starts(with: Array("TZif".utf8))
        }.sorted()
    }

    /// Reads zones, and puts those of equal rules in the years 2025 to 2037 together.
    ///
    /// - Throws: `TimeZoneError` for a file that the product does not read.
    package static func read(_ names: [String]) throws(TimeZoneError) -> [Zone] {
        let files = names.map { ($0, bytes(of: "\(directory)/\($0)")) }
        var firstOfFile: [[UInt8]: String] = [:]
        for (name, bytes) in files where firstOfFile[bytes] == nil { firstOfFile[bytes] = name }
        let almanacs = almanacs(of: firstOfFile.values.sorted())
        var zones: [Zone] = []
        for (name, bytes) in files {
            guard let almanac = firstOfFile[bytes].flatMap({ almanacs[$0] }) else {
                throw .malformed("zdump says nothing of \(name)")
            }
            let rules = try TimeZoneRules(tzif: bytes, name: name)
            let zone = Zone(names: [name], rules: rules, almanac: almanac)
            if let equal = zones.firstIndex(where: { $0.almanac == almanac && $0.differences(from: rules).isEmpty }) {
                zones[equal].names.append(name)
            } else {
                zones.append(zone)
            }
        }
        return zones
    }

    private static func almanacs(of names: [String]) -> [String: Almanac] {
        var almanacs: [String: Almanac] = [:]
        for start in stride(from: 0, to: names.count, by: 100) {
            let part = names[start..<min(start + 100, names.count)].joined(separator: " ")
            let text = output(of: "cd \(directory) && zdump -i -c 2025,2038 \(part)")
            var name = ""
            var lines: [Substring] = []
            for line in (text + "\nTZ=\"\"").split(separator: "\n") {
                if line.hasPrefix("TZ=\"") {
                    almanacs[name] = Almanac(zdump: lines)
                    name = String(line.dropFirst(4).dropLast())
                    lines = []
                } else {
                    lines.append(line)
                }
            }
        }
        return almanacs
    }

    private static func bytes(of path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }

    private static func output(of command: String) -> String {
        guard let pipe = popen(command, "r") else { return "" }
        defer { pclose(pipe) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&chunk, 1, chunk.count, pipe), count > 0 { bytes += chunk[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Zone {
    /// Where `rules` and the judge's calendar show different clocks: seconds around each change, and every midnight and noon.
    package func differences(from rules: TimeZoneRules) -> [Int64] {
        let around = almanac.changes.flatMap { [$0.instant - 1, $0.instant, $0.instant + 1] }
        let halves = stride(from: Decade.start, to: Decade.end, by: 43_200)
        return (around + Array(halves)).filter {
            rules.localTime(of: Instant(secondsSinceEpoch: $0)).utcOffset != Int(almanac.offset(at: $0))
        }
    }
}

/// The ten years that are simulated: 2026-06-01 to 2036-06-01, in UTC.
enum Decade {
    static let firstDay: Int64 = 20_605
    static let dayCount: Int64 = 3653
    static let start = firstDay * 86_400
    static let end = (firstDay + dayCount) * 86_400
}
