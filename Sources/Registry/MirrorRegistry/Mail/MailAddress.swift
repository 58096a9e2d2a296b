/// A mail address with the name that stands before it.
package struct MailAddress: Sendable, Hashable, Codable {
    /// Empty where none was given; decoded, in one line.
    package var name: String
    /// `local@domain`, of ASCII, the domain in lower case; without quotes, comments and blanks, so that it can stand in any header.
    package let address: String

    /// `address` alone; nil unless it is one that can be written to without quoting.
    package init?(plain address: String, name: String = "") {
        guard let normal = plainAddress(address) else { return nil }
        self.address = normal
        self.name = oneLine(name, limit: MailAddress.nameLimit)
    }

    /// Reads the first address of a header or field: `Name <a@example.org>`, `a@example.org (Name)`, `a@example.org`.
    ///
    /// nil where a control character stands in it: what follows a line end could be another header.
    package init?(reading text: String) {
        guard !text.unicodeScalars.contains(where: { isUnprintable($0) && $0 != "\t" }) else { return nil }
        guard let found = firstMailbox(Array(text.utf8.prefix(MailAddress.headerByteLimit))) else { return nil }
        self.init(plain: found.address, name: decodedWords(found.name))
    }

    /// What two ways of writing one address have in common, for counting: a mail system may tell cases apart, hardly any does.
    package var key: String { asciiLowercased(address) }

    /// Characters of a name.
    static let nameLimit = 100
    /// Bytes of a header with addresses: a dozen of them.
    private static let headerByteLimit = 4000
}

/// nil unless `text` is a `dot-atom@domain`. A bar or a backquote is left out although RFC 5322 allows it: old mail systems take the
/// one for a program. Source: RFC 5321, section 4.5.3.1, for the lengths.
private func plainAddress(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let local = bytes[..<at]
    let domain = asciiLowercased(String(decoding: bytes[(at + 1)...], as: UTF8.self))
    guard 1...64 ~= local.count, domain.utf8.count <= 253, local.first != UInt8(ascii: "-") else { return nil }
    let atoms = local.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard atoms.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isAtomByte) }) else { return nil }
    // A domain as hosts have it, with a dot; a number there is no name.
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy(isHostLabel), labels.last?.utf8.allSatisfy(isDigit) == false else {
        return nil
    }
    return "\(String(decoding: local, as: UTF8.self))@\(domain)"
}

private func isAtomByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || "!#$%&'*+-/=?^_{}~".utf8.contains(byte)
}

/// The first mailbox of a header: comments and a group's name do not count, quoted text keeps its commas.
private func firstMailbox(_ bytes: [UInt8]) -> (name: String, address: String)? {
    var words: [UInt8] = []
    var comment: [UInt8] = []
    var angle: [UInt8]?
    var (depth, isQuoted, isAngle) = (0, false, false)
    var rest = bytes[...]
    scan: while let byte = rest.popFirst() {
        switch byte {
        case UInt8(ascii: "\\") where isQuoted || depth > 0:
            guard let next = rest.popFirst() else { break scan }
            if depth > 0 { comment.append(next) } else { words.append(next) }
        case UInt8(ascii: "\"") where depth == 0 && !isAngle: isQuoted.toggle()
        case _ where isQuoted: words.append(byte)
        case UInt8(ascii: "("):
            depth += 1
        case UInt8(ascii: ")"):
            depth = max(0, depth - 1)
        case _ where depth > 0: comment.append(byte)
        case UInt8(ascii: "<") where angle == nil: (angle, isAngle) = ([], true)
        case UInt8(ascii: ">") where isAngle: break scan
        case UInt8(ascii: ",") where !isAngle, UInt8(ascii: ";") where !isAngle: break scan
        case UInt8(ascii: ":") where !isAngle: words = []
        case _ where isAngle: angle?.append(byte)
        default: words.append(byte)
        }
    }
    let plain = trimmedText(words)
    if let angle { return (plain, trimmedText(angle)) }
    return plain.isEmpty ? nil : (trimmedText(comment), plain)
}

private func trimmedText(_ bytes: [UInt8]) -> String {
    String(String(decoding: bytes, as: UTF8.self).trimmed)
}
