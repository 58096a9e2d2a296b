/// Collects the text of a mail from its parts.
///
/// Attachments, forwarded mails and whatever is no text are passed over. Source: RFC 2046, section 5.1.
struct BodyReader {
    private var plain: [String] = []
    private var html: [String] = []
    private var partCount = 0
    private var textByteCount = 0

    /// Parts within parts, and parts of a mail: a mail of people has two or three.
    private static let depthLimit = 8
    private static let partLimit = 64
    /// Bytes of text that are kept, before they are decoded into UTF-8.
    private static let textByteLimit = MailMessage.byteLimit

    /// The plain text where there is any, else the HTML without its markup.
    var text: String {
        let read = plain.contains { !$0.trimmed.isEmpty } ? plain : html.map(textOfHTML)
        return read.joined(separator: "\n")
    }

    mutating func read(_ headers: MailHeaders, _ body: ArraySlice<UInt8>, depth: Int) {
        partCount += 1
        guard depth <= Self.depthLimit, partCount <= Self.partLimit else { return }
        let type = ContentType(headers["content-type"] ?? "text/plain")
        if type.value.hasPrefix("multipart/") {
            guard let boundary = type.parameters["boundary"], 1...200 ~= boundary.utf8.count else { return }
            for part in parts(of: body, boundary: Array(boundary.utf8)) {
                let (inner, content) = MailHeaders.read(part)
                read(inner, content, depth: depth + 1)
            }
            return
        }
        let disposition = ContentType(headers["content-disposition"] ?? "inline").value
        guard disposition != "attachment" || depth == 0 else { return }
        switch type.value {
        case "text/html": html += decoded(headers, type, body)
        case "text/plain", "text/enriched", "text", "": plain += decoded(headers, type, body)
        default: break
        }
    }

    private mutating func decoded(_ headers: MailHeaders, _ type: ContentType, _ body: ArraySlice<UInt8>) -> [String] {
        let body = body.prefix(max(0, Self.textByteLimit - textByteCount))
        textByteCount += body.count
        let encoding = ContentType(headers["content-transfer-encoding"] ?? "").value
        let bytes: [UInt8] =
            switch encoding {
            case "base64": decodedBase64(body)
            case "quoted-printable": decodedQuotedPrintable(body)
            default: Array(body)
            }
        let text = decodedText(bytes, charset: type.parameters["charset"] ?? "")
        guard type.value != "text/html", asciiLowercased(type.parameters["format"] ?? "") == "flowed" else {
            return [text]
        }
        return [unfolded(text, deletesSpace: asciiLowercased(type.parameters["delsp"] ?? "") == "yes")]
    }
}

/// What stands between the lines of a boundary; of an unclosed one the rest.
private func parts(of body: ArraySlice<UInt8>, boundary: [UInt8]) -> [ArraySlice<UInt8>] {
    let mark = Array("--".utf8) + boundary
    var parts: [ArraySlice<UInt8>] = []
    var start: Int?
    var lines = MailLines(body)
    while let line = lines.next() {
        guard line.starts(with: mark) else { continue }
        let behind = line.dropFirst(mark.count)
        let isEnd = behind.starts(with: Array("--".utf8))
        guard isEnd || behind.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { continue }
        if let start { parts.append(body[start..<line.startIndex]) }
        start = isEnd ? nil : lines.rest.startIndex
        if isEnd || parts.count >= 64 { return parts }
    }
    if let start { parts.append(body[start...]) }
    return parts
}

/// The paragraphs of a text whose lines were broken where a blank stands at their end. Source: RFC 3676, section 4.
private func unfolded(_ text: String, deletesSpace: Bool) -> String {
    var result: [String] = []
    var open: (depth: Int, text: String)?
    for line in text.textLines {
        let depth = line.utf8.prefix { $0 == UInt8(ascii: ">") }.count
        var rest = String(line.utf8.dropFirst(depth)) ?? ""
        if rest.hasPrefix(" ") { rest.removeFirst() }
        let isSignature = rest == "-- "
        if let paragraph = open, paragraph.depth != depth || isSignature {
            result.append(quoted(paragraph.text, paragraph.depth))
            open = nil
        }
        let isFlowed = rest.hasSuffix(" ") && !isSignature
        if isFlowed, deletesSpace { rest.removeLast() }
        let whole = (open?.text ?? "") + rest
        open = isFlowed ? (depth, whole) : nil
        if !isFlowed { result.append(quoted(whole, depth)) }
    }
    if let open { result.append(quoted(open.text, open.depth)) }
    return result.joined(separator: "\n") + "\n"
}

private func quoted(_ text: String, _ depth: Int) -> String {
    depth == 0 ? text : String(repeating: ">", count: depth) + " " + text
}
