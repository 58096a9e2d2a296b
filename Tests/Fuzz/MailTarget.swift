import MirrorRegistry
import Timekeeping

/// Mails come from anyone: any bytes are read, what is made of them is bounded, and no answer holds a header of the sender's.
func checkMail(_ input: [UInt8]) {
    let mail = MailMessage(input)
    require(mail.subject.utf8.allSatisfy { $0 >= 0x20 }, "a subject is one line")
    require(mail.text.utf8.count <= 4 * (input.count + 100) * 4, "a text is no larger than its mail allows")
    let reading = wishes(in: mail)
    require(reading.wishes.count <= wishLimit, "a mail proposes a bounded number")
    for wish in reading.wishes {
        require(!wish.addresses.isEmpty, "a mirror has an address")
        require(Set(wish.addresses.map(\.host)).count == 1, "a mirror has one host")
        require(Set(wish.addresses.map(\.scheme)).count == wish.addresses.count, "and one address of a scheme")
        let texts = [wish.fields.location, wish.fields.sponsor, wish.fields.maintainer, wish.fields.comment]
        require(texts.allSatisfy { $0?.contains(where: \.isNewline) != true }, "a value is one line")
    }
    require(reading.faults.allSatisfy { !$0.message.contains(where: \.isNewline) }, "a message is one line")
    checkAnswer(to: mail, reading)
    for format in [ImportFormat.plain, .mirmon, .masterlist(collection: "Archive")] {
        _ = importedWishes(input, format: format)
    }
    let text = String(decoding: input, as: UTF8.self)
    _ = textOfAnswer(text, text)
}

private func checkAnswer(to mail: MailMessage, _ reading: SubmissionReading) {
    guard let address = mail.answerAddress else { return }
    let draft = submissionAnswer([], faults: reading.faults, face: RegistryFace(name: "dotdeb", title: "Dotdeb"))
    let bytes = textOfAnswer(address.address, mail.subject, body: draft.body, inReplyTo: mail.messageID)
    require(MailMessage(bytes).isAutomatic, "nobody answers an answer")
}

@discardableResult
private func textOfAnswer(_ to: String, _ subject: String, body: String = "text", inReplyTo: String? = nil) -> [UInt8] {
    let answer = OutgoingMail(to: to, subject: subject, body: body, inReplyTo: inReplyTo)
    let bytes = answer.text(
        from: "mirrors@example.org", date: Instant(secondsSinceEpoch: 0), messageID: "<1@example.org>")
    let head = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        .prefix { !$0.isEmpty }
    let names = head.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
    require(Set(names).count == names.count && names.count <= 14, "no header is anyone else's: \(names)")
    require(bytes.split(separator: 10).allSatisfy { $0.count <= 998 }, "lines are short")
    return bytes
}
