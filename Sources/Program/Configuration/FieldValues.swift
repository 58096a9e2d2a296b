import Glibc
import Timekeeping
import Transfer

/// The blank-separated words of a value.
func words(_ value: String) -> [String] {
    value.split { $0 == " " || $0 == "\t" || $0 == "\n" }.map(String.init)
}

/// `path` made absolute: relative paths are relative to the directory of the configuration file.
func absolutePath(_ path: String, from directory: String) -> String {
    let joined = path.hasPrefix("/") ? path : "\(directory)/\(path)"
    var parts: [Substring] = []
    for part in joined.split(separator: "/") where part != "." {
        if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
}

func readPath(_ value: String, _ directory: String, _ store: (String) -> Void) -> String? {
    guard !value.isEmpty, !value.contains("\n") else { return "a path" }
    let path = absolutePath(value, from: directory)
    store(path)
    return path == "/" ? "a directory below /" : nil
}

func readYesNo(_ value: String, _ store: (Bool) -> Void) -> String? {
    guard let isYes = ["yes": true, "no": false][value.lowercased()] else { return "yes or no" }
    store(isYes)
    return nil
}

func readInteger(_ value: String, _ range: ClosedRange<Int>, _ store: (Int) -> Void) -> String? {
    guard let number = Int(value), range.contains(number) else {
        return "a number from \(range.lowerBound) to \(range.upperBound)"
    }
    store(number)
    return nil
}

/// `HH:MM` of a day, as minutes since its midnight.
func readMinuteOfDay(_ value: String, _ store: (Int) -> Void) -> String? {
    let parts = value.split(separator: ":", omittingEmptySubsequences: false)
    let isShaped = parts.count == 2 && (1...2).contains(parts[0].count) && parts[1].count == 2
    guard isShaped, parts.allSatisfy({ $0.allSatisfy(isDigit) }),
        let hour = Int(parts[0]), (0..<24).contains(hour), let minute = Int(parts[1]), (0..<60).contains(minute)
    else { return "a time of day, as 04:17" }
    store(hour * 60 + minute)
    return nil
}

/// A number and a unit: `s`, `min`, `h`, `days` or `weeks`, also in full.
func readDuration(_ value: String, _ range: ClosedRange<Int64>, _ store: (Int64) -> Void) -> String? {
    let expected = "a number and a unit (s, min, h, days, weeks) of at most \(humanDuration(range.upperBound))"
    guard let (number, unit) = numberAndUnit(value), let factor = secondsPerUnit(unit) else { return expected }
    let (seconds, overflow) = number.multipliedReportingOverflow(by: factor)
    guard !overflow, range.contains(seconds) else { return expected }
    store(seconds)
    return nil
}

private func secondsPerUnit(_ unit: String) -> Int64? {
    switch unit.lowercased() {
    case "s", "second", "seconds": 1
    case "min", "minute", "minutes": 60
    case "h", "hour", "hours": 3600
    case "d", "day", "days": 86_400
    case "w", "week", "weeks": 7 * 86_400
    default: nil
    }
}

/// A number and a unit of a second, as `2 MiB/s`; at least 1 KiB/s, which is rsync's unit.
func readBandwidth(_ value: String, _ store: (Int) -> Void) -> String? {
    let expected = "a number and a unit (KiB/s, MiB/s, GiB/s)"
    guard let (number, unit) = numberAndUnit(value), unit.hasSuffix("/s"),
        let factor = bytesPerUnit(String(unit.dropLast(2))), factor >= 1024
    else { return expected }
    let (kibibytes, overflow) = number.multipliedReportingOverflow(by: factor / 1024)
    guard !overflow, kibibytes > 0, kibibytes < 1 << 32 else { return expected }
    store(Int(kibibytes))
    return nil
}

/// `5 GiB` or `3 %`.
func readMinimumFree(_ value: String, _ store: (MinimumFree) -> Void) -> String? {
    let expected = "a size (as 5 GiB) or a share (as 3 %)"
    guard let (number, unit) = numberAndUnit(value), number >= 0 else { return expected }
    if unit == "%" {
        store(.percent(Int(clamping: number)))
        return number < 100 ? nil : expected
    }
    guard let factor = bytesPerUnit(unit) else { return expected }
    let (byteCount, overflow) = number.multipliedReportingOverflow(by: factor)
    store(.bytes(byteCount))
    return overflow ? expected : nil
}

/// A whole number of hundredths, as `25 %`.
func readPercent(_ value: String, _ range: ClosedRange<Int>, _ store: (Int) -> Void) -> String? {
    guard let (number, unit) = numberAndUnit(value), unit == "%", range.contains(Int(clamping: number)) else {
        return "a share from \(range.lowerBound) % to \(range.upperBound) %"
    }
    store(Int(clamping: number))
    return nil
}

/// `1 %`, or `off`.
package func readScrubShare(_ value: String, _ store: (Int) -> Void) -> String? {
    if ["off", "no"].contains(value.lowercased()) {
        store(0)
        return nil
    }
    return readPercent(value, 1...100, store).map { "\($0), or off" }
}

private func bytesPerUnit(_ unit: String) -> Int64? {
    switch unit {
    case "B": 1
    case "KiB": 1 << 10
    case "MiB": 1 << 20
    case "GiB": 1 << 30
    case "TiB": 1 << 40
    case "kB", "KB": 1000
    case "MB": 1_000_000
    case "GB": 1_000_000_000
    case "TB": 1_000_000_000_000
    default: nil
    }
}

private func numberAndUnit(_ value: String) -> (Int64, String)? {
    let digits = value.prefix(while: isDigit)
    guard let number = Int64(digits) else { return nil }
    let unit = value[digits.endIndex...].drop { $0 == " " }
    return (number, String(unit))
}

private func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) && character.isASCII }

/// The corresponding C function is `inet_pton`.
func isAddress(_ text: String) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 16)
    return inet_pton(AF_INET, text, &bytes) == 1 || inet_pton(AF_INET6, text, &bytes) == 1
}

/// Whether `word` is the fingerprint of a key, which apt takes in Signed-By: 40 hexadecimal digits.
func isFingerprint(_ word: String) -> Bool { word.utf8.count == 40 && word.allSatisfy(\.isHexDigit) }

func readAddressFamily(_ value: String, _ store: (TransferRequest.AddressFamily) -> Void) -> String? {
    let families: [String: TransferRequest.AddressFamily] = ["any": .any, "ipv4": .ipv4, "ipv6": .ipv6]
    guard let family = families[value.lowercased()] else { return "any, ipv4 or ipv6" }
    store(family)
    return nil
}

/// Several paths of keyrings.
func readKeyrings(_ value: String, _ directory: String, _ store: ([String]) -> Void) -> String? {
    if value.contains("-----BEGIN") { return "paths of keyrings; write an embedded key to a file of its own" }
    if words(value).contains(where: isFingerprint) {
        return "paths of keyrings; export the key of that fingerprint to a file of its own"
    }
    let paths = words(value).map { absolutePath($0, from: directory) }
    store(paths)
    return paths.isEmpty ? "the path of a keyring" : nil
}
