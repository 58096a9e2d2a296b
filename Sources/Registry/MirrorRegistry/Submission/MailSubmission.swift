/// The mirrors that a mail proposes. Who wrote it is the contact where it names no other.
package func wishes(in mail: MailMessage) -> SubmissionReading {
    var reading = submissionReading(of: mail.text)
    // Some write the address into the subject, and nothing or a greeting into the mail.
    if reading.wishes.isEmpty {
        let inSubject = submissionReading(of: mail.subject)
        if !inSubject.wishes.isEmpty { reading = inSubject }
    }
    let sender = mail.answerAddress
    for index in reading.wishes.indices {
        reading.wishes[index].sender = sender?.address
        if reading.wishes[index].fields.contact == nil { reading.wishes[index].fields.contact = sender?.address }
        if reading.wishes[index].fields.maintainer == nil, let name = sender?.name, !name.isEmpty {
            reading.wishes[index].fields.maintainer = name
        }
    }
    return reading
}

/// What is done with a mail.
package enum MailDecision: Sendable, Hashable {
    /// Read it, and answer.
    case read
    /// No person wrote it: neither read nor answered.
    case ignored(AutomaticMail)
    /// The first of a day that is one too many: answered once, and not read.
    case refused
    /// One of a day that is far too many: neither read nor answered, or we would be what floods.
    case dropped
}

/// - Parameter countToday: mails of the same `answerAddress.key` that were read or refused on this day, this one not among them.
package func decision(on mail: MailMessage, countToday: Int, limit: Int) -> MailDecision {
    if let automatic = mail.automatic { return .ignored(automatic) }
    guard mail.answerAddress != nil else { return .ignored(.noSender) }
    return countToday < limit ? .read : countToday == limit ? .refused : .dropped
}
