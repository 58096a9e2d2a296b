/// A paragraph of lines of at most 76 characters, with a newline at its end; a longer word has its own line.
///
/// Source: RFC 5322, section 2.1.1, advises 78 with the quoting mark of an answer before them.
func wrapped(_ text: String, indent: String = "") -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
        if !line.isEmpty, indent.count + line.count + 1 + word.count > 76 {
            lines.append(line)
            line = ""
        }
        line += line.isEmpty ? word : " " + word
    }
    lines.append(line)
    return lines.map { $0.isEmpty ? "\n" : "\(indent)\($0)\n" }.joined()
}

/// A command of a shell, on a line of its own.
func shell(_ command: String) -> String { "    \(command.boundedLine(900))\n" }

/// What failed: at most five items, the worst first, each with what was seen and how to see it.
func faultLines(_ faults: [CheckItem]) -> [String] {
    let sorted = faults.enumerated().sorted { left, right in
        (right.element.outcome, left.offset) < (left.element.outcome, right.offset)
    }
    let shown = sorted.prefix(5).map { faultLines($0.element) }
    return faults.count > 5 ? shown + ["(and \(faults.count - 5) more)\n"] : shown
}

private func faultLines(_ item: CheckItem) -> String {
    let heading = wrapped("* \(item.code.rawValue): \(item.summary.boundedLine(300))")
    let subject = "  at \(item.subject.boundedLine(300))\n"
    let facts = item.evidence.prefix(6).map { fact in
        wrapped("\(fact.name.boundedLine(40)): \(fact.value.boundedLine(200))", indent: "  ")
    }
    // Half a command shows something else.
    let command = item.reproduction.map { $0.boundedLine(901) }.flatMap { $0.hasSuffix("\u{2026}") ? nil : $0 }
    let reproduction = command.map { ["  To see it yourself:\n", shell($0)] } ?? []
    return ([heading, subject] + facts + reproduction).joined()
}
