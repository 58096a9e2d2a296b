package import MirrorRegistry
package import Timekeeping

/// Public lists as a registry may have them, equal in each run.
package enum SampleLists {
    /// When the samples are written: 25 November 2026, 04:17:33 UTC.
    package static let now = Instant(CalendarDay(year: 2026, month: 11, day: 25), hour: 4, minute: 17, second: 33)

    /// A list of `count` mirrors, with all that goes wrong among them.
    package static func plain(_ count: Int) -> PublicList {
        var list = frame()
        list.mirrors = (0..<count).map(SampleMirrors.mirror)
        list.lastCheckAt = count == 0 ? nil : now.adding(seconds: -4000)
        list.removed = count == 0 ? [] : removed
        list.changes = list.mirrors.prefix(8).enumerated().map { index, mirror in
            PublicChange(
                number: Int64(100 - index), occurredAt: now.adding(seconds: Int64(index) * -90_000), host: mirror.host,
                slug: mirror.slug, action: [.approve, .delist, .return, .degrade][index % 4],
                reason: index % 4 == 1 ? .stale : nil)
        }
        return list
    }

    /// The same with `hostileTexts` in every field of every mirror, in turn.
    package static func hostile(_ count: Int) -> PublicList {
        var list = plain(count)
        list.face.title = "Dotdeb <script>alert(1)</script>"
        list.mirrors = list.mirrors.enumerated().map {
            SampleMirrors.spoiled($1, by: hostileTexts[$0 % hostileTexts.count])
        }
        list.removed.append(
            RemovedMirror(
                host: "<img src=x onerror=alert(1)>", country: "<b>", removedAt: now, state: .removed, reason: .foreign)
        )
        list.changes.append(
            PublicChange(
                number: 1, occurredAt: now, host: "\u{202E}gro.elpmaxe", slug: "../../etc/passwd", action: .reject,
                reason: .policy))
        return list
    }

    /// What nobody may write into a page.
    package static let hostileTexts = [
        "<script>alert('x')</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
        "</title></style></script><h1>",
        "javascript:alert(1)", "\u{202E}\u{2066}gro.elpmaxe rorrim", "a\u{0}b\u{7}c\r\nd\u{85}e\u{2028}f\u{FFFE}g",
        "مرآة تجريبية", "Joe <joe@example.org>, joe%40example.org, mailto:joe@example.org",
        String(repeating: "Sponsoringgesellschaft", count: 14), "Z" + String(repeating: "\u{0310}\u{0489}", count: 60),
        "&amp;&#60;b&#62;&lt;", "]]><!-- -->", "🇫🇷🏳️‍🌈 Łódź – Köln",
    ]

    private static func frame() -> PublicList {
        var face = RegistryFace(name: "dotdeb", title: "Dotdeb")
        face.archiveURL = url("https://packages.example.org/dotdeb/")
        face.publicURL = "https://mirrors.example.org/"
        face.policyURL = "https://www.example.org/mirror-policy/"
        face.contactURL = "https://www.example.org/contact/"
        face.suites = ["bookworm", "trixie"]
        face.components = ["all"]
        face.architectures = ["amd64", "arm64", "armhf", "source"]
        face.keyringPath = "/usr/share/keyrings/dotdeb.gpg"
        return PublicList(face: face, writtenAt: now)
    }

    private static let removed = [
        RemovedMirror(
            host: "old.example.net", country: "DE", removedAt: now.adding(seconds: -900_000), state: .removed,
            reason: .unreachable),
        RemovedMirror(
            host: "stale.example.com", country: "FR", removedAt: now.adding(seconds: -200_000), state: .delisted,
            reason: .stale),
        RemovedMirror(
            host: "twin.example.org", country: nil, removedAt: now.adding(seconds: -5_000_000), state: .rejected,
            reason: .duplicate),
    ]

    package static func url(_ text: String) -> MirrorURL? {
        do throws(MirrorURLFault) { return try MirrorURL(text) } catch { return nil }
    }
}
