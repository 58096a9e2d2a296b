/// A text that somebody else wrote, as it may be shown: in one line, bounded, without mail addresses and without what would disturb
/// the text around it.
struct ForeignText: Sendable, Hashable {
    let text: String

    /// - Parameter limit: how many characters are shown.
    init(_ raw: String, limit: Int = 300) {
        let start = raw.prefix(limit * 2)
        let line = Self.calm(start).split(separator: " ").joined(separator: " ")
        let whole = Self.withoutMailAddresses(line)
        text = whole.count > limit || start.count < raw.count ? whole.prefix(limit) + "…" : whole
    }

    /// Isolated, so that its direction of writing stays its own.
    var markup: Markup { element(.bdi, Markup(text: text)) }

    var isEmpty: Bool { text.isEmpty }

    /// Controls become blanks, directions are left out, and so are marks that would pile up over other lines.
    private static func calm(_ raw: Substring) -> String {
        var scalars = String.UnicodeScalarView()
        var markCount = 0
        for scalar in raw.unicodeScalars where !scalar.properties.isBidiControl {
            let category = scalar.properties.generalCategory
            markCount = category == .nonspacingMark || category == .enclosingMark ? markCount + 1 : 0
            // Vietnamese and Hebrew need three at most.
            guard markCount <= 3 else { continue }
            let isBlank = category == .control || category == .lineSeparator || category == .paragraphSeparator
            scalars.append(isBlank ? " " : scalar)
        }
        return String(scalars)
    }
}

extension ForeignText {
    /// Also one whose `@` is percent-encoded.
    static func holdsMailAddress(_ text: String) -> Bool {
        let decoded = text.replacing("%40", with: "@")
        return withoutMailAddresses(decoded) != decoded
    }

    /// `text` with a note in the place of each mail address.
    private static func withoutMailAddresses(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isAt) || text.contains("%40") else { return text }
        let scalars = Array(text.replacing("%40", with: "@").unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            let word = scalars[index...].prefix(while: isOfAddress)
            if isMailAddress(word) {
                result.append(contentsOf: "[address not shown]".unicodeScalars)
            } else {
                result.append(contentsOf: word)
            }
            index += word.count
            if index < scalars.count { result.append(scalars[index]) }
            index += 1
        }
        return String(result)
    }

    /// An `@` in its usual form, the small or the wide one.
    private static func isAt(_ scalar: Unicode.Scalar) -> Bool { "@\u{FE6B}\u{FF20}".unicodeScalars.contains(scalar) }

    private static func isOfAddress(_ scalar: Unicode.Scalar) -> Bool {
        isAt(scalar) || "._%+-~!#$&'*=?^`{|}\"".unicodeScalars.contains(scalar) || scalar.properties.isAlphabetic
            || scalar.properties.numericType != nil
    }

    private static func isMailAddress(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let at = word.firstIndex(where: isAt) else { return false }
        return at > word.startIndex && at < word.endIndex - 1
    }
}
