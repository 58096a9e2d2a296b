package import Timekeeping

/// The mails that are due after a run: the most urgent first, then by the listing's number, and no more than the rules allow.
///
/// What is due follows from how the listings stand and what their operators were told, not from what happened in the run: a mail that
/// was not sent, as the limit was reached, is due in the next run as long as it is still true. The caller notes each one that was
/// sent by `HealthMemory.note(told:at:)`.
package func dueNotices(
    for occasions: [NoticeOccasion], from sender: NoticeSender, rules: NoticeRules = NoticeRules(), at now: Instant
) -> [Notice] {
    let due = occasions.flatMap { occasion in
        dueKinds(occasion, rules, now).prefix(roomLeft(occasion.listing, rules, now)).map { (occasion, $0) }
    }
    let ordered = due.sorted { left, right in
        (rank(left.1.kind), left.0.listing.number) < (rank(right.1.kind), right.0.listing.number)
    }
    return ordered.prefix(max(rules.runLimit, 0)).map { occasion, due in
        notice(due.kind, key: due.key, occasion, sender, now)
    }
}

extension HealthMemory {
    /// Remembers that the operator was told. What is older than 400 days, longer than any certificate runs, is forgotten.
    ///
    /// Source: the CA/Browser Forum's Baseline Requirements, section 6.3.2, for the 398 days.
    package mutating func note(told key: String, at now: Instant) {
        told = told.filter { $0.value > now.adding(seconds: -400 * 86_400) }
        told[key] = now
    }
}

private typealias DueKind = (kind: NoticeKind, key: String)

private func dueKinds(_ occasion: NoticeOccasion, _ rules: NoticeRules, _ now: Instant) -> [DueKind] {
    let listing = occasion.listing
    guard mayBeWritten(listing) else { return [] }
    var due: [DueKind] = []
    func add(_ kind: NoticeKind, _ instant: Instant, isNews: Bool = true) {
        let key = "\(kind.rawValue) \(instant.iso8601)"
        let isOld = isNews && now.seconds(since: instant) > rules.newsDays * 86_400
        if rules.kinds.contains(kind), listing.health.told[key] == nil, !isOld { due.append((kind, key)) }
    }
    switch listing.state {
    case .quarantined: add(.quarantined, listing.stateSince)
    case .delisted: add(.delisted, listing.stateSince)
    case .rejected: add(.rejected, listing.stateSince)
    case .approved, .degraded:
        if let approvedAt = listing.approvedAt { add(.approved, approvedAt) }
        if let left = openDelisting(listing) { add(.returned, left, isNews: false) }
    case .submitted, .checking, .pending, .paused, .removed: break
    }
    if listing.state.isPublic || listing.state == .delisted, let expires = occasion.report?.facts.certificateExpires,
        expires <= now.adding(seconds: rules.certificateDays * 86_400)
    {
        add(.certificate, expires, isNews: false)
    }
    return due.sorted { rank($0.kind) < rank($1.kind) }
}

/// When the mirror left the list, as its operator was told last, unless a return was told since.
private func openDelisting(_ listing: Listing) -> Instant? {
    func told(_ kind: NoticeKind) -> [Instant] {
        listing.health.told.keys.compactMap { key in
            key.hasPrefix("\(kind.rawValue) ")
                ? Instant(iso8601: String(key.dropFirst(kind.rawValue.count + 1))) : nil
        }
    }
    return (told(.delisted) + told(.quarantined)).max()
}

/// An address that only the mirror's own trace names is believed once a maintainer has approved the mirror.
private func mayBeWritten(_ listing: Listing) -> Bool {
    guard let contact = listing.fields.contact, isMailAddress(contact) else { return false }
    return listing.approvedAt != nil || !listing.fields.presumed.contains(.contact)
}

/// Rough: one address that can break neither a header nor a command line. Mail itself judges the rest.
private func isMailAddress(_ text: String) -> Bool {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
        scalar.value > 0x20 && scalar.value < 0x7F && !"<>,;:\"\\()[]".unicodeScalars.contains(scalar)
    }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return isPlain && parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254
        && !text.hasPrefix("-")
}

private func roomLeft(_ listing: Listing, _ rules: NoticeRules, _ now: Instant) -> Int {
    let since = now.adding(seconds: -rules.mirrorLimitDays * 86_400)
    return max(0, rules.mirrorLimit - listing.health.told.values.filter { $0 > since }.count)
}

private func rank(_ kind: NoticeKind) -> Int { NoticeKind.allCases.firstIndex(of: kind) ?? 0 }
