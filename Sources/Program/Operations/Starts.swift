import Configuration
import Posix
import Scheduling
import Timekeeping

/// When `sync` without names was started for a mirror with `At`: with a daily line before that minute it would never be synced,
/// and nothing else would show it.
struct Starts: Hashable {
    var first: Instant
    /// The last start between the mirror's minute and midnight.
    var lastInTime: Instant?

    init(first: Instant) { self.first = first }

    init?(text: String) {
        let lines = text.split(separator: "\n").compactMap { Instant(iso8601: String($0)) }
        guard let first = lines.first else { return nil }
        self.first = first
        lastInTime = lines.dropFirst().first
    }

    var text: String { ([first] + (lastInTime.map { [$0] } ?? [])).map { $0.iso8601 + "\n" }.joined() }
}

extension Program {
    private func startsPath(_ mirror: MirrorConfiguration) -> String {
        "\(configuration.stateDirectory)/starts/\(mirror.name)"
    }

    private func starts(_ mirror: MirrorConfiguration) -> Starts? {
        guard let bytes = try? readFile(startsPath(mirror), limit: 4096) else { return nil }
        return Starts(text: String(decoding: bytes, as: UTF8.self))
    }

    /// Remembers that `sync` without names was started; nothing depends on it but a warning.
    func recordStart(_ mirror: MirrorConfiguration, _ zone: TimeZoneRules) throws(Failure) {
        guard let minute = mirror.earliestMinute else { return }
        let now = machine.clock.now()
        var starts = starts(mirror) ?? Starts(first: now)
        if zone.localTime(of: now).secondOfDay / 60 >= minute { starts.lastInTime = now }
        let path = startsPath(mirror)
        let bytes = Array(starts.text.utf8)
        try Failure.ofSystem { () throws(SystemCallError) in
            try createDirectories(splitPath(path).directory)
            try replaceFile(path, with: bytes)
        }
    }

    /// A warning when the starts of two days never came between the mirror's minute and midnight.
    func startWarning(_ mirror: MirrorConfiguration) -> String? {
        guard let minute = mirror.earliestMinute, let starts = starts(mirror) else { return nil }
        let twoDaysAgo = machine.clock.now().adding(seconds: -2 * 86_400)
        guard starts.first < twoDaysAgo, starts.lastInTime.map({ $0 < twoDaysAgo }) ?? true else { return nil }
        let time = "\(zeroPadded(minute / 60, to: 2)):\(zeroPadded(minute % 60, to: 2))"
        return "`mirrorward sync` was not started between \(time), which At says, and midnight for two days: "
            + "start it every hour, as the other line of the crontab does"
    }
}
