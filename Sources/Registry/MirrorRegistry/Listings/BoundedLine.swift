extension String {
    /// The text on one line and of at most `limit` scalars, an ellipsis among them where something was cut off.
    ///
    /// Control and format characters become spaces: no name or reason may break a line or turn the direction of writing in a
    /// terminal, a mail or a page. Scalars count, for a single character may carry any number of marks.
    func boundedLine(_ limit: Int) -> String {
        var line = String.UnicodeScalarView()
        var wasSpace = true
        for scalar in unicodeScalars {
            let isSpace = scalar.properties.isWhitespace || isUnprintable(scalar)
            if isSpace && wasSpace { continue }
            guard line.count < limit else {
                line.removeLast()
                line.append("\u{2026}")
                return String(line)
            }
            line.append(isSpace ? " " : scalar)
            wasSpace = isSpace
        }
        if line.last == " " { line.removeLast() }
        return String(line)
    }
}

private func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
    default: false
    }
}
