import ArchiveModel

extension ReleaseSourceError {
    func finding(suite: String) -> Finding {
        switch self {
        case .file(let path, .missing):
            Finding(.error, .releaseUnreadable, path: path, suites: [suite], aptSays: AptPhrases.notFound)
        case .file(let path, .tooLarge(let byteCount, let limit)):
            Finding(
                .error, path.hasSuffix(".gpg") ? .signatureUnreadable : .releaseMalformed, path: path, suites: [suite],
                expected: "at most \(limit) bytes", found: "\(byteCount) bytes",
                aptSays: AptPhrases.unexpectedSize(found: byteCount, expected: Int64(limit)))
        case .file(let path, let fault):
            fault.finding(path: path, suites: [suite], notAFile: .releaseUnreadable)
                ?? Finding(.error, .releaseUnreadable, path: path, suites: [suite])
        case .detached(let path, let fault):
            Finding(
                .error, .signatureUnreadable, path: path, suites: [suite],
                expected: "armored signatures and nothing else",
                found: fault.phrase, aptSays: fault.aptSays(path))
        case .clearsign(let path, let error):
            Finding(
                .error, .clearsignMalformed, path: path, suites: [suite], expected: "one clear-signed message",
                found: error.phrase, aptSays: AptPhrases.notSplit("NOSPLIT"))
        }
    }
}

extension DetachedSignatureFault {
    var phrase: String {
        switch self {
        case .binary: "no armored signature"
        case .foreignLine(let line): "a line outside of every signature (line \(line))"
        case .unexpectedDash(let line): "a line that begins with a dash (line \(line))"
        case .unclosed: "the end of the file within a signature"
        }
    }

    /// Source: apt-pkg/contrib/gpgv.cc.
    func aptSays(_ path: String) -> String {
        switch self {
        case .binary: "Detached signature file '\(path)' is in unsupported binary format"
        case .foreignLine: "Detached signature file '\(path)' contains lines not belonging to a signature"
        case .unexpectedDash: "Detached signature file '\(path)' contains unexpected line starting with a dash"
        case .unclosed: "Detached signature file '\(path)' contains unclosed signatures"
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
