/// Fills the fields of a listing from what people write behind their names. A value that is wrong is left out and told.
struct FieldReader {
    private(set) var fields = ListingFields()
    private(set) var faults: [SubmissionFault] = []

    /// In characters of Unicode.
    static let lineLimit = 100
    static let commentLimit = 500
    static let architectureLimit = 40

    /// What a field means, by its name in lower case with hyphens; of several names for one thing any will do.
    enum Kind: String {
        case country, location, sponsor, maintainer, contact, architectures, bandwidth, comment
        case sponsorURL = "sponsor-url"
    }

    static let kinds: [String: Kind] = [
        "country": .country, "location": .location, "city": .location, "sponsor": .sponsor, "sponsor-name": .sponsor,
        "sponsor-url": .sponsorURL, "maintainer": .maintainer, "maintainer-name": .maintainer, "contact": .contact,
        "email": .contact, "e-mail": .contact, "mail": .contact, "architectures": .architectures,
        "architecture": .architectures, "archive-architecture": .architectures, "bandwidth": .bandwidth,
        "comment": .comment, "comments": .comment,
    ]

    /// The first value of a field counts.
    mutating func take(_ kind: Kind, _ name: String, _ value: String, line: Int?) {
        guard !value.trimmed.isEmpty, let reason = read(kind, value) else { return }
        faults.append(SubmissionFault(line: line, subject: name, reason: reason))
    }

    /// - Returns: what is wrong with the value.
    private mutating func read(_ kind: Kind, _ value: String) -> SubmissionFault.Reason? {
        let limit = kind == .comment ? Self.commentLimit : kind == .architectures ? 2000 : Self.lineLimit * 3
        let text = oneLine(value, limit: limit + 1)
        guard text.unicodeScalars.count <= limit else { return .fieldTooLong(limit: limit) }
        switch kind {
        case .country:
            guard let code = countryCode(text) else { return .noCountry }
            fields.country = fields.country ?? code
        case .contact:
            guard let contact = MailAddress(reading: text) else { return .noMailAddress }
            fields.contact = fields.contact ?? contact.address
        case .sponsorURL:
            guard let address = webAddress(text) else { return .noWebAddress }
            fields.sponsorURL = fields.sponsorURL ?? address
        case .architectures: return readArchitectures(text)
        case .sponsor: return readSponsor(text)
        case .maintainer: return readMaintainer(text)
        case .location: return set(\.location, text)
        case .bandwidth: return set(\.bandwidth, text)
        case .comment: fields.comment = fields.comment ?? text
        }
        return nil
    }

    private mutating func set(
        _ path: WritableKeyPath<ListingFields, String?>, _ text: String
    ) -> SubmissionFault.Reason? {
        guard text.unicodeScalars.count <= Self.lineLimit else { return .fieldTooLong(limit: Self.lineLimit) }
        if fields[keyPath: path] == nil, !text.isEmpty { fields[keyPath: path] = text }
        return nil
    }

    /// `Name URL`, with the URL in angle brackets or not.
    private mutating func readSponsor(_ text: String) -> SubmissionFault.Reason? {
        guard let last = text.split(separator: " ").last, let address = webAddress(withoutBrackets(last)) else {
            return set(\.sponsor, text)
        }
        fields.sponsorURL = fields.sponsorURL ?? address
        return set(\.sponsor, String(text.dropLast(last.count).trimmed))
    }

    /// `Name <mail>`: the mail address is the contact where no other is named.
    private mutating func readMaintainer(_ text: String) -> SubmissionFault.Reason? {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return set(\.maintainer, text) }
        guard let mailbox = MailAddress(reading: text) else { return .noMailAddress }
        fields.contact = fields.contact ?? mailbox.address
        return set(\.maintainer, mailbox.name)
    }

    /// `any` says nothing of one's own, and neither does `all` where nothing stands beside it.
    private mutating func readArchitectures(_ text: String) -> SubmissionFault.Reason? {
        guard fields.architectures.isEmpty else { return nil }
        var names: [String] = []
        for word in asciiLowercased(text).split(whereSeparator: { " ,;".contains($0) }).map(String.init) {
            if word == "any" || names.contains(word) { continue }
            let isName =
                word.utf8.count <= 32 && word.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
                && word.utf8.first != UInt8(ascii: "-")
            guard isName else { return .noArchitecture(word) }
            guard names.count < Self.architectureLimit else { return .tooMany(limit: Self.architectureLimit) }
            names.append(word)
        }
        fields.architectures = names == ["all"] ? [] : names
        return nil
    }
}

private func withoutBrackets(_ word: Substring) -> String {
    var word = word
    if word.first == "<" { word.removeFirst() }
    if word.last == ">" { word.removeLast() }
    return String(word)
}

/// An address of a web page in a form that can stand in an attribute of HTML and in a line of a list: http or https, the host
/// as in addresses of mirrors, behind it what stays of a path and query when all that is no URL is encoded.
func webAddress(_ text: String) -> String? {
    guard let end = text.firstRange(of: "://") else { return nil }
    let behind = Array(text[end.upperBound...].utf8)
    let authority = behind.prefix { !"/?#".utf8.contains($0) }
    let scheme = asciiLowercased(text[..<end.lowerBound])
    guard ["http", "https"].contains(scheme),
        let root = try? MirrorURL("\(scheme)://\(String(decoding: authority, as: UTF8.self))/"),
        root.refusal(AddressAllowance(allowsAnyPort: true)) == nil
    else { return nil }
    let rest = String(decoding: behind.dropFirst(authority.count), as: UTF8.self)
    guard !rest.unicodeScalars.contains(where: { isUnprintable($0) || $0 == "\\" || $0 == " " }) else { return nil }
    let shown = rest.utf8.map { byte -> String in
        let isKept = isUnreserved(byte) || "!$&()*+,;=:@/?#%".utf8.contains(byte)
        return isKept
            ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
    let address = "\(scheme)://\(root.authority)" + (shown.first == "/" ? shown : "/" + shown)
    return address.utf8.count <= 300 ? address : nil
}
