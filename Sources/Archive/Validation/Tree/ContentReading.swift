import ArchiveModel
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

/// Reads a file of the tree and computes its digest.
///
/// - Parameter isCancelled: asked every 256 KiB; the fault is then `DigestError.cancelled`.
/// - Throws: `ContentFault`.
func digest(
    of path: String, _ algorithm: HashAlgorithm, in tree: ArchiveTree, isCancelled: () -> Bool = { false }
) throws(ContentFault) -> VerifiedFile {
    let opened: OpenFile
    do throws(FileFault) { opened = try tree.open(path) } catch { throw .file(error) }
    let before = try identity(of: opened.file)
    let result: FileDigests
    do throws(DigestError) {
        result = try fileDigests(of: opened.file, [algorithm], byteLimit: before.byteCount, isCancelled: isCancelled)
    } catch .tooLarge {
        throw .changed
    } catch {
        throw .digest(error)
    }
    guard let digest = result[algorithm] else { throw .digest(.unavailable(algorithm)) }
    guard result.byteCount == before.byteCount, try identity(of: opened.file) == before else { throw .changed }
    return VerifiedFile(identity: before, digest: digest)
}

func identity(of file: borrowing Descriptor) throws(ContentFault) -> FileIdentity {
    do throws(SystemCallError) { return try fileIdentity(of: file) } catch { throw .file(.unreadable(error)) }
}
