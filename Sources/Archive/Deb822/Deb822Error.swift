/// Why bytes are not deb822. Lines count from 1; sizes are in bytes.
package enum Deb822Error: Error, Sendable, Hashable {
    /// A line that is neither a field nor a continuation line.
    case missingColon(line: Int)
    /// A line that begins with a colon, or a name with a blank, a control character or a byte beyond ASCII.
    case invalidFieldName(line: Int)
    /// A continuation line before the first field of its stanza.
    case continuationWithoutField(line: Int)
    case duplicateField(name: String, line: Int, firstLine: Int)
    case fieldTooLarge(name: String, line: Int, limit: Int)
    case stanzaTooLarge(line: Int, limit: Int)
    case tooManyFields(line: Int, limit: Int)
    case tooManyLines(name: String, line: Int, limit: Int)
    case tooManyStanzas(line: Int, limit: Int)
    case fileTooLarge(byteCount: Int, limit: Int)

    /// Where the fault stands; nil when it is the whole file.
    package var line: Int? {
        switch self {
        case .missingColon(let line), .invalidFieldName(let line), .continuationWithoutField(let line): line
        case .duplicateField(_, let line, _), .fieldTooLarge(_, let line, _), .tooManyLines(_, let line, _): line
        case .stanzaTooLarge(let line, _), .tooManyFields(let line, _), .tooManyStanzas(let line, _): line
        case .fileTooLarge: nil
        }
    }
}
