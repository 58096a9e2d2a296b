/// What is said of a mirror, by its operator or, where nothing else is known, by the mirror itself.
package struct ListingFields: Sendable, Hashable, Codable {
    /// Two letters of ISO 3166-1 in upper case.
    package var country: String?
    /// A city or region.
    package var location: String?
    package var sponsor: String?
    package var sponsorURL: String?
    /// Who runs it.
    package var maintainer: String?
    /// A mail address; never published.
    package var contact: String?
    /// As words of Architectures in Release, `source` among them; empty where nothing was said.
    package var architectures: [String] = []
    /// As its operator wrote it: `1 Gb/s`.
    package var bandwidth: String?
    package var comment: String?
    /// The names of fields that stand here by the mirror's own word (its trace, its top-level domain) and that nobody stated.
    package var presumed: Set<Name> = []

    /// A field that may be presumed.
    package enum Name: String, Sendable, Hashable, CaseIterable, Codable, Comparable {
        case country, location, sponsor, maintainer, contact, architectures, bandwidth

        package static func < (left: Name, right: Name) -> Bool { left.rawValue < right.rawValue }
    }

    package init() {}
}
