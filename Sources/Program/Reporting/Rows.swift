/// `text` in lines of at most `width` characters, broken at blanks; a longer word has a line of its own.
package func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
        if !line.isEmpty, line.count + 1 + word.count > width {
            lines.append(line)
            line = String(word)
        } else {
            line += (line.isEmpty ? "" : " ") + word
        }
    }
    return lines + [line]
}

/// A label and its text, indented, within 80 columns where the words allow; lines that go on stand below the text.
func labelledRow(_ label: String, _ text: String, labelWidth: Int) -> String {
    let head = "  " + label + String(repeating: " ", count: max(1, labelWidth - label.count))
    let indent = String(repeating: " ", count: labelWidth + 2)
    return head + wrapped(text, width: 80 - indent.count).joined(separator: "\n" + indent)
}
