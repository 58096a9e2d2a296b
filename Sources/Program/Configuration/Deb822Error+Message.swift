package import Deb822

extension Deb822Error {
    /// What is wrong with the line, for whoever wrote it.
    package var message: String {
        switch self {
        case .missingColon: "syntax error: expected `Field: value`, found a line without a colon"
        case .invalidFieldName: "syntax error: expected the name of a field before the colon"
        case .continuationWithoutField:
            "syntax error: a line that begins with a blank continues a field, and none stands before it"
        case .duplicateField(let name, _, let firstLine): "repeated field (\(name)): it stands in line \(firstLine) too"
        case .fieldTooLarge(let name, _, let limit): "field too large (\(name)): expected at most \(limit) bytes"
        case .stanzaTooLarge(_, let limit): "stanza too large: expected at most \(limit) bytes"
        case .tooManyFields(_, let limit): "too many fields in one stanza: expected at most \(limit)"
        case .tooManyLines(let name, _, let limit): "\(name): too many lines: expected at most \(limit)"
        case .tooManyStanzas(_, let limit): "too many stanzas in one file: expected at most \(limit)"
        case .fileTooLarge(let byteCount, let limit):
            "file too large: expected at most \(limit) bytes, found \(byteCount)"
        }
    }
}
