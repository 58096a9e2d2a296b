extension Stanza {
    /// The stanza in deb822, each line ended, without the blank line that separates it from the next. An empty continuation
    /// line is written as ` .` (Debian Policy, section 5.6.13).
    package var text: String {
        fields.map(\.writtenText).joined()
    }
}

extension Sequence<Stanza> {
    /// The stanzas in deb822, with a blank line between them.
    package var text: String { map(\.text).joined(separator: "\n") }
}

extension Field {
    fileprivate var writtenText: String {
        var text = "\(name):"
        for (index, line) in lines.enumerated() {
            // A carriage return in a value would come back as part of a line end.
            let content = line.text.replacing("\r", with: " ")
            if index > 0 { text += "\n" }
            if index == 0 && content.isEmpty { continue }
            text += content.isEmpty ? " ." : " \(content)"
        }
        return text + "\n"
    }
}
