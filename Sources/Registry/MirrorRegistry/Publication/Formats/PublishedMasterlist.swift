/// `mirrors.masterlist`: Debian's public form, a stanza for each mirror, without Maintainer and without continuation lines, which
/// some of its readers refuse.
///
/// `Archive-` is what choose-mirror and nala read; the same with the registry's name is what Grml's readers do. Source: Debian's
/// webwml, `english/mirror/Mirrors.masterlist`, `mirror_list.pl`.
func masterlist(of list: PublicList) -> PublicFile {
    var lines: [String] = []
    for stanza in list.mirrors.compactMap({ MasterlistStanza($0, list.face) }) {
        if !lines.isEmpty { lines.append("") }
        lines += stanza.lines
    }
    return PublicFile(path: "mirrors.masterlist", lines: lines)
}

private struct MasterlistStanza {
    private(set) var lines: [String] = []

    /// nil for a mirror without an address on the web: each reader wants one.
    init?(_ mirror: PublicMirror, _ face: RegistryFace) {
        // The format has one host for all schemes, with its port where it needs one.
        guard let site = mirror.webAddress?.authority else { return nil }
        let addresses = mirror.addresses.filter { $0.authority == site }.sorted()
        add("Site", site)
        add("Type", "leaf")
        for collection in Self.collections(of: face) {
            add("\(collection)-architecture", Self.architectures(of: mirror, face).joined(separator: " "))
            for address in addresses {
                let path = address.scheme == .rsync ? String(address.path.drop { $0 == "/" }) : address.path
                add("\(collection)-\(address.scheme)", path)
            }
        }
        addOrigin(of: mirror.fields)
        if let answersIPv6 = mirror.answersIPv6 {
            add("IPv6", answersIPv6 ? (mirror.answersIPv4 == false ? "only" : "yes") : "no")
        }
    }

    private mutating func addOrigin(of fields: ListingFields) {
        if let country = fields.country {
            add("Country", [country, countryName(country)].compactMap { $0 }.joined(separator: " "))
        }
        add("Location", fields.location)
        add(
            "Sponsor",
            fields.sponsor.map { name in [name, fields.sponsorURL].compactMap { $0 }.joined(separator: " ") })
        add("Bandwidth", fields.bandwidth)
        add("Comment", fields.comment)
    }

    private mutating func add(_ name: String, _ value: String?) {
        if let value, !value.isEmpty { lines.append("\(name): \(value)") }
    }

    /// `Archive` and the registry's name with a capital.
    private static func collections(of face: RegistryFace) -> [String] {
        let name = face.name.filter { $0.isLetter || $0.isNumber }
        let own = name.prefix(1).uppercased() + name.dropFirst()
        return own.isEmpty || own.lowercased() == "archive" ? ["Archive"] : ["Archive", own]
    }

    /// Those of the archive where the mirror's are not known; `all` is carried by each.
    private static func architectures(of mirror: PublicMirror, _ face: RegistryFace) -> [String] {
        let stated = mirror.fields.architectures
        return (stated.isEmpty ? face.architectures : stated).filter { $0 != "all" }
    }
}
