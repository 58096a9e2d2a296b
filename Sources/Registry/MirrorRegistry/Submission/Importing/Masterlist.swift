/// Reads Debian's Mirrors.masterlist: stanzas of `Field: value`, of which each has a `Site`.
///
/// Fields that begin with `X-` are comments, fields may stand twice, and lines that begin with a blank go on with the field before;
/// so it is read by itself, for deb822 here takes a field once. A stanza without an address of the collection is no mirror of it and
/// no fault; of `Type: Origin` or a round robin neither, for nobody runs those as a mirror.
func masterlistReading(of lines: [String], collection: String, limit: Int) -> SubmissionReading {
    var reading = SubmissionReading()
    var stanza: [MasterlistField] = []
    var places: [String: Int] = [:]
    for (index, line) in (lines + [""]).enumerated() {
        let number = index + 1
        if line.trimmed.isEmpty {
            take(stanza, collection, limit, into: &reading, &places)
            stanza = []
        } else if line.first == "#" {
            continue
        } else if line.first == " " || line.first == "\t" {
            guard !stanza.isEmpty else {
                reading.faults.append(SubmissionFault(line: number, subject: line, reason: .malformedLine))
                continue
            }
            // The longest comment that is taken is far below this.
            if stanza[stanza.count - 1].value.utf8.count < 4000 { stanza[stanza.count - 1].value += " " + line }
        } else if let field = masterlistField(line, number) {
            if stanza.count < 200 { stanza.append(field) }
        } else {
            reading.faults.append(SubmissionFault(line: number, subject: line, reason: .malformedLine))
        }
    }
    reading.faults.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    return reading
}

private struct MasterlistField {
    /// In lower case.
    let name: String
    let shownName: String
    var value: String
    let line: Int
}

private func masterlistField(_ line: String, _ number: Int) -> MasterlistField? {
    let bytes = Array(line.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), 1...60 ~= colon,
        bytes[..<colon].allSatisfy({ 0x21...0x7E ~= $0 })
    else { return nil }
    let name = String(decoding: bytes[..<colon], as: UTF8.self)
    let value = String(decoding: bytes[(colon + 1)...].prefix(4000), as: UTF8.self)
    return MasterlistField(name: asciiLowercased(name), shownName: name, value: value, line: number)
}

private func take(
    _ stanza: [MasterlistField], _ collection: String, _ limit: Int, into reading: inout SubmissionReading,
    _ places: inout [String: Int]
) {
    guard let first = stanza.first else { return }
    guard stanza.contains(where: { $0.name == "site" }) else {
        reading.faults.append(SubmissionFault(line: first.line, subject: first.shownName, reason: .malformedLine))
        return
    }
    let type = stanza.first { $0.name == "type" }.map { asciiLowercased($0.value.trimmed) } ?? ""
    guard !["origin", "geodns", "roundrobindns"].contains(type) else { return }
    var form = FormReader(collection: collection)
    var values = FieldReader()
    let architectures = "\(asciiLowercased(collection))-architecture"
    let fields = ["country", "location", "sponsor", "maintainer", "bandwidth", "comment"]
    for field in stanza where !field.name.hasPrefix("x-") {
        if field.name == "site" || field.name.hasPrefix("\(asciiLowercased(collection))-") {
            _ = form.take(field.name, field.value, line: field.line)
        }
        let kind = field.name == architectures ? .architectures : FieldReader.kinds[field.name]
        guard let kind, field.name == architectures || fields.contains(field.name) else { continue }
        // `!arch` says that all but that one are there, which cannot be told without the archive.
        if kind == .architectures, field.value.contains("!") { continue }
        values.take(kind, field.shownName, field.value, line: field.line)
    }
    let found = groupedWishes(of: form.addresses, limit: 1)
    reading.faults += found.faults + values.faults
    guard var wish = found.wishes.first else { return }
    wish.fields = values.fields
    if let place = places[wish.host] {
        reading.faults.append(
            SubmissionFault(
                line: first.line, subject: wish.addresses[0].text,
                reason: .secondAddress(reading.wishes[place].addresses[0])))
    } else if reading.wishes.count < limit {
        places[wish.host] = reading.wishes.count
        reading.wishes.append(wish)
    } else {
        reading.faults.append(SubmissionFault(line: first.line, subject: wish.host, reason: .tooMany(limit: limit)))
    }
}
