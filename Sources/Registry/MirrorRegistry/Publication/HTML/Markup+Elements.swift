/// The elements that the pages are made of.
enum MarkupTag: String {
    case html, head, title, meta, link, body, style, script, noscript
    case header, nav, main, footer, section, div, h1, h2, h3, p, a, ul, li, dl, dt, dd, pre, code
    case small, span, strong, bdi, time, details, summary
    case table, caption, thead, tbody, tr, th, td
    case form, label, select, option, input, button
    case svg, path

    fileprivate var isVoid: Bool {
        switch self {
        case .meta, .link, .input: true
        default: false
        }
    }
}

/// An element of HTML with what stands in it.
func element(_ tag: MarkupTag, _ attributes: [MarkupAttribute], _ content: Markup...) -> Markup {
    var bytes = Array("<\(tag.rawValue)".utf8)
    for attribute in attributes { bytes += attribute.utf8 }
    bytes.append(UInt8(ascii: ">"))
    if tag.isVoid { return Markup(made: bytes) }
    for part in content { bytes += part.utf8 }
    bytes += "</\(tag.rawValue)>".utf8
    return Markup(made: bytes)
}

func element(_ tag: MarkupTag, _ content: Markup...) -> Markup { element(tag, [], content.joined) }

/// A link that reads `content`.
func anchor(_ target: PageLink, _ content: Markup, _ attributes: [MarkupAttribute] = []) -> Markup {
    element(.a, [.href(target)] + (target.isForeign ? [.rel("nofollow noopener")] : []) + attributes, content)
}

extension Markup {
    /// A whole document.
    static func document(_ html: Markup) -> Markup { Markup(made: Array("<!DOCTYPE html>\n".utf8)) + html }

    /// A line break between elements, so that a person can read the source.
    static let newline = Markup(made: [0x0A])

    /// A style sheet or script as it stands: HTML reads no references in either.
    static func inline(_ tag: MarkupTag, _ source: InlineSource) -> Markup {
        element(tag, [], Markup(made: Array(source.text.utf8)))
    }
}
