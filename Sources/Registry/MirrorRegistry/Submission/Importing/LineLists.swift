/// One line of a list.
struct ListEntry {
    var address: GivenAddress
    var country: String?
    var contact: String?

    static func address(_ text: String, _ line: Int) -> ListEntry { ListEntry(address: GivenAddress(text, line: line)) }
}

/// Reads a list of one mirror a line; empty lines and those that begin with `#` are passed over.
func lineReading(
    of lines: [String], limit: Int, _ entry: (_ line: String, _ number: Int) -> ListEntry?
) -> SubmissionReading {
    var entries: [ListEntry] = []
    var faults: [SubmissionFault] = []
    for (index, line) in lines.enumerated() {
        let text = String(line.trimmed)
        if text.isEmpty || text.hasPrefix("#") { continue }
        if let entry = entry(text, index + 1) {
            entries.append(entry)
        } else {
            faults.append(SubmissionFault(line: index + 1, subject: text, reason: .malformedLine))
        }
    }
    var reading = groupedWishes(of: entries.map(\.address), limit: limit)
    let places = Dictionary(
        reading.wishes.enumerated().map { ($1.host, $0) }, uniquingKeysWith: { first, _ in first })
    for entry in entries {
        guard let host = try? MirrorURL(entry.address.text).host, let place = places[host] else { continue }
        var values = FieldReader()
        if let country = entry.country { values.take(.country, "country", country, line: entry.address.line) }
        if let contact = entry.contact { values.take(.contact, "contact", contact, line: entry.address.line) }
        faults += values.faults
        let known = reading.wishes[place].fields
        reading.wishes[place].fields.country = known.country ?? values.fields.country
        reading.wishes[place].fields.contact = known.contact ?? values.fields.contact
    }
    reading.faults = (reading.faults + faults).sorted { ($0.line ?? 0) < ($1.line ?? 0) }
    return reading
}

/// A line of mirmon's list: `cc url [mail]`, or `http cc url [mail]` for apache. Source: mirmon(1), "FILE FORMATS".
func mirmonEntry(_ line: String, _ number: Int) -> ListEntry? {
    var words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    if let first = words.first, ["http", "https", "rsync", "ftp"].contains(asciiLowercased(first)) {
        words.removeFirst()
    }
    guard words.count >= 2, words[1].contains("://") else { return nil }
    var entry = ListEntry.address(words[1], number)
    // Some lists have a domain there that is no country, as `eu` or `com`.
    entry.country = countryCode(words[0])
    if words.count > 2 { entry.contact = words[2] }
    return entry
}
