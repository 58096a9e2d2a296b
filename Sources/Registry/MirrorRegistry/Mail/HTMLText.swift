/// The text of a page or mail of HTML: markup is taken out, never kept and never run; what a link leads to follows it in angle
/// brackets, and quoted replies are left out.
func textOfHTML(_ html: String) -> String {
    var reader = HTMLReader()
    return reader.read(Array(html.utf8))
}

private struct HTMLReader {
    private var result: [UInt8] = []
    /// The element whose content is no text, as long as it is open.
    private var hidden: String?
    private var quoteDepth = 0

    /// Those that begin a line.
    private static let blocks: Set<String> = [
        "br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "section",
        "article", "body", "dt", "dd",
    ]
    private static let hiddenElements: Set<String> = [
        "script", "style", "head", "title", "template", "textarea", "svg",
    ]

    mutating func read(_ bytes: [UInt8]) -> String {
        var rest = bytes[...]
        while let byte = rest.first {
            if byte == UInt8(ascii: "<"), let next = rest.dropFirst().first, isLetter(next) || "/!?".utf8.contains(next)
            {
                rest = readTag(rest.dropFirst())
            } else if byte == UInt8(ascii: "&"), let (text, length) = entity(rest) {
                append(text)
                rest = rest.dropFirst(length)
            } else {
                append(byte == 0x0A || byte == 0x0D || byte == 0x09 ? [0x20] : [byte])
                rest = rest.dropFirst()
            }
        }
        return String(decoding: result, as: UTF8.self).textLines.map { String($0.trimmed) }.joined(separator: "\n")
    }

    private mutating func append(_ bytes: [UInt8]) {
        guard hidden == nil, quoteDepth == 0 else { return }
        if bytes == [0x20], result.last == 0x20 { return }
        result += bytes
    }

    /// Reads a tag behind its `<`, and returns what follows it.
    private mutating func readTag(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        if bytes.starts(with: Array("!--".utf8)) {
            guard let end = firstRange(of: Array("-->".utf8), in: bytes) else { return bytes[bytes.endIndex...] }
            return bytes[end...]
        }
        let end = tagEnd(bytes)
        let tag = bytes[..<end]
        let isClosing = tag.first == UInt8(ascii: "/")
        let nameBytes = (isClosing ? tag.dropFirst() : tag).prefix { isLetter($0) || isDigit($0) }
        let name = asciiLowercased(String(decoding: nameBytes, as: UTF8.self))
        if let hidden {
            if isClosing, name == hidden { self.hidden = nil }
        } else if Self.hiddenElements.contains(name), !isClosing, tag.last != UInt8(ascii: "/") {
            hidden = name
        } else {
            take(name, isClosing, tag)
        }
        return bytes[min(end + 1, bytes.endIndex)...]
    }

    private mutating func take(_ name: String, _ isClosing: Bool, _ tag: ArraySlice<UInt8>) {
        if name == "blockquote" { quoteDepth = max(0, quoteDepth + (isClosing ? -1 : 1)) }
        if Self.blocks.contains(name) || name == "blockquote" { append([0x0A]) }
        if name == "a", !isClosing, let target = link(tag), target.contains("://") {
            // In front of its text, for that may be a whole line; one address twice is one.
            append(Array(" <\(target)> ".utf8))
        }
    }
}

/// The end of a tag: a `>` that stands in no quotes.
private func tagEnd(_ bytes: ArraySlice<UInt8>) -> Int {
    var quote: UInt8?
    for index in bytes.indices {
        let byte = bytes[index]
        if let open = quote {
            if byte == open { quote = nil }
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
            quote = byte
        } else if byte == UInt8(ascii: ">") {
            return index
        }
    }
    return bytes.firstIndex(of: UInt8(ascii: ">")) ?? bytes.endIndex
}

private func link(_ tag: ArraySlice<UInt8>) -> String? {
    guard
        let start = firstRange(of: Array("href=".utf8), in: ArraySlice(tag.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }))
    else { return nil }
    // Offsets of the copy begin at 0.
    let value = tag.dropFirst(start)
    let quotes = [UInt8(ascii: "\""), UInt8(ascii: "'")]
    let isQuoted = value.first.map(quotes.contains) ?? false
    let target =
        isQuoted
        ? value.dropFirst().prefix { $0 != value.first } : value.prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }
    guard target.count <= 2000 else { return nil }
    return String(decoding: target, as: UTF8.self).replacing("&amp;", with: "&")
}

/// Behind the first place where `wanted` stands.
private func firstRange(of wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.firstRange(of: wanted)?.upperBound
}

/// A character reference, and its bytes in the text.
private func entity(_ bytes: ArraySlice<UInt8>) -> (text: [UInt8], length: Int)? {
    guard let end = bytes.prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: bytes[(bytes.startIndex + 1)..<end], as: UTF8.self)
    let length = end - bytes.startIndex + 1
    if let known = entities[name] { return (Array(known.utf8), length) }
    guard name.hasPrefix("#") else { return nil }
    let isHexadecimal = name.hasPrefix("#x") || name.hasPrefix("#X")
    let digits = name.dropFirst(isHexadecimal ? 2 : 1)
    guard let value = UInt32(digits, radix: isHexadecimal ? 16 : 10), let scalar = Unicode.Scalar(value) else {
        return nil
    }
    return (Array(String(scalar).utf8), length)
}

private let entities = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "colon": ":", "sol": "/", "period": ".",
]
