/// The style rules by which the filter works without a script: they hide what the chosen options leave out.
///
/// A script that takes over switches them off, for it hides the rows itself.
struct FilterRules: Sendable, Hashable {
    let text: String

    init(_ options: FilterOptions) {
        text = (Self.countries(options) + Self.rows(options) + Self.emptyCountries(options)).joined(separator: "\n")
    }

    private static func countries(_ options: FilterOptions) -> [String] {
        options.countries.map { hide("tbody:not([data-c=\"\($0.token)\"])", when: chosen("country", $0.token)) }
    }

    private static func rows(_ options: FilterOptions) -> [String] {
        let schemes = options.schemes.map { hide(row("data-p", $0.rawValue), when: chosen("protocol", $0.rawValue)) }
        let architectures = options.architectures.map { hide(row("data-a", $0), when: chosen("architecture", $0)) }
        return schemes + architectures + [hide(row("data-v", "6"), when: ipv6)]
    }

    /// A country of which the options together leave nothing is hidden with its heading.
    private static func emptyCountries(_ options: FilterOptions) -> [String] {
        let schemes = options.schemes.map { (options.letter($0), chosen("protocol", $0.rawValue)) } + [("-", "")]
        let places = options.architectures.enumerated().map { (String($0), chosen("architecture", $1)) } + [("-", "")]
        let families = [("6", ipv6), ("-", "")]
        return schemes.flatMap { scheme in
            places.flatMap { place in
                families.compactMap { family -> String? in
                    let condition = scheme.1 + place.1 + family.1
                    let token = scheme.0 + place.0 + family.0
                    return condition.isEmpty ? nil : hide("tbody:not([data-k~=\"\(token)\"])", when: condition)
                }
            }
        }
    }

    private static func row(_ attribute: String, _ token: String) -> String { "tr.m:not([\(attribute)~=\"\(token)\"])" }

    private static let ipv6 = ":has(#ipv6:checked)"

    private static func chosen(_ select: String, _ value: String) -> String {
        ":has(#\(select) [value=\"\(value)\"]:checked)"
    }

    private static func hide(_ what: String, when condition: String) -> String {
        ":root:not(.js)\(condition) \(what){display:none}"
    }
}
