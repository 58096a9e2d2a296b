import MirrorRegistry
import Timekeeping

/// A public list of an archive `dotdeb` with the mirrors that a test puts on it.
enum Sample {
    static let day = CalendarDay(year: 2026, month: 11, day: 22)
    static let now = Instant(day, hour: 4)

    static func list(_ mirrors: [PublicMirror], _ change: (inout PublicList) -> Void = { _ in }) -> PublicList {
        var face = RegistryFace(name: "dotdeb", title: "The Dotdeb archive")
        face.archiveURL = url("http://packages.example.org/dotdeb/")
        face.publicURL = "https://mirrors.example.org/"
        face.suites = ["wren"]
        face.components = ["main", "contrib"]
        face.architectures = ["all", "amd64", "arm64"]
        var list = PublicList(face: face, writtenAt: now, mirrors: mirrors, lastCheckAt: now.adding(seconds: -600))
        change(&list)
        return list
    }

    /// Approved, current and checked, on http and https.
    static func mirror(
        _ host: String, country: String? = "FR", _ change: (inout PublicMirror) -> Void = { _ in }
    ) -> PublicMirror {
        var mirror = PublicMirror(
            slug: host, host: host, addresses: [url("https://\(host)/dotdeb/"), url("http://\(host)/dotdeb/")],
            fields: ListingFields(), state: .approved, stateSince: now, listedSince: now)
        mirror.fields.country = country
        mirror.score = 0.5
        mirror.lagSeconds = 0
        change(&mirror)
        return mirror
    }

    /// The address `text`, which is one.
    static func url(_ text: String) -> MirrorURL {
        do { return try MirrorURL(text) } catch { preconditionFailure("\(text): \(error)") }
    }
}

extension [PublicFile] {
    /// The text of the file at `path`; nil where there is none.
    func text(_ path: String) -> String? { first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) } }

    func lines(_ path: String) -> [String] { (text(path) ?? "").split(separator: "\n").map(String.init) }
}
