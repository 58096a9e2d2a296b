import Glibc
import MirrorRegistry
import Posix
import Probing
import TestSupport
import Timekeeping

/// An archive of one day or more, signed by one key, as mirrors are compared with it.
struct CheckedArchive: ~Copyable {
    let key: SigningKey
    let directory: TemporaryDirectory
    /// The files of each day, the oldest first.
    let days: [[String: [UInt8]]]
    let now = Instant(CalendarDay(year: 2024, month: 1, day: 20))

    init(_ archive: TestArchive = .small, dayCount: Int = 1) throws {
        let key = try SigningKey()
        let directory = try TemporaryDirectory()
        var archive = archive
        for number in archive.suites.indices { archive.suites[number].hasRelease = false }
        var days: [[String: [UInt8]]] = []
        for day in 0..<dayCount {
            days.append(try archive.files(signedBy: key))
            for number in archive.suites.indices {
                archive.suites[number].date = archive.suites[number].date.adding(seconds: 86_400)
                archive.suites[number].packages.append(TestArchive.Package("day\(day)", "1.0"))
            }
        }
        for (path, bytes) in days.last ?? [:] { try directory.write(bytes, to: "today/\(path)") }
        self.key = key
        self.directory = directory
        self.days = days
    }

    var today: [String: [UInt8]] { days[days.count - 1] }
    var todayPath: String { "\(directory.path)/today" }

    /// The bounds of a test: loopback at any port.
    func settings(_ change: (inout ProbeSettings) -> Void = { _ in }) -> ProbeSettings {
        var settings = ProbeSettings(http: testBounds(allowing: ["127.0.0.0/8"]))
        settings.keyrings = [key.keyringPath]
        settings.seed = 7
        change(&settings)
        return settings
    }

    var referenceSettings: ReferenceSettings {
        var settings = ReferenceSettings(keyrings: [key.keyringPath], userAgent: "mirrorward/0")
        settings.http = testBounds(allowing: ["127.0.0.0/8"])
        settings.http.byteLimit = 64 << 20
        settings.http.requestLimit = 500
        settings.seed = 3
        return settings
    }

    /// The archive of today, with what is remembered of the days before, each seen at its noon.
    func reference() throws -> ArchiveReference {
        var reference = try readReference(.directory(todayPath), referenceSettings, now: now)
        var (seen, samples): ([SeenRelease], [GenerationSample]) = ([], [])
        for (number, files) in days.enumerated() {
            let root = "\(directory.path)/day\(number)"
            for (path, bytes) in files { try directory.write(bytes, to: "day\(number)/\(path)") }
            let then = try readReference(
                .directory(root), referenceSettings,
                now: Instant(CalendarDay(year: 2024, month: 1, day: 6 + number), hour: 12))
            seen += then.seen
            samples += then.samples
        }
        reference = reference.remembering(seen, samples: samples)
        return reference
    }

    /// The report of a mirror that serves `files`.
    func report(
        on files: [String: [UInt8]], hasRanges: Bool = true, change: (inout ProbeSettings) -> Void = { _ in }
    ) throws -> CheckReport {
        let mirror = try MirrorServer(files, hasRanges: hasRanges)
        return try report(on: mirror, change: change)
    }

    func report(
        on mirror: MirrorServer, token: String? = nil, change: (inout ProbeSettings) -> Void = { _ in }
    ) throws -> CheckReport {
        let prober = try Prober(settings(change), reference: reference(), clock: StoppedClock(now: now))
        return prober.check(ProbeWish(addresses: [try mirror.url], proofToken: token))
    }
}

/// A clock that stands still.
struct StoppedClock: Clock {
    let now: Instant
    func reading() -> ClockReading { ClockReading(wall: now, secondsSinceBoot: 1000, bootID: "test") }
}

extension CheckReport {
    func items(_ code: CheckCode) -> [CheckItem] { items.filter { $0.code == code } }

    func outcome(_ code: CheckCode) -> CheckOutcome? { items(code).map(\.outcome).max() }

    /// Each item in a line, for a failing test.
    var lines: String {
        items.map { item in
            "\(item.outcome) \(item.code.rawValue) \(item.subject): \(item.summary) "
                + item.evidence.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
        }.joined(separator: "\n")
    }
}

extension CheckItem {
    func evidence(_ name: String) -> String? { evidence.first { $0.name == name }?.value }
}

extension TemporaryDirectory {
    fileprivate func write(_ bytes: [UInt8], to name: String) throws {
        let file = "\(path)/\(name)"
        try createDirectories(splitPath(file).directory)
        try Descriptor.open(file, O_WRONLY | O_CREAT | O_TRUNC).write(bytes)
    }
}
