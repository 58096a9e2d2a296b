/// Reads a submission from what a person writes: addresses anywhere in it, `Field: value` lines, or a form as Debian's.
///
/// Where fields name addresses (`URL:`, `Site:` with `Archive-http:`), those alone count, and none of the prose. Quoted lines, and all
/// from a signature's `-- ` on, are not read. What the fields say goes to each mirror of the text.
package func submissionReading(of text: String) -> SubmissionReading {
    var reader = TextReader()
    reader.read(text)
    return reader.reading
}

/// Mirrors of one submission; an operator of more writes again, or the maintainer imports a list.
package let wishLimit = 10

private struct TextReader {
    private var values = FieldReader()
    private var form = FormReader()
    private var prose: [(number: Int, text: String)] = []
    private var lastComment: (name: String, value: String, line: Int)?

    /// Lines of a mail that are read.
    private static let lineLimit = 2000

    mutating func read(_ text: String) {
        for (index, line) in text.textLines.prefix(Self.lineLimit).enumerated() {
            if line == "-- " || line == "--" || line.hasPrefix("-----Original Message") { break }
            if line.first == ">" || line.first == "|" { continue }
            if line.first == " " || line.first == "\t", let comment = lastComment, !line.trimmed.isEmpty {
                lastComment?.value = comment.value + " " + line
                continue
            }
            endComment()
            take(line, number: index + 1)
        }
        endComment()
    }

    private mutating func take(_ line: String, number: Int) {
        guard let (name, shownName, value) = field(line) else { return prose.append((number, line)) }
        if form.take(name, value, line: number) { return }
        guard let kind = FieldReader.kinds[name] else { return prose.append((number, line)) }
        if kind == .comment {
            lastComment = (shownName, value, number)
        } else {
            values.take(kind, shownName, value, line: number)
        }
    }

    private mutating func endComment() {
        guard let comment = lastComment else { return }
        values.take(.comment, comment.name, comment.value, line: comment.line)
        lastComment = nil
    }

    var reading: SubmissionReading {
        let stated = form.addresses
        let given = stated.isEmpty ? foundAddresses(in: prose) : stated
        var reading = groupedWishes(of: given, limit: wishLimit)
        for index in reading.wishes.indices { reading.wishes[index].fields = values.fields }
        reading.faults += values.faults
        if reading.wishes.isEmpty, reading.faults.isEmpty {
            reading.faults.append(SubmissionFault(subject: "", reason: .noAddress))
        }
        return reading
    }
}

/// `Field: value`, with a bullet before it or not; the name in lower case with hyphens, and as it is written.
private func field(_ line: String) -> (name: String, shownName: String, value: String)? {
    let bytes = Array(line.utf8)
    guard let colon = bytes.prefix(60).firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let value = bytes[(colon + 1)...]
    // `https://...` and `host::module` are no fields.
    guard value.first != UInt8(ascii: "/"), value.first != UInt8(ascii: ":") else { return nil }
    let shown = String(decoding: bytes[..<colon].drop { " \t*-".utf8.contains($0) }, as: UTF8.self).trimmed
    guard !shown.isEmpty else { return nil }
    let name = String(
        decoding: asciiLowercased(shown).utf8.map { " _".utf8.contains($0) ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
    return (name, String(shown), String(decoding: value, as: UTF8.self))
}
