import Timekeeping

/// What is known of a mirror, and from whom.
struct MirrorFactsTable {
    let mirror: PublicMirror
    let face: RegistryFace

    var markup: Markup { FactList(rows: addresses + operatorWords + checks).markup }

    private typealias Row = (name: Markup, value: Markup)

    private var addresses: [Row] {
        let links = mirror.addresses.sorted().map { element(.li, AddressLink(url: $0).whole) }
        return [
            ("Addresses", element(.ul, [.class("plain")], links.joined)),
            ("Reached over", Markup(text: mirror.pageFamilies)),
        ]
    }

    private var operatorWords: [Row] {
        let fields = mirror.fields
        return [
            ("Country", country), ("Place", said(fields.location, .location)),
            ("Sponsor", SponsorLink(fields, limit: 300).markup + ownWord(.sponsor, of: fields.sponsor)),
            ("Run by", said(fields.maintainer, .maintainer)),
            ("Architectures", architectures), ("Bandwidth", said(fields.bandwidth, .bandwidth)),
            ("Comment", said(fields.comment, nil)),
        ]
    }

    private var checks: [Row] {
        [
            ("Lag", Markup(text: mirror.pageLag)),
            ("Its last sync", mirror.lastSync.map { "\(Markup.moment($0)), by its own trace" } ?? .empty),
            ("Last check", mirror.lastCheckAt.map { Markup.moment($0) } ?? "none yet"),
            ("Certificate", mirror.certificateExpires.map { "valid until \(Markup.moment($0))" } ?? .empty),
            ("On the list since", Markup.day(mirror.listedSince)),
        ]
    }

    private var country: Markup {
        guard let code = CountryGroup.code(of: mirror) else { return .empty }
        return "\(CountryGroup.name(of: code))" + ownWord(.country, of: code)
    }

    private var architectures: Markup {
        let names = mirror.fields.architectures.prefix(60).map { ForeignText($0, limit: 40).text }
        guard !names.isEmpty else { return "not stated; taken to have all of the archive’s" }
        return Markup(text: names.joined(separator: " ")) + ownWord(.architectures, of: "")
    }

    private func said(_ text: String?, _ name: ListingFields.Name?) -> Markup {
        let foreign = ForeignText(text ?? "")
        return foreign.isEmpty ? .empty : foreign.markup + (name.map { ownWord($0, of: text) } ?? .empty)
    }

    /// Says of what nobody stated that it is the mirror's own word.
    private func ownWord(_ name: ListingFields.Name, of value: String?) -> Markup {
        guard value != nil, mirror.fields.presumed.contains(name) else { return .empty }
        return " " + element(.small, "(the mirror’s own word, not checked)")
    }
}
