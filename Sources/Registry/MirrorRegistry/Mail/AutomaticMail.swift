/// By what a mail shows that no person wrote it: answering it could go round for ever, or reach a whole list.
package enum AutomaticMail: String, Sendable, Hashable, CaseIterable {
    case autoSubmitted = "Auto-Submitted"
    case precedence = "Precedence"
    case list = "List-*"
    case suppressed = "X-Auto-Response-Suppress"
    case loop = "a header of an automatic answer"
    case emptyReturnPath = "an empty Return-Path"
    case report = "a delivery report"
    case sender = "the sender's name"
    case noSender = "no sender"

    /// nil for a mail that a person may have written. Source: RFC 3834, section 2.
    init?(_ headers: MailHeaders, from: MailAddress?) {
        func value(_ name: String) -> String? { headers[name].map { asciiLowercased($0.trimmed) } }
        if let word = value("auto-submitted")?.split(separator: ";").first, word.trimmed != "no" {
            self = .autoSubmitted
        } else if let word = value("precedence"), ["bulk", "list", "junk", "auto_reply"].contains(word) {
            self = .precedence
        } else if headers.contains(prefix: "list-") || headers["mailing-list"] != nil {
            self = .list
        } else if let word = value("x-auto-response-suppress"), word != "none" {
            self = .suppressed
        } else if loopHeaders.contains(where: { headers[$0] != nil }) {
            self = .loop
        } else if isEmptyPath(value("return-path")) || isEmptyPath(headers.envelopeSender.map(asciiLowercased)) {
            self = .emptyReturnPath
        } else if isReport(ContentType(headers["content-type"] ?? "").value) {
            self = .report
        } else if let from {
            guard isRobot(from.address) || isRobot(headers.envelopeSender ?? "") else { return nil }
            self = .sender
        } else {
            self = .noSender
        }
    }
}

/// `x-mirrorward` is our own.
private let loopHeaders = [
    "x-mirrorward", "x-loop", "x-autoreply", "x-autorespond", "x-autoresponder", "x-mailman-version",
]

/// `<>`, or the name that stands for it in the first line of a mailbox.
private func isEmptyPath(_ text: String?) -> Bool {
    guard let text else { return false }
    let word = text.filter { !"<> ".contains($0) }
    return word.isEmpty || word.hasPrefix("mailer-daemon")
}

private func isReport(_ type: String) -> Bool {
    ["multipart/report", "message/delivery-status", "message/disposition-notification"].contains(type)
}

/// Names that mail systems, lists and programs write under. Source: RFC 3834, section 2; RFC 2142 for those of lists.
private func isRobot(_ address: String) -> Bool {
    let local = asciiLowercased(address).prefix { $0 != "@" }
    let letters = local.filter { !"-_.".contains($0) }
    return robots.contains(letters) || robotBeginnings.contains { local.hasPrefix($0) }
        || robotEnds.contains { local.hasSuffix($0) }
}

private let robots: Set<String> = [
    "mailerdaemon", "postmaster", "noreply", "donotreply", "dontreply", "nobody", "mailman", "majordomo", "listserv",
    "listproc", "autoreply", "autoresponder", "daemon", "bounce", "bounces",
]
private let robotBeginnings = [
    "owner-", "bounce-", "bounce+", "bounces-", "bounces+", "noreply", "no-reply", "no_reply", "donotreply",
    "do-not-reply",
]
private let robotEnds = ["-request", "-bounces", "-bounce", "-owner", "-noreply", "-no-reply"]
