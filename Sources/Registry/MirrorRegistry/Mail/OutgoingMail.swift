package import Timekeeping

/// A mail that the registry writes.
package struct OutgoingMail: Sendable, Hashable {
    /// A mail address, with a name before it or not.
    package var to: String
    package var subject: String
    /// Plain text; lines end in LF.
    package var body: String
    /// The identifier of the mail that it answers, with its angle brackets.
    package var inReplyTo: String?

    package init(to: String, subject: String, body: String, inReplyTo: String? = nil) {
        self.to = to
        self.subject = subject
        self.body = body
        self.inReplyTo = inReplyTo
    }

    /// The mail as `sendmail -t` reads it: RFC 5322 with LF for the ends of lines, as every program on its standard input has them.
    ///
    /// No value begins another header: control characters become blanks, and an address that is none becomes an empty group, for which
    /// sendmail(8) finds no recipient and fails. By its headers no mail system and no registry answers it (RFC 3834, section 5; the
    /// others are what Exchange and older systems heed). A line has at most 76 bytes but for identifiers, which may have 254.
    package func text(from: String, date: Instant, messageID: String) -> [UInt8] {
        let isPlain = body.utf8.allSatisfy { 0x20...0x7E ~= $0 || $0 == 0x0A || $0 == 0x09 }
        let isShort = body.utf8.split(separator: 0x0A).allSatisfy { $0.count <= 76 && !$0.starts(with: "From ".utf8) }
        let isAsItIs = isPlain && isShort && !body.utf8.split(separator: 0x0A).contains { Array($0) == [0x2E] }
        let answered = inReplyTo.flatMap(headerIdentifier)
        let headers = [
            ("From", mailbox(from)), ("To", mailbox(to)),
            ("Subject", encodedHeader(subject, used: "Subject: ".utf8.count, limit: 200)), ("Date", date.rfc2822),
            ("Message-ID", headerIdentifier(messageID)), ("In-Reply-To", answered), ("References", answered),
            ("Auto-Submitted", inReplyTo == nil ? "auto-generated" : "auto-replied"), ("Precedence", "bulk"),
            ("X-Auto-Response-Suppress", "All"), ("X-Mirrorward", "registry"), ("MIME-Version", "1.0"),
            ("Content-Type", isAsItIs ? "text/plain; charset=us-ascii" : "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", isAsItIs ? "7bit" : "quoted-printable"),
        ]
        let head = headers.compactMap { name, value in value.map { "\(name): \($0)\n" } }.joined()
        let text = body.hasSuffix("\n") ? body : body + "\n"
        return Array((head + "\n" + (isAsItIs ? text : encodedQuotedPrintable(text))).utf8)
    }
}

private func mailbox(_ text: String) -> String {
    guard let mailbox = MailAddress(reading: text) else { return "undisclosed-recipients:;" }
    guard !mailbox.name.isEmpty else { return mailbox.address }
    let isAtoms = mailbox.name.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x20 || $0 == UInt8(ascii: "-") }
    // Encoded words, and not quotes: a name that looks like an address is one of the tricks of forgers.
    let name = isAtoms ? encodedHeader(mailbox.name, used: 6, limit: 100) : encodedWordsAlone(mailbox.name)
    return "\(name)\n <\(mailbox.address)>"
}

private func encodedWordsAlone(_ text: String) -> String { encodedHeader(text, used: 76, limit: 100) }

private func headerIdentifier(_ text: String) -> String? {
    let bytes = text.utf8
    guard 3...254 ~= bytes.count, bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">"),
        bytes.dropFirst().dropLast().allSatisfy({ 0x21...0x7E ~= $0 && !"<>".utf8.contains($0) })
    else { return nil }
    return text
}
