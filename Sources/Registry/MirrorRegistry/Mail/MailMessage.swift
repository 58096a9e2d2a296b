/// A mail as the registry reads it. Any bytes make one; what cannot be read is missing from it.
package struct MailMessage: Sendable, Hashable {
    package var from: MailAddress?
    package var replyTo: MailAddress?
    /// With its angle brackets, as `<1@example.org>`; nil where it is none that could stand in a header.
    package var messageID: String?
    /// Decoded, in one line.
    package var subject: String
    /// What a person reads: the plain text, or the HTML without its markup; lines end in LF.
    package var text: String
    /// Why no person wrote it; nil for a mail that may be answered.
    package var automatic: AutomaticMail?

    package var isAutomatic: Bool { automatic != nil }

    /// Where an answer goes, and by whom submissions are counted: the one to whom we would write bears the bound. nil where no
    /// answer can be sent.
    package var answerAddress: MailAddress? { replyTo ?? from }

    /// Bytes of a mail that are read; an attachment may follow behind.
    package static let byteLimit = 256 << 10

    package init(_ bytes: [UInt8]) {
        let (headers, body) = MailHeaders.read(bytes.prefix(Self.byteLimit))
        from = headers["from"].flatMap { MailAddress(reading: $0) }
        replyTo = headers["reply-to"].flatMap { MailAddress(reading: $0) }
        messageID = headers["message-id"].flatMap(plainMessageID)
        subject = oneLine(decodedWords(headers["subject"] ?? ""), limit: 200)
        var reader = BodyReader()
        reader.read(headers, body, depth: 0)
        text = reader.text
        automatic = AutomaticMail(headers, from: from)
    }
}

/// The first message identifier in `text`, in a form that needs no folding. Source: RFC 5322, section 3.6.4.
private func plainMessageID(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let start = bytes.firstIndex(of: UInt8(ascii: "<")),
        let end = bytes[start...].firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    let inside = bytes[(start + 1)..<end]
    guard 1...250 ~= inside.count, inside.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "<") }) else {
        return nil
    }
    return "<\(String(decoding: inside, as: UTF8.self))>"
}
