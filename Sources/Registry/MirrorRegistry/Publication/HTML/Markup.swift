/// HTML that is safe by the way it is made.
///
/// A text becomes markup only escaped; elements, attributes and links come only from types that know what they may hold. No
/// initialiser takes markup as a text.
struct Markup: Sendable, Hashable {
    private(set) var utf8: [UInt8]

    static let empty = Markup(made: [])

    /// `text` as it is read: what HTML would understand is escaped.
    init(text: String) { utf8 = escapedForHTML(text) }

    /// Of bytes that are markup already: for the two files that make elements.
    init(made utf8: [UInt8]) { self.utf8 = utf8 }

    static func + (left: Markup, right: Markup) -> Markup { Markup(made: left.utf8 + right.utf8) }

    static func += (left: inout Markup, right: Markup) { left.utf8 += right.utf8 }

    var isEmpty: Bool { utf8.isEmpty }
}

extension Sequence<Markup> {
    /// All of them, one after the other.
    var joined: Markup { reduce(into: Markup.empty) { $0 += $1 } }

    /// All that are not empty, with `separator` between them.
    func joined(by separator: Markup) -> Markup {
        reduce(into: Markup.empty) { result, part in
            if !part.isEmpty { result += (result.isEmpty ? .empty : separator) + part }
        }
    }
}

extension Markup: ExpressibleByStringInterpolation {
    init(stringLiteral text: String) { self.init(text: text) }

    init(stringInterpolation: Interpolation) { self = stringInterpolation.markup }

    /// Texts and numbers are escaped, markup stays what it is.
    struct Interpolation: StringInterpolationProtocol {
        fileprivate(set) var markup = Markup.empty

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ text: String) { markup += Markup(text: text) }
        mutating func appendInterpolation(_ text: String) { markup += Markup(text: text) }
        mutating func appendInterpolation(_ number: Int) { markup += Markup(text: PageText.grouped(number)) }
        mutating func appendInterpolation(_ inner: Markup) { markup += inner }
        mutating func appendInterpolation(_ foreign: ForeignText) { markup += foreign.markup }
    }
}
