/// `text` as one line of at most `limit` characters of Unicode: what is unprintable becomes a blank, several blanks one, those at the
/// ends none. No name or reason may break a line or turn the direction of writing in a terminal, a mail or a page.
package func oneLine(_ text: String, limit: Int) -> String {
    var result = String.UnicodeScalarView()
    var (count, isPending) = (0, false)
    for scalar in text.unicodeScalars {
        if isUnprintable(scalar) || scalar.properties.isWhitespace {
            isPending = !result.isEmpty
            continue
        }
        guard count + (isPending ? 2 : 1) <= limit else { break }
        count += isPending ? 2 : 1
        if isPending { result.append(" ") }
        result.append(scalar)
        isPending = false
    }
    return String(result)
}

extension StringProtocol {
    /// Without blanks, tabs and line ends of ASCII around it.
    var trimmed: SubSequence {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !isASCIISpace($0) }),
            let last = scalars.lastIndex(where: { !isASCIISpace($0) })
        else { return self[endIndex..<endIndex] }
        return self[first..<scalars.index(after: last)]
    }

    /// Lines without their ends, which are LF or CR LF; an empty last one is left out.
    var textLines: [String] {
        var lines = utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}

private func isASCIISpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || 0x09...0x0D ~= scalar.value }
