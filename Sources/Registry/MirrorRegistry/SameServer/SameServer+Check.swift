/// What a review is shown of the other mirrors that seem to be the same machine as `listing`, an item for each group, the strong
/// ones first.
///
/// All are warnings, also those that are certain: one machine is not two mirrors, but which of the names is listed is for a person to
/// say, and no day of a listed mirror is bad for it.
/// - Parameters:
///   - host: of the listing.
///   - hosts: of all listings, by number.
package func sameServerItems(
    for listing: Int64, host: String, among groups: [SameServerGroup], hosts: [Int64: String]
) -> [CheckItem] {
    groups.filter { $0.listings.contains(listing) }.map { group in
        let others = group.listings.filter { $0 != listing }.map { hosts[$0] ?? "listing \($0)" }
        let names = others.prefix(4).joined(separator: ", ") + (others.count > 4 ? " and \(others.count - 4) more" : "")
        let verb = group.isStrong ? "is one machine with" : "may be one machine with"
        return CheckItem(
            .sameServer, host, .warned, "\(verb) \(names)".boundedLine(300),
            evidence: group.traits.prefix(8).map { Evidence("shared", $0.text.boundedLine(300)) })
    }
}
