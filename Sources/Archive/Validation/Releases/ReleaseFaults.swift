import ArchiveModel
import Deb822
import Posix

extension ReleaseError {
    func finding(path: String, suite: String) -> Finding {
        Finding(
            .error, .releaseMalformed, path: path, suites: [suite],
            found: phrase, aptSays: self == .noHashSection ? AptPhrases.weakRelease(path) : nil)
    }

    private var phrase: String {
        switch self {
        case .syntax(let error): error.phrase
        case .empty: "an empty file"
        case .noHashSection: "no list of hashes"
        case .brokenLine(let section, let line): "a broken line in \(section.releaseFieldName) (line \(line))"
        }
    }
}

extension Deb822Error {
    var phrase: String {
        switch self {
        case .missingColon(let line): "a line that is no field (line \(line))"
        case .invalidFieldName(let line): "a name that no field can have (line \(line))"
        case .continuationWithoutField(let line): "a continued line without a field (line \(line))"
        case .duplicateField(let name, let line, _): "\(name) a second time (line \(line))"
        case .fieldTooLarge(let name, let line, let limit): "more than \(limit) bytes in \(name) (line \(line))"
        case .stanzaTooLarge(let line, let limit): "a stanza of more than \(limit) bytes (line \(line))"
        case .tooManyFields(let line, let limit): "more than \(limit) fields in a stanza (line \(line))"
        case .tooManyLines(let name, let line, let limit): "more than \(limit) lines in \(name) (line \(line))"
        case .tooManyStanzas(let line, let limit): "more than \(limit) stanzas (line \(line))"
        case .fileTooLarge(let byteCount, let limit): "\(byteCount) bytes, more than \(limit)"
        }
    }
}

extension ReleaseFault {
    /// `directory`: of the suite, to which listed names are relative.
    func finding(releasePath: String, directory: String, suite: String) -> Finding? {
        func finding(_ severity: Severity, _ code: FindingCode, _ path: String, _ found: String) -> Finding {
            Finding(severity, code, path: path, suites: [suite], found: found)
        }
        switch self {
        case .unsafePath(let name, let fault, let line):
            return finding(.error, .releaseEntryUnsafe, releasePath, "\(name) (\(fault.phrase), line \(line))")
        case .differentSizes(let path, let first, let second, let line):
            return finding(
                .error, .releaseEntryConflict, joinPath(directory, path), "\(first) and \(second) bytes (line \(line))")
        case .differentDigests(let path, let algorithm, let line):
            return finding(
                .error, .releaseEntryConflict, joinPath(directory, path),
                "two \(algorithm.releaseFieldName) digests (line \(line))")
        case .malformedDigest(let path, let algorithm, let line), .uppercaseDigest(let path, let algorithm, let line):
            return finding(
                .error, .releaseEntryConflict, joinPath(directory, path),
                "no \(algorithm.releaseFieldName) digest in lower-case hexadecimal (line \(line))")
        case .duplicateField, .furtherStanza, .malformedSignedBy: return nil
        }
    }
}
