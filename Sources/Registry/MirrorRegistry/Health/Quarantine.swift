/// Whether the mirror seems to have changed hands: the token that was seen there and the archive have vanished together.
///
/// A host that does not answer at all is a mirror that is down, and a token that alone is gone is for the maintainer to ask about.
package func isQuarantineDue(_ listing: Listing, _ report: CheckReport) -> Bool {
    let isPossible = TransitionRule.all.contains { $0.action == .quarantine && $0.from.contains(listing.state) }
    let answers = report.facts.answersIPv4 == true || report.facts.answersIPv6 == true
    return isPossible && listing.isProofSeen && report.facts.isProofSeen == false && !report.facts.hasArchive
        && answers
}
