/// Wildcards as rsync's `dowild` reads them (lib/wildmatch.c): `*` and `?` and a class stop at a slash, `**` does not.
struct RsyncGlob: Sendable, Hashable {
    private let pattern: [UInt8]
    /// Without a wildcard a backslash is a backslash.
    private let isLiteral: Bool

    init(_ pattern: [UInt8]) {
        self.pattern = pattern
        isLiteral = !pattern.contains { "*?[".utf8.contains($0) }
    }

    func matches(_ text: some Collection<UInt8>) -> Bool {
        let text = Array(text)
        return isLiteral ? text == pattern : match(0, text, 0) == .matched
    }

    private enum Outcome {
        case matched
        case failed
        /// The text is used up: no longer star can help.
        case exhausted
        /// A single star met a slash: only an earlier double star can help.
        case needsDoubleStar
    }

    private func match(_ patternStart: Int, _ text: [UInt8], _ textStart: Int) -> Outcome {
        var (place, position) = (patternStart, textStart)
        while place < pattern.count {
            let byte = pattern[place]
            if byte == UInt8(ascii: "*") { return matchStar(place, text, position) }
            guard position < text.count else { return .exhausted }
            switch byte {
            case UInt8(ascii: "?"):
                if text[position] == UInt8(ascii: "/") { return .failed }
                place += 1
            case UInt8(ascii: "["):
                guard let (isIn, end) = classMatch(place, text[position]) else { return .exhausted }
                if !isIn || text[position] == UInt8(ascii: "/") { return .failed }
                place = end
            default:
                if byte == UInt8(ascii: "\\"), place + 1 < pattern.count { place += 1 }
                if text[position] != pattern[place] { return .failed }
                place += 1
            }
            position += 1
        }
        return position == text.count ? .matched : .failed
    }

    private func matchStar(_ star: Int, _ text: [UInt8], _ start: Int) -> Outcome {
        var (place, position) = (star, start)
        while place < pattern.count, pattern[place] == UInt8(ascii: "*") { place += 1 }
        let isDouble = place - star > 1
        if place == pattern.count {
            return isDouble || !text[position...].contains(UInt8(ascii: "/")) ? .matched : .failed
        }
        while position < text.count {
            let outcome = match(place, text, position)
            if outcome != .failed, !isDouble || outcome != .needsDoubleStar { return outcome }
            if !isDouble, text[position] == UInt8(ascii: "/") { return .needsDoubleStar }
            position += 1
        }
        return .exhausted
    }

    /// Whether `byte` is in the class that begins at `start`, and where the class ends; nil where it has no end.
    private func classMatch(_ start: Int, _ byte: UInt8) -> (isIn: Bool, end: Int)? {
        var place = start + 1
        let isNegated = place < pattern.count && "!^".utf8.contains(pattern[place])
        if isNegated { place += 1 }
        var isIn = false
        var isFirst = true
        while place < pattern.count, isFirst || pattern[place] != UInt8(ascii: "]") {
            isFirst = false
            if let named = namedClass(place, byte) {
                isIn = isIn || named.isIn
                place = named.end
                continue
            }
            guard let low = member(&place) else { return nil }
            var high = low
            if place + 1 < pattern.count, pattern[place] == UInt8(ascii: "-"), pattern[place + 1] != UInt8(ascii: "]") {
                place += 1
                guard let end = member(&place) else { return nil }
                high = end
            }
            isIn = isIn || (low <= byte && byte <= high)
        }
        return place < pattern.count ? (isIn != isNegated, place + 1) : nil
    }

    private func member(_ place: inout Int) -> UInt8? {
        if pattern[place] == UInt8(ascii: "\\") { place += 1 }
        guard place < pattern.count else { return nil }
        place += 1
        return pattern[place - 1]
    }

    /// `[:alpha:]` and its like inside of a class.
    private func namedClass(_ start: Int, _ byte: UInt8) -> (isIn: Bool, end: Int)? {
        guard pattern[start...].starts(with: "[:".utf8),
            let end = pattern[(start + 2)...].firstRange(of: Array(":]".utf8))
        else { return nil }
        let name = String(decoding: pattern[start + 2..<end.lowerBound], as: UTF8.self)
        return Self.isMember(byte, of: name).map { ($0, end.upperBound) }
    }

    private static func isMember(_ byte: UInt8, of name: String) -> Bool? {
        let letter = UnicodeScalar(byte)
        guard letter.isASCII else { return false }
        let isUpper = ("A"..."Z").contains(letter)
        let isLower = ("a"..."z").contains(letter)
        let isDigit = ("0"..."9").contains(letter)
        let isGraphic = byte > 0x20 && byte < 0x7F
        switch name {
        case "alpha": return isUpper || isLower
        case "digit": return isDigit
        case "alnum": return isUpper || isLower || isDigit
        case "upper": return isUpper
        case "lower": return isLower
        case "xdigit": return isDigit || ("a"..."f").contains(letter) || ("A"..."F").contains(letter)
        case "punct": return isGraphic && !(isUpper || isLower || isDigit)
        case "space": return byte == 0x20 || (0x09...0x0D).contains(byte)
        case "blank": return byte == 0x20 || byte == 0x09
        case "cntrl": return byte < 0x20 || byte == 0x7F
        case "graph": return isGraphic
        case "print": return isGraphic || byte == 0x20
        default: return nil
        }
    }
}
