package import Digests
package import Posix
package import Publishing

/// Why the list was not published; what was served before is served still.
package enum ListPublicationError: Error, Sendable, Hashable {
    /// No mirror is on the list, and no server of the archive is known: apt fails on an empty list.
    case empty
    /// More mirrors would go than may without a word from the maintainer.
    case shrunk(gone: [String], previousCount: Int, allowedCount: Int)
    /// What is served has no mirrors.json that can be read, so that nobody can say what would go.
    case lastListUnreadable(path: String)
    /// The files hold no mirrors.json that can be read: our own mistake.
    case noMirrorsFile
    /// A path that is not relative, leads upward, is hidden, or is kept for signatures.
    case unsafePath(String)
    case twoFilesOfOnePath(String)
    /// The directory is the root of a mirror.
    case directoryOfMirror(path: String, mirror: String)
    case signing(file: String, SigningFault)
    case digest(DigestError)
    case publishing(PublishingError)

    /// Whether a person can overrule it, or has to decide something first.
    var isHeld: Bool {
        switch self {
        case .empty, .shrunk, .lastListUnreadable: true
        default: false
        }
    }

    static func ofPublishing<Result>(
        _ body: () throws(PublishingError) -> Result
    ) throws(ListPublicationError) -> Result {
        do throws(PublishingError) { return try body() } catch { throw .publishing(error) }
    }
}

/// Why a file has no signature.
package enum SigningFault: Error, Sendable, Hashable {
    /// gpg was not there, did not end in time, or could not be started.
    case notRun(ChildRunError)
    /// How it ended, and the last line of what it said.
    case refused(ChildExit, reason: String)
    /// It ended well and wrote something that is no signature.
    case noSignature
}
