import Timekeeping

/// The text of a mail.
func notice(
    _ kind: NoticeKind, key: String, _ occasion: NoticeOccasion, _ sender: NoticeSender, _ now: Instant
) -> Notice {
    let text = NoticeText(occasion: occasion, sender: sender, now: now)
    let parts = text.parts(kind)
    return Notice(
        listing: occasion.listing.number, kind: kind, key: key, to: occasion.listing.fields.contact ?? "",
        subject: parts.subject.boundedLine(200),
        body: (parts.paragraphs + text.ending).filter { !$0.isEmpty }.joined(separator: "\n"))
}

private struct NoticeText {
    let occasion: NoticeOccasion
    let sender: NoticeSender
    let now: Instant

    private var host: String { occasion.listing.host }
    private var archive: String { sender.archive.boundedLine(80) }
    private var list: String { "the list of mirrors of \(archive)" }

    func parts(_ kind: NoticeKind) -> (subject: String, paragraphs: [String]) {
        switch kind {
        case .quarantined: ("\(host) is not on the list of \(archive) for now", quarantined)
        case .delisted: ("\(host) left the list of \(archive)", delisted)
        case .certificate: ("the certificate of \(host) expires", certificate)
        case .returned: ("\(host) is on the list of \(archive) again", returned)
        case .approved: ("\(host) is on the list of \(archive)", approved)
        case .rejected: ("\(host) was not taken onto the list of \(archive)", rejected)
        }
    }

    private var delisted: [String] {
        [
            wrapped("\(host) was taken off \(list) on \(stateDay)\(because)."), evidence,
            wrapped(
                "What to do: mend what is named above. The mirror is checked each day\(nextCheck) and comes back by "
                    + "itself after \(sender.healthRules.goodDays); nobody has to be asked."),
        ]
    }

    private var quarantined: [String] {
        [
            wrapped(
                "\(host) was taken off \(list) on \(stateDay): the token that showed that you run it and the archive "
                    + "itself are both gone from it, as when a host has come into other hands."), evidence,
            wrapped(
                "What to do: put both back, then write to the maintainer, who brings the mirror back to the list. The "
                    + "token is \(occasion.listing.proofToken.boundedLine(100))."),
        ]
    }

    private var certificate: [String] {
        let expires = occasion.report?.facts.certificateExpires ?? now
        let address = occasion.listing.address(.https)
        let server = "\(address?.authority ?? host)\(address?.port == nil ? ":443" : "")"
        let left = expires.seconds(since: now)
        let when = left > 0 ? "expires in \(humanDuration(left))" : "expired \(humanDuration(left)) ago"
        return [
            wrapped("The certificate of \(host) \(when), at \(minute(expires))."),
            shell(
                "echo | openssl s_client -connect \(server) -servername \(host) 2>&1 | openssl x509 -noout -enddate"),
            wrapped(
                "What to do: renew it, and see why it was not renewed by itself. apt refuses an expired one, and the "
                    + "mirror would leave \(list). This is the only mail about this certificate."),
        ]
    }

    private var returned: [String] {
        [wrapped("\(host) works and is on \(list) again. Nothing is to be done. Thank you.")]
    }

    private var approved: [String] {
        let opening = wrapped("\(host) is on \(list) since \(stateDay). Thank you for the mirror.")
        guard let slot = occasion.slot else { return [opening] }
        return [
            opening,
            wrapped(
                "So that not all mirrors come at once, yours has a time of its own: \(clockTime(ofMinute: slot.minute)) "
                    + "UTC, once a day. With cron and rsync:"), slot.crontab,
            wrapped("Or with mirrorward, as a stanza of mirrorward.conf:"), slot.stanza,
        ]
    }

    private var rejected: [String] {
        [
            wrapped("\(host) was not taken onto \(list)\(because)."), evidence,
            wrapped("What to do: if that can be mended, mend it, then write to the maintainer."),
        ]
    }

    private var stateDay: String { "\(UTCTime(occasion.listing.stateSince).calendarDay)" }

    private var because: String {
        let reason = occasion.reason.boundedLine(300)
        return reason.isEmpty ? "" : ": \(reason.hasSuffix(".") ? String(reason.dropLast()) : reason)"
    }

    private var nextCheck: String {
        guard let next = sender.nextCheckAt, next > now else { return "" }
        return ", next at about \(minute(next)),"
    }

    /// `2026-11-22 04:17 UTC`.
    private func minute(_ instant: Instant) -> String {
        let time = UTCTime(instant)
        return "\(time.calendarDay) \(clockTime(ofMinute: time.secondOfDay / 60)) UTC"
    }

    private var evidence: String {
        guard let report = occasion.report, !report.faults.isEmpty else { return "" }
        return (["What the check of \(minute(report.startedAt)) found:\n"] + faultLines(report.faults)).joined(
            separator: "\n")
    }

    /// How to reach a person, and why the mail came.
    var ending: [String] {
        let lines = [
            sender.policyURL.map { "The rules:       \($0.boundedLine(300))" },
            sender.listURL.map { "The list:        \($0.boundedLine(300))" },
            "The maintainer:  \(sender.contact.map { $0.boundedLine(300) } ?? "answer this mail")",
        ]
        let why = "You are written to as the contact of \(host). To be none any more, tell the maintainer."
        return [lines.compactMap(\.self).joined(separator: "\n") + "\n", wrapped(why)]
    }
}
