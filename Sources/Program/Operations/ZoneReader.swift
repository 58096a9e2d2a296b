import Configuration
import Posix
import Timekeeping

/// The rules of the zone `name`, or those of /etc/localtime; UTC where the system has set none, as localtime(5) says.
func readZone(_ name: String?, place: SourceLine) throws(Failure) -> TimeZoneRules {
    if name == "UTC" { return .utc }
    let path = name.map { "/usr/share/zoneinfo/\($0)" } ?? "/etc/localtime"
    let bytes: [UInt8]
    do throws(SystemCallError) { bytes = try readFile(path, limit: 1 << 20) } catch {
        if name == nil, error.isNotFound { return .utc }
        throw .timeZone(name ?? path, place, error.isNotFound ? "there is no \(path)" : error.description)
    }
    do throws(TimeZoneError) {
        return try TimeZoneRules(tzif: bytes, name: name ?? systemZoneName())
    } catch { throw .timeZone(name ?? path, place, "\(path) is no file of a time zone") }
}

/// The name behind the link /etc/localtime, as `Europe/Berlin`.
private func systemZoneName() -> String {
    let target = ((try? realPath("/etc/localtime")) ?? nil) ?? ""
    let parts = target.split(separator: "/zoneinfo/", maxSplits: 1)
    return parts.count == 2 ? String(parts[1]) : "the system's"
}

extension SystemCallError {
    var isNotFound: Bool { number == 2 || number == 20 }
}
