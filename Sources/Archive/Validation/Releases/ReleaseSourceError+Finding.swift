import ArchiveModel

extension ReleaseSourceError {
    func finding(suite: String) -> Finding {
        switch self {
        case .file(let path, .missing):
            Finding(.error, .releaseUnreadable, path: path, suites: [suite], aptSays: AptPhrases.notFound)
        case .file(let path, let fault):
            fault.finding(path: path, suites: [suite], notAFile: .releaseUnreadable)
                ?? Finding(.error, .releaseUnreadable, path: path, suites: [suite])
        case .clearsign(let path, let error):
            Finding(
                .error, .clearsignMalformed, path: path, suites: [suite], expected: "one clear-signed message",
                found: error.phrase, aptSays: AptPhrases.notSplit("NOSPLIT"))
        }
    }
}

extension ClearsignError {
    var phrase: String {
        switch self {
        case .empty: "an empty file"
        case .webPage: "a web page"
        case .gitLFSPointer: "a pointer of git-lfs"
        case .compressed: "a compressed file"
        case .unsigned: "a file without a signed message"
        case .textBeforeMessage(let line): "text before the signed message of line \(line)"
        case .unexpectedDash(_, let line): "a line that begins with a dash (line \(line))"
        case .endsWithoutSignature: "the end of the file before a signature"
        case .unclosedSignature: "the end of the file within a signature"
        case .unsignedText(let line): "text after the signature (line \(line))"
        }
    }
}
