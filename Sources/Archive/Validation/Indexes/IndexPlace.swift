import ArchiveModel
import Posix

/// Where a form of an index was found.
enum IndexPlace: Sendable {
    /// Under its own name.
    case plain(FileStatus)
    /// Only below by-hash, where apt looks first.
    case byHash(path: String, FileStatus)
    case absent
    case faulty(FileFault)

    /// - Parameters:
    ///   - path: relative to the archive's root.
    ///   - byHash: whether Release announces by-hash.
    init(_ path: String, _ entry: ReleaseEntry, _ tree: ArchiveTree, byHash: Bool) {
        do throws(SystemCallError) {
            if let status = try tree.status(path) {
                self = status.kind == .regular ? .plain(status) : .faulty(.notRegular(status.kind))
                return
            }
            let digestPath = entry.strongestDigest.map { ByHash.path(for: path, $0) }
            if byHash, let digestPath, let status = try tree.status(digestPath), status.kind == .regular {
                self = .byHash(path: digestPath, status)
            } else {
                self = .absent
            }
        } catch {
            self = .faulty(.unreadable(error))
        }
    }

    /// Whether something stands under the form's own name.
    var isPlain: Bool {
        switch self {
        case .plain, .faulty: true
        case .byHash, .absent: false
        }
    }

    var isPresent: Bool {
        switch self {
        case .plain, .byHash: true
        case .absent, .faulty: false
        }
    }
}
