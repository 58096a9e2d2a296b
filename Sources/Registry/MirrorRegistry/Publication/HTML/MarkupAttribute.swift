/// An attribute with its value, escaped.
///
/// There is none that holds a script or a style, and addresses go only through `PageLink`.
struct MarkupAttribute: Sendable, Hashable {
    let utf8: [UInt8]

    private init(name: String, value: String) {
        utf8 = Array(" \(name)=\"".utf8) + escapedForHTML(value) + [UInt8(ascii: "\"")]
    }

    enum Name: String {
        case id, lang, type, name, value, content, datetime, scope, colspan, role, title, autocomplete, viewBox, d
        case `class`, charset, `for`, rel
        case httpEquiv = "http-equiv"
        case label = "aria-label"
        case labelledBy = "aria-labelledby"
        case describedBy = "aria-describedby"
        case current = "aria-current"
        case live = "aria-live"
        case hidden = "aria-hidden"
        case protocols = "data-p"
        case architectures = "data-a"
        case families = "data-v"
        case country = "data-c"
        case combinations = "data-k"
    }

    /// Attributes that are there or not.
    enum Flag: String {
        case open, selected
    }

    static func named(_ name: Name, _ value: String) -> MarkupAttribute {
        MarkupAttribute(name: name.rawValue, value: value)
    }

    static func flag(_ flag: Flag) -> MarkupAttribute { MarkupAttribute(name: flag.rawValue, value: "") }

    static func href(_ link: PageLink) -> MarkupAttribute { MarkupAttribute(name: "href", value: link.destination) }

    static func `class`(_ names: String) -> MarkupAttribute { named(.class, names) }
    static func id(_ value: String) -> MarkupAttribute { named(.id, value) }
    static func rel(_ value: String) -> MarkupAttribute { named(.rel, value) }
    static func labelledBy(_ id: String) -> MarkupAttribute { named(.labelledBy, id) }
    static func label(_ value: String) -> MarkupAttribute { named(.label, value) }
}
