/// What was done with one mirror of a submission.
package enum SubmissionOutcome: Sendable, Hashable {
    /// It is new: the listing that was made of it.
    case received(Listing)
    /// It is known, and what was sent differs: the listing, with the proposal that the maintainer decides on.
    case proposed(Listing)
    /// It is known as it was sent.
    case known(Listing)
    /// The policy refuses one of its addresses.
    case refused(SubmissionWish, MirrorURLFault)
}

/// A mail's subject and plain text.
package struct MailDraft: Sendable, Hashable {
    package var subject: String
    /// Lines of at most 76 characters, but for addresses; ends in LF.
    package var body: String

    package init(subject: String, body: String) {
        self.subject = subject
        self.body = body
    }
}

/// The answer to a submission.
///
/// It says what was understood, and quotes no free text: whoever forges a sender would otherwise write to it through us.
///
/// - Parameters:
///   - proof: what the operator has to show, by the registry's rules; nil where it asks for none.
///   - notes: of the wishes, in sentences.
package func submissionAnswer(
    _ outcomes: [SubmissionOutcome], faults: [SubmissionFault], notes: [String] = [], face: RegistryFace,
    proof: ((Listing) -> String)? = nil
) -> MailDraft {
    var paragraphs = ["Thank you for your mail to the registry of mirrors of \(oneLine(face.title, limit: 100))."]
    if outcomes.isEmpty {
        paragraphs.append(
            "No mirror could be taken from it. Please send the full address, as\nhttps://mirror.example.org/\(face.name)/, in a "
                + "line of its own.")
    }
    paragraphs += outcomes.map { paragraph($0, proof) }
    let notes = notes.prefix(shownLimit).map { "  \(oneLine($0, limit: 300))" }
    if !notes.isEmpty { paragraphs.append((["Changed on the way:"] + notes).joined(separator: "\n")) }
    let lines = faults.prefix(shownLimit).map { "  \(oneLine(answered($0), limit: 300))" }
    if !lines.isEmpty { paragraphs.append((["Not taken:"] + lines).joined(separator: "\n")) }
    return MailDraft(subject: subject(outcomes, face), body: body(paragraphs, face))
}

/// The answer to the first mail of a day that is one too many.
package func tooManyAnswer(limit: Int, face: RegistryFace) -> MailDraft {
    let count = limit == 1 ? "One submission" : "\(limit) submissions"
    return MailDraft(
        subject: "\(face.name): too many submissions today",
        body: body(
            [
                "\(count) a day and sender are read by the registry of mirrors of\n\(oneLine(face.title, limit: 100)). This one was "
                    + "not read; please send it again tomorrow.",
                "Further ones of today are not answered.",
            ], face))
}

/// Faults and notes of an answer; the rest of a mail full of them helps nobody.
private let shownLimit = 10

private func subject(_ outcomes: [SubmissionOutcome], _ face: RegistryFace) -> String {
    guard let first = outcomes.first else { return "\(face.name): no mirror was found in your mail" }
    let more = outcomes.count > 1 ? " and \(outcomes.count - 1) more" : ""
    switch first {
    case .received(let listing): return "\(face.name): \(listing.host)\(more) received"
    case .proposed(let listing): return "\(face.name): changes of \(listing.host)\(more) received"
    case .known(let listing): return "\(face.name): \(listing.host)\(more) is known"
    case .refused(let wish, _): return "\(face.name): \(wish.host)\(more) refused"
    }
}

private func body(_ paragraphs: [String], _ face: RegistryFace) -> String {
    var ends: [String] = []
    if let policy = face.policyURL { ends.append("The rules for mirrors: \(oneLine(policy, limit: 300))") }
    if let list = face.publicURL { ends.append("The list: \(oneLine(list, limit: 300))") }
    ends.append("This mail was written by a program. An answer to it is read as another\nsubmission.")
    return (paragraphs + [ends.joined(separator: "\n")]).joined(separator: "\n\n") + "\n"
}

/// A fault without what the sender wrote, but for an address, which is shown as far as it is short and plain.
private func answered(_ fault: SubmissionFault) -> String {
    var shown = fault
    shown.line = nil
    let isPlain = fault.subject.utf8.allSatisfy { 0x21...0x7E ~= $0 }
    if !isPlain || fault.subject.utf8.count > 200 { shown.subject = "an address or field" }
    return shown.message
}

private func paragraph(_ outcome: SubmissionOutcome, _ proof: ((Listing) -> String)?) -> String {
    switch outcome {
    case .received(let listing):
        var parts = [facts("Received, as number \(listing.number):", listing.addresses, listing.fields)]
        parts.append("State: \(listing.state.sentence)")
        if let proof { parts.append(proof(listing)) }
        return parts.joined(separator: "\n")
    case .proposed(let listing):
        let proposal = listing.proposal
        return facts(
            "Changes received, of number \(listing.number):", proposal?.addresses ?? listing.addresses,
            proposal?.fields ?? listing.fields)
            + "\nThe maintainer decides on them. Until then it is:\n\(listing.state.sentence)"
    case .known(let listing):
        return facts("Known already, as number \(listing.number):", listing.addresses, ListingFields())
            + "\nState: \(listing.state.sentence)"
    case .refused(let wish, let fault):
        return facts("Refused:", wish.addresses, ListingFields()) + "\nReason: \(fault.message)"
    }
}

/// Nothing of the maintainer's, sponsor's and the comment's words is among them.
private func facts(_ title: String, _ addresses: [MirrorURL], _ fields: ListingFields) -> String {
    var lines = [title] + addresses.map { "  \($0.text)" }
    if let code = fields.country { lines.append("  Country: \(code)" + (countryName(code).map { " (\($0))" } ?? "")) }
    if !fields.architectures.isEmpty {
        lines.append("  Architectures: \(fields.architectures.prefix(12).joined(separator: " "))")
    }
    let texts: [(String, String?)] = [
        ("location", fields.location), ("sponsor", fields.sponsor), ("maintainer", fields.maintainer),
        ("bandwidth", fields.bandwidth), ("comment", fields.comment),
    ]
    let noted = texts.filter { $0.1 != nil }.map(\.0)
    if !noted.isEmpty { lines.append("  Noted as well: \(noted.joined(separator: ", "))") }
    return lines.joined(separator: "\n")
}

extension ListingState {
    /// What it means for the operator of a mirror.
    package var sentence: String {
        switch self {
        case .submitted: "submitted; it is checked within a day"
        case .checking: "its first checks are running"
        case .pending: "checked; the maintainer is to decide"
        case .approved: "on the public list"
        case .degraded: "on the public list, with faults in its last checks"
        case .delisted: "not on the list because of faults; it comes back by itself\nwhen two days were good"
        case .rejected: "refused by the maintainer"
        case .paused: "taken off the list by the maintainer for a time"
        case .quarantined: "taken off the list until the maintainer has looked at it"
        case .removed: "removed from the list"
        }
    }
}
