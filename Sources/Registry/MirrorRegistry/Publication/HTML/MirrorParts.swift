import Timekeeping

/// The address of a mirror as a link; only its text where it is no address that may be followed.
struct AddressLink {
    let url: MirrorURL

    /// Reads as the protocol.
    var short: Markup {
        let name = Markup(text: url.scheme.rawValue)
        return PageLink(url).map { anchor($0, name) } ?? name
    }

    /// Reads as the whole address.
    var whole: Markup {
        let text = ForeignText(url.text, limit: 500).markup
        return PageLink(url).map { anchor($0, text) } ?? text
    }
}

/// Who pays for a mirror, as a link where an http or https address is known.
struct SponsorLink {
    let markup: Markup

    init(_ fields: ListingFields, limit: Int) {
        let name = ForeignText(fields.sponsor ?? fields.sponsorURL ?? "", limit: limit)
        let link = fields.sponsorURL.flatMap(PageLink.init(site:))
        markup = name.isEmpty ? .empty : link.map { anchor($0, name.markup) } ?? name.markup
    }
}

/// The condition of today, with a sign beside the word so that colour is not all that tells it.
struct ConditionMark {
    let markup: Markup

    init(_ mirror: PublicMirror) {
        markup = element(.strong, [.class("s \(Condition(mirror).rawValue)")], Markup(text: mirror.pageCondition))
    }
}

/// Points out a certificate that expires soon or has expired.
struct CertificateNote {
    /// Certificates that renew themselves do so at 30 days: one that is seen at 14 does not.
    private static let days: Int64 = 14

    let markup: Markup?

    init(_ mirror: PublicMirror, now: Instant) {
        guard let expires = mirror.certificateExpires else {
            markup = nil
            return
        }
        let left = expires.seconds(since: now)
        let text: Markup? =
            left <= 0
            ? "certificate expired on \(Markup.day(expires))"
            : left <= Self.days * 86_400 ? "certificate expires in \(humanDuration(left))" : nil
        markup = text.map { element(.span, [.class("s warned")], $0) }
    }
}

extension PublicMirror {
    /// The families of addresses over which it answered.
    var pageFamilies: String {
        switch (answersIPv4, answersIPv6) {
        case (true, true): "IPv4, IPv6"
        case (true, nil): "IPv4"
        case (nil, true): "IPv6"
        case (true, false): "IPv4; IPv6 fails"
        case (false, true): "IPv6; IPv4 fails"
        case (nil, nil): "not tried yet"
        default: "no answer"
        }
    }
}
