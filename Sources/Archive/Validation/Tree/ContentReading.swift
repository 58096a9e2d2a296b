import Digests
import Posix

/// Why the digest of a file of the tree is not known.
enum ContentFault: Error, Sendable, Hashable {
    case file(FileFault)
    case digest(DigestError)
    /// Its size, time or identity changed while it was read.
    case changed

    func finding(path: String, suites: [String], notAFile: FindingCode) -> Finding {
        switch self {
        case .file(.missing), .changed: Finding(.error, .fileChangedWhileRead, path: path, suites: suites)
        case .file(let fault):
            fault.finding(path: path, suites: suites, notAFile: notAFile)
                ?? Finding(.error, notAFile, path: path, suites: suites)
        case .digest(.system(let error)):
            Finding(.error, .fileUnreadable, path: path, suites: suites, found: error.reason)
        case .digest(let error):
            Finding(.error, .fileUnreadable, path: path, suites: suites, found: String(describing: error))
        }
    }
}

func identity(of file: borrowing Descriptor) throws(ContentFault) -> FileIdentity {
    do throws(SystemCallError) { return try fileIdentity(of: file) } catch { throw .file(.unreadable(error)) }
}
