/// Where a link leads: into the list itself, to a mirror, or to a site of http or https.
struct PageLink: Sendable, Hashable {
    let destination: String
    /// Whether it leads to what somebody else runs.
    let isForeign: Bool

    private init(destination: String, isForeign: Bool) {
        self.destination = destination
        self.isForeign = isForeign
    }

    /// A file of the list, as `mirrors.json`, seen from `place`.
    static func file(_ path: StaticString, from place: PagePlace) -> PageLink {
        PageLink(destination: place.prefix + path.description, isForeign: false)
    }

    /// The page of a mirror.
    static func page(of slug: PageSlug, from place: PagePlace) -> PageLink {
        PageLink(destination: "\(place.prefix)mirror/\(slug.text).html", isForeign: false)
    }

    /// A place on the same page.
    static func fragment(_ id: String) -> PageLink {
        PageLink(
            destination: "#" + id.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }, isForeign: false)
    }

    /// No icon, so that browsers do not ask for one.
    static let noIcon = PageLink(destination: "data:,", isForeign: false)

    /// nil for an address that holds what no address may.
    init?(_ url: MirrorURL) {
        guard let link = Self.checked(url.text, schemes: ["https://", "http://", "rsync://"]) else { return nil }
        self = link
    }

    /// An address that somebody typed; nil for all but http and https, and for one with a user or a mail address in it.
    init?(site text: String) {
        guard let link = Self.checked(text, schemes: ["https://", "http://"]), !ForeignText.holdsMailAddress(text)
        else { return nil }
        self = link
    }

    private static func checked(_ text: String, schemes: [String]) -> PageLink? {
        let lowercased = text.prefix(8).lowercased()
        guard let scheme = schemes.first(where: lowercased.hasPrefix), text.utf8.count <= 2000 else { return nil }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { !"/?#\\".contains($0) }
        guard let first = authority.first, first.isLetter || first.isNumber || first == "[" else { return nil }
        guard !authority.contains("@"), text.unicodeScalars.allSatisfy(isAllowed) else { return nil }
        return PageLink(destination: scheme + rest, isForeign: true)
    }

    /// Source: RFC 3986, section 2; letters beyond ASCII as in RFC 3987.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return (0x21...0x7E).contains(scalar.value) && !"\"<>\\^`{|}".unicodeScalars.contains(scalar)
        }
        return scalar.properties.isAlphabetic
    }
}

/// Where a page stands in the list's directory.
enum PagePlace: Sendable {
    case top
    /// In `mirror/`.
    case mirrors

    var prefix: String { self == .top ? "" : "../" }
}

/// The name of a mirror's page: letters, digits, `.` and `-`, whatever it was made from.
struct PageSlug: Sendable, Hashable {
    let text: String

    init(_ slug: String) {
        let safe = slug.prefix(200).map { character in
            character.isASCII && (character.isLetter || character.isNumber || ".-".contains(character))
                ? character : "-"
        }
        text = safe.isEmpty ? "mirror" : String(safe)
    }
}
